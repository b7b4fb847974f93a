import Testing

@testable import ContextForge
@testable import Rows

@Suite struct ZipfRanksTests {
    /// The percentage of 2000 equally spaced accesses that fall on the first `count` ranks.
    private func percent(_ ranks: ZipfRanks, ofFirst count: Int64) -> Double {
        let accessCount = 2000
        let hits = (0..<accessCount).filter {
            ranks.rank((Double($0) + 0.5) / Double(accessCount)) < count
        }
        return Double(hits.count) * 100 / Double(accessCount)
    }

    @Test(arguments: [10, 50, 200, 1999, 40_000, 10_000_000] as [Int64])
    func `the first fifth of the objects gets four fifths of the accesses`(count: Int64) {
        let found = percent(ZipfRanks(count: count), ofFirst: count / 5)
        #expect(abs(found - 80) <= 3, "\(found) %")
    }

    @Test(
        arguments: [100, 2000, 40_000, 10_000_000] as [Int64],
        [0.26, 0.3, 0.5, 0.8, 1]
    )
    func `a fifth of all objects gets four fifths where only a part of them is accessed`(
        objectCount: Int64,
        poolShare: Double
    ) {
        let pool = Int64((Double(objectCount) * poolShare).rounded())
        let found = percent(ZipfRanks(count: pool, poolShare: poolShare), ofFirst: objectCount / 5)
        #expect(abs(found - 80) <= 3, "\(found) %")
    }

    @Test(arguments: [0.25, 0.1, 0.01])
    func `a small pool has a first fifth of its own`(poolShare: Double) {
        let found = percent(ZipfRanks(count: 1000, poolShare: poolShare), ofFirst: 200)
        #expect(abs(found - 80) <= 3, "\(found) %")
    }

    @Test(arguments: [1, 2, 3, 7, 1000] as [Int64])
    func `ranks rise from the first object to the last`(count: Int64) {
        let ranks = ZipfRanks(count: count)
        let found = (0..<10_000).map { ranks.rank(Double($0) / 10_000) }
        #expect(found == found.sorted())
        #expect(found.first == 0)
        #expect(ranks.rank(1.0.nextDown) == count - 1)
        #expect(Set(found).count == Int(count))
    }
}
