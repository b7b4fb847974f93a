import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ShareTests {
    private let key = CellKey(seed: 42, table: "tests", purpose: "share")

    /// Percent, number of indexes, number in the share.
    private static let cases: [(Double, Int64, Int64)] = [
        (0, 100, 0), (100, 100, 100), (80, 100, 80), (80, 10, 8), (1, 10, 0), (5, 10, 1),
        (33.3, 1000, 333), (0.05, 1000, 1), (50, 1, 1), (49, 1, 0), (90, 201, 181), (99.9, 7, 7),
    ]

    @Test(arguments: cases)
    func `exactly the share's number of indexes belongs to it`(
        percent: Double,
        total: Int64,
        expected: Int64
    ) {
        let share = Share(percent: percent, of: total, key: key)
        #expect(share.count == expected)
        #expect((0..<total).filter(share.contains).count == expected)
        #expect((0..<total).map(share.rank).sorted() == Array(0..<total))
        #expect((0..<total).map { share.rank(share.index(rank: $0)) } == Array(0..<total))
        let members = (0..<share.count).map { share.index(rank: $0) }
        #expect(members.sorted() == (0..<total).filter(share.contains))
    }

    @Test func `a share of no indexes is empty`() {
        #expect(Share(percent: 80, of: 0, key: key).count == 0)
    }

    @Test func `a share is spread over the whole range`() {
        let share = Share(percent: 80, of: 1000, key: key)
        for start in stride(from: Int64(0), to: 1000, by: 200) {
            let count = (start..<start + 200).filter(share.contains).count
            #expect(abs(count - 160) < 29)
        }
    }
}
