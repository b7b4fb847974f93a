import Rows

/// `a2a_agents`: agents that speak the agent-to-agent protocol, of each user.
package struct AgentsTable: UserObjectTable {
    package static let columns: [Column<Self>] =
        callColumns + stateColumns + RegistryColumns.columns()

    /// What an agent is and how it is called.
    private static let callColumns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.objects.identifiers },
        .text(.required("name", .text(lengthMax: 255))) { table, row, _, writer in
            table.appendName(row, into: &writer)
        },
        .scratchText(.required("slug", .text(lengthMax: 255))) {
            (table, row, _, scratch, writer) in
            Slug.append(into: &writer, scratch: &scratch) { table.appendName(row, into: &$0) }
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.population.appendDescription(
                table.descriptionKey,
                row: row,
                subject: Subject(table.subjectKey, row: row),
                into: &writer
            )
        },
        .text(.required("endpoint_url", .text(lengthMax: 767))) { table, row, _, writer in
            writer.append("http://")
            table.objects.names.appendCode(row, into: &writer)
            writer.append(table.domain[0])
        },
        .text(.required("agent_type", .text(lengthMax: 50))) { table, row, _, writer in
            let choice = AgentsTable.agentTypeChoice.index(table.choiceKey.bits(row))
            writer.append(AgentsTable.agentTypes[choice])
        },
        .constant(.required("protocol_version", .text(lengthMax: 10)), "1.0"),
        .text(.required("capabilities", .json)) { table, row, _, writer in
            var bits = CellBits(table.choiceKey.stream(1), row: row)
            writer.append(bits.word(of: AgentsTable.capabilities))
        },
        .text(.required("config", .json)) { table, row, _, writer in
            var bits = CellBits(table.choiceKey.stream(2), row: row)
            writer.append(bits.word(of: AgentsTable.configs))
        },
        .optionalText(.credential("auth_type", .text(lengthMax: 50))) { table, row, _, writer in
            table.authentication.appendKind(row, into: &writer)
        },
        .optionalScratchText(.credential("auth_value", .text(lengthMax: nil))) {
            (table, row, _, scratch, writer) in
            table.credentials.append(
                table.authentication.kind(row),
                owner: row,
                row: row,
                scratch: &scratch,
                into: &writer
            )
        },
    ]

    /// Whether an agent answers, and what else is known of it.
    private static let stateColumns: [Column<Self>] = [
        .constant(.optional("reachable", .boolean), 1),
        .optionalIntegers(.optional("last_interaction", .timestamp)) { table, row, _ in
            table.interactions.lastMoment(of: row)
        },
        .text(.optional("tags", .json)) { table, row, _, writer in
            Tags.standard.appendObjects(key: table.tagKey, row: row, into: &writer)
        },
        .unfilled("federation_source", .text(lengthMax: 255)),
        .unfilled("oauth_config", .json),
        .unfilled("passthrough_headers", .json),
        .unfilled("tool_id", .text(lengthMax: 36)),
        .unfilled("auth_query_params", .json),
        .unfilled("tenant", .text(lengthMax: 255)),
        .unfilled("icon_url", .text(lengthMax: 767)),
        .unfilled("uaid", .text(lengthMax: 2048)),
        .unfilled("uaid_registry", .text(lengthMax: 255)),
        .unfilled("uaid_proto", .text(lengthMax: 50)),
        .unfilled("uaid_native_id", .text(lengthMax: 767)),
    ]

    package static let definition = TableDefinition(
        name: "a2a_agents",
        component: "a2a_agents",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_team_owner_slug_a2a_agents",
                ["team_id", "owner_email", "slug"]
            )
        ],
        references: RegistryColumns.references,
        laterColumns: ["updated_at", "last_interaction"],
        upkeep: TableUpkeep(columns: ["last_interaction", "reachable", "updated_at"]),
        importColumn: RegistryColumns.importColumn,
        childCount: TableDefinition.ChildCount(.agentsPerUser, by: "owner_email")
    )

    /// What agents are, the frequent kinds first.
    private static let agentTypes = WordList(
        "generic jsonrpc openai anthropic custom",
        separator: " "
    )
    private static let agentTypeChoice = WeightedChoice([35, 30, 15, 12, 8])
    private static let capabilities = WordList(
        """
        {"streaming": true, "pushNotifications": false}
        {"streaming": true, "pushNotifications": true}
        {"streaming": false}
        {}
        """
    )
    private static let configs = WordList(
        """
        {}
        {"timeout_seconds": 30}
        {"temperature": 0.2, "max_tokens": 2048}
        {"timeout_seconds": 60, "retries": 2}
        """
    )

    let objects: UserObjects
    private let population: Population
    private let enabled: Share
    private let authentication: Authentication
    private let credentials: Credentials
    private let domain: WordList
    private let choiceKey: CellKey
    private let nameKey: CellKey
    private let descriptionKey: CellKey
    private let subjectKey: CellKey
    private let tagKey: CellKey
    private let interactions: EventStreams

    package init(_ population: Population) {
        self.population = population
        objects = UserObjects(population, table: "a2a_agents", counts: population.agents)
        enabled = Share(
            percent: population.configuration[.agentsEnabledPercent],
            of: population.agents.rowCount,
            key: population.key("a2a_agents", "enabled")
        )
        authentication = Authentication(agentsOf: population)
        credentials = Credentials(population, owners: "a2a_agents", table: "a2a_agents")
        domain = WordList(".agents." + population.configuration.emailDomain + "/a2a")
        choiceKey = population.key("a2a_agents", "choice")
        nameKey = population.key("a2a_agents", "name")
        descriptionKey = population.key("a2a_agents", "description")
        subjectKey = population.key("a2a_agents", "subject")
        tagKey = population.key("a2a_agents", "tags")
        interactions = population.agentEvents
    }

    package var rowCount: Int64 { population.agents.rowCount }

    package var uses: RowUses? { RowUses(population.agentEvents) }

    package var parents: ParentCounts? { population.agents.parents }

    func isEnabled(_ row: Int64) -> Bool { enabled.contains(row) }

    /// Writes the name of a row.
    func appendName(_ row: Int64, into writer: inout ByteWriter) {
        var bits = CellBits(nameKey, row: row)
        objects.names.append(row, separator: 0x20, into: &writer) { writer, _ in
            writer.append(bits.word(of: Vocabulary.companyWords))
            writer.append(0x20)
            writer.append(bits.word(of: Vocabulary.productSuffixes))
            writer.append(" agent")
        }
    }
}

extension CountKey {
    /// A2A agents of a user.
    package static let agentsPerUser = CountKey(
        "a2a_agents_per_user",
        "A2A agents of a user",
        0...3,
        mean: 1
    )
}
