import Testing

@testable import ContextForge
@testable import Rows

@Suite struct HeatOrderTests {
    @Test(arguments: [(1, 1), (7, 3), (100, 20), (101, 20), (64, 100)] as [(Int64, Int64)])
    func `every object has a rank of its own, and every rank its object`(
        count: Int64,
        runLength: Int64
    ) {
        let key = CellKey(seed: 1, table: "objects", purpose: "heat")
        let order = HeatOrder(count: count, runLength: runLength, key: key)
        let ranks = (0..<count).map { order.rank($0) }
        #expect(ranks.sorted() == Array(0..<count))
        #expect((0..<count).allSatisfy { order.index(rank: order.rank($0)) == $0 })
    }

    @Test func `neighbours have neighbouring ranks`() {
        let key = CellKey(seed: 1, table: "objects", purpose: "heat")
        let order = HeatOrder(count: 1000, runLength: 10, key: key)
        let isNear = (0..<1000 as Range<Int64>).allSatisfy { index in
            abs(order.rank(index) - order.rank(index - index % 10)) < 10
        }
        #expect(isNear)
    }
}
