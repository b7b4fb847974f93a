import Rows

/// Which plugins watch over the tools or agents of a few teams: what the two tables of bindings
/// have in common.
struct PluginBindings: Sendable {
    /// The teams that have a binding.
    let teams: SampledParents
    fileprivate let population: Population
    fileprivate let identifiers: IdentifierKey
    fileprivate let key: CellKey

    private static let plugins = WordList(
        "pii_filter rate_limiter schema_guard output_length_guard secrets_detection retry_with_backoff",
        separator: " "
    )
    private static let modes = WordList(
        "enforce permissive audit sequential concurrent transform fire_and_forget disabled",
        separator: " "
    )
    private static let modeChoice = WeightedChoice([50, 18, 12, 6, 5, 4, 3, 2])
    private static let reactions = WordList("fail ignore disable", separator: " ")

    /// The columns of a table whose bindings name what they are for in `column`.
    static func columns<Table: PluginBindingsTable>(_ column: StaticString) -> [Column<Table>] {
        [
            .identifiers(.required("id", .text(lengthMax: 36))) { $0.bindings.identifiers },
            .text(.required("team_id", .text(lengthMax: 36))) { table, _, binding, writer in
                let identifiers = table.bindings.population.teamIdentifiers
                identifiers.appendHex(binding.team, into: &writer)
            },
            .constant(.required(column, .text(lengthMax: 255)), "*"),
            .text(.required("plugin_id", .text(lengthMax: 64))) { table, row, _, writer in
                let choice = table.bindings.key.stream(1).index(row, below: plugins.count)
                writer.append(plugins[choice])
            },
            .text(.required("mode", .text(lengthMax: 20))) { table, row, _, writer in
                writer.append(modes[modeChoice.index(table.bindings.key.stream(2).bits(row))])
            },
            .integers(.required("priority", .integer)) { table, row, _ in
                1 + Int64(table.bindings.key.stream(3).bits(row) % 100)
            },
            .constant(.required("config", .json), "{}"),
            .unfilled("binding_reference_id", .text(lengthMax: 255)),
            .optionalText(.optional("on_error", .text(lengthMax: 10))) { table, row, _, writer in
                let bits = table.bindings.key.stream(4).bits(row)
                writer.append(reactions[Int(bits >> 32 % 3)])
                return bits & 1 == 0
            },
            .integers(.required("created_at", .timestamp)) { _, _, binding in binding.created },
            .text(.required("created_by", .text(lengthMax: 255))) { table, _, binding, writer in
                table.bindings.population.people.appendEmail(binding.creator, into: &writer)
            },
            .integers(.required("updated_at", .timestamp)) { _, _, binding in binding.created },
            .text(.required("updated_by", .text(lengthMax: 255))) { table, _, binding, writer in
                table.bindings.population.people.appendEmail(binding.creator, into: &writer)
            },
        ]
    }

    /// The schema of a table with these columns.
    static func definition<Table: PluginBindingsTable>(
        _ name: String,
        _ columns: [Column<Table>]
    ) -> TableDefinition {
        TableDefinition(
            name: name,
            component: name,
            columns: columns.map(\.definition),
            uniqueKeys: [
                TableDefinition.UniqueKey(
                    "uq_\(name.dropLast())",
                    ["team_id", columns[2].definition.name, "plugin_id"]
                )
            ],
            references: [
                TableDefinition.Reference(
                    "team_id",
                    to: "email_teams",
                    key: "id",
                    isDeclared: true
                ),
                TableDefinition.Reference("created_by", to: "email_users", key: "email"),
                TableDefinition.Reference("updated_by", to: "email_users", key: "email"),
            ],
            laterColumns: ["updated_at"]
        )
    }

    /// The bindings of one team in `period`.
    init(_ population: Population, table: StaticString, oneIn period: Int64) {
        self.population = population
        teams = SampledParents(oneIn: period, of: population.teamCount)
        identifiers = Population.identifiers(table, rowCount: teams.count, population.configuration)
        key = population.key(table, "binding")
    }

    fileprivate func binding(_ row: Int64) -> PluginBinding {
        let team = teams.parent(of: row)
        let creator = team / population.teamsPerUser
        let isLate = population.times.isLate(team: team)
        return PluginBinding(
            team: team,
            creator: creator,
            created: population.moment(
                afterObjectsOf: creator,
                notBefore: isLate ? population.times.teamPlace(team, at: 0.5) : 0,
                at: key.unit(row)
            )
        )
    }
}

/// A plugin that watches over what a team has.
struct PluginBinding: BitwiseCopyable {
    /// Zero-based index of the team.
    let team: Int64
    /// Zero-based index of the user who made the team and the binding.
    let creator: Int64
    /// When it was made.
    let created: Int64
}

/// A table of bindings of plugins.
protocol PluginBindingsTable: GatewayTable where Shared == PluginBinding {
    /// The bindings.
    var bindings: PluginBindings { get }
}

extension PluginBindingsTable {
    package var rowCount: Int64 { bindings.teams.count }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<PluginBinding>) {
        for index in 0..<batch.rowCount {
            shared[index] = bindings.binding(batch.rows.lowerBound + Int64(index))
        }
    }
}
