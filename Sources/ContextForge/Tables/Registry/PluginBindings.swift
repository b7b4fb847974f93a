import Rows

/// Which plugins watch over the tools or agents of a few teams: what the two tables of bindings
/// have in common.
struct PluginBindings: Sendable {
    /// The teams that have a binding.
    let teams: SampledParents
    private let population: Population
    private let identifiers: IdentifierKey
    private let key: CellKey
    private let column: StaticString

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

    /// The schema of a table whose bindings name what they are for in `column`.
    static func definition(_ name: String, column: StaticString) -> TableDefinition {
        TableDefinition(
            name: name,
            component: name,
            columns: [
                .required("id", .text(lengthMax: 36)),
                .required("team_id", .text(lengthMax: 36)),
                .required(column, .text(lengthMax: 255)),
                .required("plugin_id", .text(lengthMax: 64)),
                .required("mode", .text(lengthMax: 20)),
                .required("priority", .integer),
                .required("config", .json),
                .unfilled("binding_reference_id", .text(lengthMax: 255)),
                .optional("on_error", .text(lengthMax: 10)),
                .required("created_at", .timestamp),
                .required("created_by", .text(lengthMax: 255)),
                .required("updated_at", .timestamp),
                .required("updated_by", .text(lengthMax: 255)),
            ],
            uniqueKeys: [
                TableDefinition.UniqueKey(
                    "uq_\(name.dropLast())",
                    ["team_id", column.description, "plugin_id"]
                )
            ],
            references: [
                TableDefinition.Reference("team_id", "email_teams", "id", isDeclared: true),
                TableDefinition.Reference("created_by", "email_users", "email"),
                TableDefinition.Reference("updated_by", "email_users", "email"),
            ],
            laterColumns: ["updated_at"]
        )
    }

    /// The bindings of one team in `period`.
    init(_ population: Population, table: StaticString, column: StaticString, oneIn period: Int64) {
        self.population = population
        self.column = column
        teams = SampledParents(oneIn: period, of: population.teamCount)
        identifiers = Population.identifiers(table, teams.count, population.configuration)
        key = population.key(table, "binding")
    }

    /// Fills every column.
    func fill(_ batch: ColumnBatch) {
        let team = batch.lane(.team)
        let created = batch.lane(.created)
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            team[index] = teams.parent(of: row)
            let creator = team[index] / population.teamsPerUser
            let isLate = population.times.isLate(team: team[index])
            created[index] = population.moment(
                afterObjectsOf: creator,
                notBefore: isLate ? population.times.teamPlace(team[index], at: 0.5) : 0,
                at: key.unit(row)
            )
        }
        func appendCreator(_ index: Int, _ writer: inout ByteWriter) {
            population.people.appendEmail(team[index] / population.teamsPerUser, into: &writer)
        }
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.text("team_id") { writer, _, index in
            population.teamIdentifiers.appendHex(team[index], into: &writer)
        }
        batch.constant(column, "*")
        batch.text("plugin_id") { writer, row, _ in
            let plugins = PluginBindings.plugins
            writer.append(plugins[key.stream(1).index(row, below: plugins.count)])
        }
        batch.text("mode") { writer, row, _ in
            let choice = PluginBindings.modeChoice.index(key.stream(2).bits(row))
            writer.append(PluginBindings.modes[choice])
        }
        batch.integers("priority") { row, _ in 1 + Int64(key.stream(3).bits(row) % 100) }
        batch.constant("config", "{}")
        batch.optionalText("on_error") { writer, row, _ in
            let bits = key.stream(4).bits(row)
            writer.append(PluginBindings.reactions[Int(bits >> 32 % 3)])
            return bits & 1 == 0
        }
        batch.integers("created_at") { _, index in created[index] }
        batch.text("created_by") { writer, _, index in appendCreator(index, &writer) }
        batch.integers("updated_at") { _, index in created[index] }
        batch.text("updated_by") { writer, _, index in appendCreator(index, &writer) }
    }
}
