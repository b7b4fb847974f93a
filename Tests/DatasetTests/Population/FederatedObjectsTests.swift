import Testing

@testable import Dataset

/// What gateways bring beside their tools.
@Suite struct FederatedObjectsTests {
    @Test(arguments: SampleDataset.all, ["resources", "prompts"])
    func `an object that a gateway brought is its owner's, seen by the same users, and later`(
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
    }

    @Test func `nothing is brought where gateways are generated later`() throws {
        let catalogue = Catalogue(.small.with { $0.federatesObjects = false })
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
