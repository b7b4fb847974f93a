import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// What servers are composed of.
@Suite struct ServerPartsTests {
    @Test func `ordinary and most extreme datasets have servers with parts`() {
        let names = SampleDataset.all.filter { dataset in
            SampleDataset.partTables.allSatisfy { dataset[$0.name].rowCount > 0 }
        }.map(\.name)
        #expect(names.count >= 16, "\(names)")
        #expect(Set(names).isSuperset(of: ["small", "tiny", "everything public", "ordered ids"]))
    }

    @Test(arguments: SampleDataset.all)
    func `a server has between the least and most parts, and servers the mean`(
        dataset: SampleDataset
    ) throws {
        let servers = dataset["servers"].texts("id")
        for (name, _, _) in SampleDataset.partTables {
            let counts = Dictionary(dataset[name].texts("server_id").map { ($0, 1) }) { $0 + $1 }
            let distribution = dataset.parts(name)
            let limits = distribution.min...distribution.max
            let found = servers.map { Int64(counts[$0] ?? 0) }
            #expect(found.first { !limits.contains($0) } == nil, "\(name)")
            let mean = try #require(distribution.mean)
            let total = Int64((Double(servers.count) * mean).rounded())
            #expect(found.reduce(0, +) == total, "\(name)")
            #expect(dataset[name].rowCount == Int(total), "\(name)")
        }
    }

    @Test(arguments: SampleDataset.all)
    func `the parts of a server are distinct and everybody may see them`(dataset: SampleDataset) {
        for (name, column, objects) in SampleDataset.partTables {
            let table = dataset[name]
            let parts = table.texts(column)
            let pairs = zip(table.texts("server_id"), parts).map { $0 + "/" + $1 }
            #expect(Set(pairs).count == pairs.count, "\(name)")
            let visibilities = Dictionary(
                uniqueKeysWithValues: zip(
                    dataset[objects].texts("id"),
                    dataset[objects].texts("visibility")
                )
            )
            let hidden = parts.first { visibilities[$0] != "public" }
            #expect(hidden == nil, "\(name)")
        }
        // A tool is public exactly when its gateway is.
        let gateways = dataset["gateways"]
        let visibilities = Dictionary(
            uniqueKeysWithValues: zip(gateways.texts("id"), gateways.texts("visibility"))
        )
        let tools = dataset["tools"]
        let parents = Dictionary(
            uniqueKeysWithValues: zip(tools.texts("id"), tools.texts("gateway_id"))
        )
        let hidden = dataset["server_tool_association"].texts("tool_id").first {
            visibilities[parents[$0] ?? ""] != "public"
        }
        #expect(hidden == nil)
    }

    @Test(arguments: SampleDataset.all)
    func `parts stand in the order of their servers`(dataset: SampleDataset) {
        let servers = dataset["servers"].texts("id")
        let rows = Dictionary(uniqueKeysWithValues: servers.enumerated().map { ($1, $0) })
        for (name, _, _) in SampleDataset.partTables {
            let parents = dataset[name].texts("server_id").map { rows[$0] ?? -1 }
            #expect(parents == parents.sorted(), "\(name)")
        }
    }

    @Test func `a fifth of the objects is in four fifths of the places`() {
        for (name, column, objects) in SampleDataset.partTables where objects != "a2a_agents" {
            let parts = SampleDataset.small[name].texts(column)
            let uses = Dictionary(parts.map { ($0, 1) }) { $0 + $1 }.values.sorted(by: >)
            let hotCount = SampleDataset.small[objects].rowCount / 5
            let percent = Double(uses.prefix(hotCount).reduce(0, +)) * 100 / Double(parts.count)
            // Parts of one server are distinct, which takes a little from the most used.
            #expect((75...100).contains(percent), "\(name): \(percent) %")
        }
    }

    @Test func `a server that needs every public object gets them all`() throws {
        // Nine of thirty resources are public.
        let configuration = DatasetConfiguration.tiny.with {
            $0[.resourcesPerServer] = .uniform(9...9, mean: 9)
            $0[.promptsPerServer] = .uniform(1...9, mean: 8)
        }
        let dataset = SampleDataset("all public objects", configuration)
        #expect(dataset.configuration == configuration)
        let visibilities = dataset["resources"].texts("visibility")
        let wanted = Set(
            zip(dataset["resources"].texts("id"), visibilities).filter { $1 == "public" }.map(\.0)
        )
        #expect(wanted.count == 9)
        let table = dataset["server_resource_association"]
        let rows = zip(table.texts("server_id"), table.texts("resource_id"))
        let found = Dictionary(grouping: rows, by: \.0).mapValues { Set($0.map(\.1)) }
        #expect(found.count == dataset["servers"].rowCount)
        #expect(found.values.allSatisfy { $0 == wanted })
        let prompts = dataset["server_prompt_association"]
        let pairs = zip(prompts.texts("server_id"), prompts.texts("prompt_id")).map { $0 + $1 }
        #expect(Set(pairs).count == pairs.count)
    }

    @Test func `a server has no more parts than there are public objects`() throws {
        let greedy = DatasetConfiguration.tiny.with {
            $0[.toolsPerServer] = .normal(20...30, mean: 25)
            $0[.resourcesPerServer] = .normal(1...20, mean: 12)
            $0[.promptsPerServer] = .normal(9...9, mean: 9)
            $0[.agentsPerServer] = .normal(0...9, mean: 4)
        }
        let dataset = SampleDataset("greedy", greedy)
        let pools = PublicCounts(greedy)
        #expect(pools.servers == Int64(dataset["servers"].rowCount))
        for (part, count) in zip(
            SampleDataset.partTables,
            [pools.tools(upTo: 1000), pools.resources, pools.prompts, pools.agents]
        ) {
            let table = dataset[part.name]
            let found = Dictionary(grouping: table.texts("server_id"), by: { $0 })
            #expect(found.values.allSatisfy { $0.count <= count }, "\(part.name)")
            #expect(found.values.contains { $0.count == count }, "\(part.name)")
        }
    }

    @Test(arguments: [0, 1, 3, 10, 30, 77, 100] as [Double])
    func `what is public is counted without a population`(_ percent: Double) {
        for (index, base) in [DatasetConfiguration.tiny, .small, .mediumLike].enumerated() {
            for gateways: Int64 in [0, 1, 7, 50] {
                let configuration = base.with {
                    $0[.objectsPublicPercent] = percent
                    $0[.objectsTeamPercent] = 0
                    $0.gatewayCount = gateways
                    $0.seed = UInt64(index) + UInt64(gateways)
                    $0[.toolsPerGateway] = .normal(0...9, mean: 2.3)
                }
                let population = Population(configuration)
                let counts = PublicCounts(configuration)
                func pool(_ table: StaticString, _ objects: ChildCounts) -> Int64 {
                    VisiblePool(population, table: table, objectCount: objects.rowCount).count
                }
                let tools = pool("tools", population.tools)
                #expect(counts.servers == population.servers.rowCount)
                #expect(counts.tools(upTo: .max) == tools)
                #expect(counts.tools(upTo: tools + 1) == tools)
                #expect(counts.tools(upTo: 2) == min(2, tools))
                #expect(counts.resources == pool("resources", population.resources))
                #expect(counts.prompts == pool("prompts", population.prompts))
                #expect(counts.agents == pool("a2a_agents", population.agents))
            }
        }
    }
}
