import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct SelectionTests {
    /// None, few, many and all; ranges that end within, at and behind a word and a block.
    @Test(
        arguments: [0, 1, 63, 64, 65, 4096, 4097, 20_000] as [Int64],
        [0, 1, 7, 500, 5000] as [Int64]
    )
    func `selected indexes are numbered in order`(indexCount: Int64, period: Int64) {
        func isSelected(_ index: Int64) -> Bool { period > 0 && index % period == period / 2 }
        let expected = (0..<indexCount).filter(isSelected)
        let selection = Selection(indexCount: indexCount, where: isSelected)
        #expect(selection.count == Int64(expected.count))
        for (number, index) in expected.enumerated() {
            let found = selection.position(Int64(number))
            #expect(found.ordinal == Int64(number) && found.index == index)
        }
    }

    @Test func `a walk from any earlier one leads to the same index`() {
        let selection = Selection(indexCount: 30_000) { ($0 * $0) % 11 == 3 }
        let expected = (0..<30_000 as Range<Int64>).filter { ($0 * $0) % 11 == 3 }
        var (seed, numbers) = SeededGenerator.announced(for: "SelectionTests")
        for _ in 0..<500 {
            let ordinal = Int.random(in: expected.indices, using: &numbers)
            let earlier = Int.random(in: 0...ordinal, using: &numbers)
            let known = selection.position(Int64(earlier))
            #expect(
                selection.position(Int64(ordinal), from: known).index == expected[ordinal],
                "seed \(seed)"
            )
        }
    }

    @Test func `the selected indexes below any index are counted`() {
        let selection = Selection(indexCount: 9_000) { $0 % 3 == 1 }
        for index: Int64 in [0, 1, 2, 63, 64, 65, 4095, 4096, 4097, 8_999, 9_000] {
            #expect(selection.count(below: index) == (index + 1) / 3)
        }
    }
}
