import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// All rows of a configuration, read once and shared by the tests of what must hold in any dataset.
struct SampleDataset: Sendable, CustomTestStringConvertible {
    let name: String
    let configuration: DatasetConfiguration
    let catalogue: GatewayDataset
    private let contents: [String: TableContents]

    init(_ name: String, _ wanted: DatasetConfiguration) {
        self.name = name
        configuration = wanted
        catalogue = GatewayDataset(configuration)
        contents = Dictionary(
            uniqueKeysWithValues: catalogue.tables.map {
                (type(of: $0).definition.name, TableContents($0))
            }
        )
    }

    var testDescription: String { name }

    /// The tables in the catalogue's order.
    var tables: [TableContents] { Catalogue.contextForge.definitions.map { self[$0.name] } }

    /// The rows of a table.
    subscript(_ table: String) -> TableContents {
        guard let found = contents[table] else {
            preconditionFailure("the dataset has no table \(table)")
        }
        return found
    }

    /// Whether a table has as many rows whatever the seed.
    ///
    /// How many members leave or rise is drawn for each, and the seed decides which calls and
    /// requests fall into the last hours.
    static func hasSameCountForAllSeeds(_ definition: TableDefinition) -> Bool {
        definition.reservedKey == nil
            && ![
                "email_team_member_history", "observability_traces", "observability_spans",
                "performance_metrics",
            ].contains(definition.name)
    }

    /// Tables whose objects have an owner, a team and a visibility.
    static let registryTables = [
        "gateways", "tools", "resources", "prompts", "servers", "a2a_agents",
    ]

    /// Tables that associate servers with what they are composed of, with the column and the table
    /// of the parts.
    static let partTables = [
        (name: "server_tool_association", column: "tool_id", objects: "tools"),
        (name: "server_resource_association", column: "resource_id", objects: "resources"),
        (name: "server_prompt_association", column: "prompt_id", objects: "prompts"),
        (name: "server_a2a_association", column: "a2a_agent_id", objects: "a2a_agents"),
    ]

    /// The parts of a server in one of ``partTables``: no more than there are public objects.
    func parts(_ table: String) -> CountDistribution {
        let counts = PublicCounts(configuration)
        switch table {
        case "server_tool_association":
            return configuration[.toolsPerServer].clamped(to: counts.tools(upTo: .max))
        case "server_resource_association":
            return configuration[.resourcesPerServer].clamped(to: counts.resources)
        case "server_prompt_association":
            return configuration[.promptsPerServer].clamped(to: counts.prompts)
        default: return configuration[.agentsPerServer].clamped(to: counts.agents)
        }
    }

    /// Profile `small`.
    static let small = SampleDataset("small", .small)

    /// Ordinary and extreme configurations.
    static let all: [SampleDataset] = [
        small,
        SampleDataset("tiny", .tiny),
        SampleDataset(
            "one user",
            .tiny.with {
                $0.userCount = 1
                $0[.membersPerTeam] = .normal(1...1, mean: 1)
            }
        ),
        SampleDataset("no gateways", .tiny.with { $0.gatewayCount = 0 }),
        SampleDataset("no additional teams", .tiny.with { $0.additionalTeamsPerUser = 0 }),
        SampleDataset("one member", .tiny.with { $0[.membersPerTeam] = .normal(1...1, mean: 1) }),
        SampleDataset(
            "every user in every team",
            .tiny.with { $0[.membersPerTeam] = .normal(10...10, mean: 10) }
        ),
        SampleDataset(
            "no objects",
            .tiny.with {
                $0[.tokensPerUser] = .normal(0...0, mean: 0)
                $0[.toolsPerGateway] = .normal(0...3, mean: 0)
                $0[.resourcesPerUser] = .uniform(0...4, mean: 0)
                $0[.promptsPerUser] = .uniform(0...0, mean: 0)
                $0[.serversPerUser] = .normal(0...1, mean: 0)
                $0[.agentsPerUser] = .normal(0...1, mean: 0)
            }
        ),
        SampleDataset(
            "few objects",
            .tiny.with {
                $0.userCount = 60
                $0.gatewayCount = 30
                $0[.tokensPerUser] = .uniform(0...3, mean: 0.4)
                $0[.toolsPerGateway] = .normal(0...9, mean: 1)
                $0[.resourcesPerUser] = .uniform(0...30, mean: 1)
                $0[.promptsPerUser] = .normal(0...2, mean: 0.1)
                $0[.serversPerUser] = .uniform(0...1, mean: 0.5)
                $0[.agentsPerUser] = .uniform(0...2, mean: 0.3)
            }
        ),
        SampleDataset(
            "ends on a leap day",
            // From 2023-06-01 to 2024-02-29T12:34:56.789012Z.
            .tiny.with {
                $0.startMicroseconds = 1_685_577_600_000_000
                $0.endMicroseconds = 1_709_210_096_789_012
            }
        ),
        SampleDataset("all recent", .tiny.with { $0.recentDataPercent = 100 }),
        SampleDataset(
            "none recent, one user",
            .tiny.with {
                $0.userCount = 1
                $0[.membersPerTeam] = .normal(1...1, mean: 1)
                $0.recentDataPercent = 0
            }
        ),
        SampleDataset(
            "three days",
            .tiny.with {
                $0.startMicroseconds = $0.endMicroseconds - 3 * 86_400_000_000
                $0.recentDataPercent = 100
            }
        ),
        SampleDataset("names of 16 characters", .tiny.with(nameLength: 16)),
        SampleDataset("names of 10 characters", .tiny.with(nameLength: 10)),
        SampleDataset("names of 8 characters", .tiny.with(nameLength: 8)),
        SampleDataset("names of 63 characters", .tiny.with(nameLength: 63)),
        SampleDataset(
            "descriptions of fixed length",
            .tiny.with {
                $0.descriptionLengthMin = 80
                $0.descriptionLengthMax = 80
            }
        ),
        SampleDataset(
            "empty descriptions",
            .tiny.with {
                $0.descriptionLengthMin = 0
                $0.descriptionLengthMax = 0
            }
        ),
        SampleDataset("numbered people", .tiny.with { $0.usesRealNames = false }),
        SampleDataset("ordered ids", .tiny.with { $0.identifiers = .ordered }),
        SampleDataset(
            "everything public",
            .tiny.with {
                $0[.objectsPublicPercent] = 100
                $0[.objectsTeamPercent] = 0
                $0[.teamsPrivatePercent] = 0
                $0[.usersActivePercent] = 0
                $0[.tokensActivePercent] = 100
            }
        ),
        SampleDataset(
            "everything private",
            .tiny.with {
                $0[.objectsPublicPercent] = 0
                $0[.objectsTeamPercent] = 0
                $0[.teamsPrivatePercent] = 100
                $0[.usersAdminPercent] = 100
                $0[.tokensActivePercent] = 0
            }
        ),
        SampleDataset("the greatest seed", .tiny.with { $0.seed = .max }),
    ]
}

extension DatasetConfiguration {
    /// A copy whose names all have the same length.
    fileprivate func with(nameLength: Int) -> DatasetConfiguration {
        with {
            $0.nameLengthMin = nameLength
            $0.nameLengthMax = nameLength
        }
    }
}
