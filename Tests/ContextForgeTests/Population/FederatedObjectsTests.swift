import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Resources and prompts that a gateway offers beside its tools.
@Suite struct FederatedObjectsTests {
    @Test(arguments: SampleDataset.all, ["resources", "prompts"])
    func `a federated object has its gateway's owner, team and visibility, and is later`(
        dataset: SampleDataset,
        table: String
    ) {
        let gateways = dataset["gateways"]
        let rows = Dictionary(
            uniqueKeysWithValues: zip(gateways.texts("id"), 0..<gateways.rowCount)
        )
        let objects = dataset[table]
        var counts: [String: Int] = [:]
        for (row, gateway) in objects.optionalTexts("gateway_id").enumerated() {
            let source = objects.optionalTexts("federation_source")[row]
            #expect(objects.texts("created_via")[row] == (gateway == nil ? "import" : "federation"))
            guard let gateway, let parent = rows[gateway] else {
                #expect(gateway == nil && source == nil)
                continue
            }
            counts[gateway, default: 0] += 1
            #expect(source == gateways.texts("name")[parent])
            for column in [
                "owner_email", "team_id", "visibility", "created_from_ip", "created_user_agent",
            ] {
                #expect(objects.texts(column)[row] == gateways.texts(column)[parent], "\(column)")
            }
            #expect(
                objects.numbers("created_at")[row] > gateways.numbers("created_at")[parent]
            )
        }
        #expect(counts.values.allSatisfy { $0 <= 8 })
        if dataset.name == SampleDataset.small.name { #expect(!counts.isEmpty) }
    }

    @Test func `one user with many gateways and objects is planned at once`() throws {
        let catalogue = GatewayDataset(
            .tiny.with {
                $0.userCount = 1
                $0.gatewayCount = 20_000
                $0[.membersPerTeam] = .normal(1...1, mean: 1)
                $0[.resourcesPerUser] = .normal(20_000...20_000, mean: 20_000)
            }
        )
        let resources = TableContents(
            try #require(catalogue.table(named: "resources")),
            rows: 0..<20_000,
            only: "gateway_id"
        )
        let gateways = resources.optionalTexts("gateway_id").compactMap(\.self)
        #expect(!gateways.isEmpty)
        let counts = Dictionary(gateways.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(counts.values.allSatisfy { $0 <= 8 })
    }

    @Test func `nothing is federated where gateways are generated later`() throws {
        let catalogue = GatewayDataset(.small.with { $0.federatesObjects = false })
        for table in ["resources", "prompts"] {
            let contents = TableContents(try #require(catalogue.table(named: table)))
            #expect(contents.optionalTexts("gateway_id").allSatisfy { $0 == nil })
        }
    }

    @Test func `calls are summed up under the name of the object`() {
        let dataset = SampleDataset.small
        for (table, sums, column) in [
            ("resources", "resource_metrics_hourly", "resource"),
            ("prompts", "prompt_metrics_hourly", "prompt"),
        ] {
            let objects = dataset[table]
            let names = Dictionary(
                uniqueKeysWithValues: zip(objects.texts("id"), objects.texts("name"))
            )
            let hours = dataset[sums]
            let found = zip(hours.texts("\(column)_id"), hours.texts("\(column)_name"))
            #expect(found.allSatisfy { names[$0] == $1 })
        }
    }
}
