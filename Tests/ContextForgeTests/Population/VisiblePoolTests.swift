import Testing

@testable import ContextForge
@testable import Rows

@Suite struct VisiblePoolTests {
    private static let tables = ["tools", "resources", "prompts", "a2a_agents"]

    private func pool(_ table: String, _ dataset: SampleDataset) -> VisiblePool {
        let population = dataset.catalogue.population
        switch table {
        case "tools":
            return VisiblePool(population, table: "tools", objectCount: population.tools.rowCount)
        case "resources":
            let count = population.resources.rowCount
            return VisiblePool(population, table: "resources", objectCount: count)
        case "prompts":
            let count = population.prompts.rowCount
            return VisiblePool(population, table: "prompts", objectCount: count)
        default:
            let count = population.agents.rowCount
            return VisiblePool(population, table: "a2a_agents", objectCount: count)
        }
    }

    @Test(arguments: SampleDataset.all)
    func `the pool is what everybody may see, each object once`(dataset: SampleDataset) {
        for table in VisiblePoolTests.tables {
            let pool = pool(table, dataset)
            let rows = (0..<pool.count).map { pool.row(rank: $0) }
            let visible = dataset[table].texts("visibility").enumerated()
                .filter { $0.element == "public" }
                .map { Int64($0.offset) }
            #expect(rows.sorted() == visible, "\(table)")
        }
    }

    @Test func `the tools of a gateway stand together and in order`() {
        let pool = pool("tools", .small)
        let gateways = SampleDataset.small["tools"].texts("gateway_id")
        var seen: Set<String> = []
        var last: (gateway: String, row: Int64) = ("", -1)
        for rank in 0..<pool.count {
            let row = pool.row(rank: rank)
            let gateway = gateways[Int(row)]
            if gateway == last.gateway {
                #expect(row == last.row + 1)
            } else {
                #expect(seen.insert(gateway).inserted)
            }
            last = (gateway, row)
        }
        #expect(seen.count == 3)
    }

    @Test func `much-used objects are not the oldest`() {
        let pool = pool("resources", .small)
        let rows = (0..<pool.count).map { pool.row(rank: $0) }
        #expect(rows != rows.sorted())
        // The middle of 2000 rows, give or take what chance leaves to 120 of them.
        let mean = rows[..<120].reduce(0, +) / 120
        #expect((800...1200).contains(mean))
    }
}
