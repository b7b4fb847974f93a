import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ChildCountsTests {
    private static let block = ChildCounts.blockParentCountMin
    private static let key = CellKey(seed: 42, table: "tests", purpose: "count")

    /// One way to give children to parents.
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let counts: ChildCounts

        init(_ name: String, _ counts: ChildCounts) {
            testDescription = name
            self.counts = counts
        }
    }

    private static func drawn(
        _ distribution: CountDistribution,
        _ parentCount: Int64
    ) -> ChildCounts {
        ChildCounts(
            distribution,
            parentCount: parentCount,
            slope: .golden,
            key: key,
            slots: TimelineSlots(count: parentCount, olderShare: 0.2)
        )
    }

    private static func periodic(_ groupCount: Int64, period: Int64) -> ChildCounts {
        let others = groupCount * (period - 1)
        return ChildCounts(
            parentCount: groupCount * period,
            rule: .periodic(
                period: period,
                CountHistogram(.uniform(0...5, mean: 1), parentCount: others),
                BalancedSpread(
                    CountHistogram(.uniform(0...5, mean: 1), parentCount: others),
                    slope: .golden,
                    key: key,
                    nil
                )
            )
        )
    }

    static let samples: [Sample] = [
        Sample("1 parent", drawn(.normal(1...5, mean: 3), 1)),
        Sample("1 parent of 1", drawn(.normal(1...1, mean: 1), 1)),
        Sample("three quarters without children", drawn(.uniform(0...4, mean: 0.4), 400)),
        Sample("nearly all without children", drawn(.uniform(0...50, mean: 0.01), 9000)),
        Sample("a block less one", drawn(.normal(0...3, mean: 1), block - 1)),
        Sample("a block", drawn(.normal(0...3, mean: 1), block)),
        Sample("a block and one", drawn(.normal(0...3, mean: 1), block + 1)),
        Sample("two blocks and one", drawn(.uniform(0...2, mean: 0.5), 2 * block + 1)),
        Sample("constant", drawn(.normal(2...2, mean: 2), block + 3)),
        Sample("personal teams", periodic(1000, period: 6)),
        Sample("personal teams and one more", periodic(10, period: 2)),
    ]

    @Test(arguments: samples)
    func `advancing and finding agree with a list of all rows`(sample: Sample) {
        let counts = sample.counts
        let list = (0..<counts.parentCount).map(counts.count)
        #expect(counts.rowCount == list.reduce(0, +))
        let parents = list.enumerated().flatMap { parent, count in
            (0..<count).map { (parent: Int64(parent), ordinal: $0, siblingCount: count) }
        }
        var place = counts.place(of: 0)
        var differences = 0
        for row in 0..<counts.rowCount {
            if row > 0 { counts.advance(&place) }
            let expected = parents[Int(row)]
            let isBorder = expected.parent % ChildCountsTests.block < 2 || expected.ordinal == 0
            // Finding every row anew takes half a block of steps: enough rows are tried.
            for found in isBorder && row % 61 == 0 || row + 1 == counts.rowCount
                ? [place, counts.place(of: row)] : [place]
            where (found.parent, found.ordinal, found.siblingCount) != expected {
                differences += 1
            }
        }
        #expect(differences == 0)
    }

    @Test(arguments: samples)
    func `the first and last row of every block are found`(sample: Sample) {
        let counts = sample.counts
        let list = (0..<counts.parentCount).map(counts.count)
        var first: Int64 = 0
        for (parent, count) in list.enumerated() {
            let next = first + count
            let offset = Int64(parent) % ChildCountsTests.block
            if count > 0, offset < 2 || offset == ChildCountsTests.block - 1 {
                #expect(counts.place(of: first).parent == Int64(parent))
                #expect(counts.place(of: first).ordinal == 0)
                #expect(counts.place(of: next - 1).parent == Int64(parent))
                #expect(counts.place(of: next - 1).ordinal == count - 1)
            }
            first = next
        }
    }

    @Test func `random rows are found`() {
        var (seed, numbers) = SeededGenerator.announced(for: "random rows")
        let counts = ChildCountsTests.drawn(.uniform(0...4, mean: 1.3), 20_000)
        var starts: [Int64] = [0]
        for parent in 0..<counts.parentCount {
            starts.append(starts[starts.count - 1] + counts.count(of: parent))
        }
        for _ in 0..<60 {
            let row = Int64.random(in: 0..<counts.rowCount, using: &numbers)
            let place = counts.place(of: row)
            #expect(starts[Int(place.parent)] + place.ordinal == row, "seed \(seed)")
            #expect(place.ordinal < place.siblingCount, "seed \(seed)")
            #expect(place.siblingCount == counts.count(of: place.parent), "seed \(seed)")
        }
    }

    @Test func `the seed decides who has how many children, not how many there are`() {
        func drawn(_ seed: UInt64) -> ChildCounts {
            let key = CellKey(seed: seed, table: "tests", purpose: "count")
            return ChildCounts(
                .normal(1...9, mean: 4),
                parentCount: 1000,
                slope: .rootTwo,
                key: key
            )
        }
        let (first, second) = (drawn(1), drawn(2))
        #expect(first.rowCount == 4000)
        #expect(second.rowCount == 4000)
        let lists = [first, second].map { counts in (Int64(0)..<1000).map(counts.count) }
        #expect(lists[0] != lists[1])
        #expect(lists[0].sorted() == lists[1].sorted())
    }

    @Test func `no parents have no rows`() {
        #expect(ChildCountsTests.drawn(.normal(1...5, mean: 2), 0).rowCount == 0)
        #expect(ChildCountsTests.drawn(.normal(0...0, mean: 0), 100).rowCount == 0)
        #expect(ChildCountsTests.drawn(.normal(0...5, mean: 0), 100).rowCount == 0)
    }

    @Test func `a row outside the table traps`() async {
        await #expect(processExitsWith: .failure) {
            let key = CellKey(seed: 42, table: "tests", purpose: "count")
            let counts = ChildCounts(
                .normal(1...3, mean: 2),
                parentCount: 10,
                slope: .golden,
                key: key
            )
            _ = counts.place(of: 20)
        }
    }
}
