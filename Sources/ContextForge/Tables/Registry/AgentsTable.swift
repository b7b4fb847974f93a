import Rows

/// `a2a_agents`: agents that speak the agent-to-agent protocol, of each user.
package struct AgentsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "a2a_agents",
        component: "a2a_agents",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .required("slug", .text(lengthMax: 255)),
            .optional("description", .text(lengthMax: nil)),
            .required("endpoint_url", .text(lengthMax: 767)),
            .required("agent_type", .text(lengthMax: 50)),
            .required("protocol_version", .text(lengthMax: 10)),
            .required("capabilities", .json),
            .required("config", .json),
            .credential("auth_type", .text(lengthMax: 50)),
            .credential("auth_value", .text(lengthMax: nil)),
            .optional("reachable", .boolean),
            .optional("last_interaction", .timestamp),
            .optional("tags", .json),
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
        ] + RegistryColumns.definitions,
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_team_owner_slug_a2a_agents",
                ["team_id", "owner_email", "slug"]
            )
        ],
        references: RegistryColumns.references,
        laterColumns: ["updated_at", "last_interaction"],
        upkeep: TableUpkeep(columns: ["last_interaction", "reachable", "updated_at"]),
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

    private let population: Population
    private let objects: UserObjects
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

    package func fill(_ batch: ColumnBatch) {
        objects.fillLanes(batch)
        batch.text("id") { writer, row, _ in
            objects.identifiers.appendHex(row, into: &writer)
        }
        batch.text("name") { writer, row, _ in appendName(row, into: &writer) }
        batch.text("slug") { writer, row, _ in
            batch.slug(into: &writer) { appendName(row, into: &$0) }
        }
        batch.text("description") { writer, row, _ in
            population.appendDescription(
                descriptionKey,
                row: row,
                subject: Subject(subjectKey, row: row),
                into: &writer
            )
        }
        batch.text("endpoint_url") { writer, row, _ in
            writer.append("http://")
            objects.names.appendCode(row, into: &writer)
            writer.append(domain[0])
        }
        batch.text("agent_type") { writer, row, _ in
            let choice = AgentsTable.agentTypeChoice.index(choiceKey.bits(row))
            writer.append(AgentsTable.agentTypes[choice])
        }
        batch.constant("protocol_version", "1.0")
        batch.text("capabilities") { writer, row, _ in
            var bits = CellBits(choiceKey.stream(1), row: row)
            writer.append(bits.word(of: AgentsTable.capabilities))
        }
        batch.text("config") { writer, row, _ in
            var bits = CellBits(choiceKey.stream(2), row: row)
            writer.append(bits.word(of: AgentsTable.configs))
        }
        batch.optionalText("auth_type") { writer, row, _ in
            authentication.appendKind(row, into: &writer)
        }
        batch.optionalText("auth_value") { writer, row, _ in
            credentials.append(
                authentication.kind(row),
                owner: row,
                row: row,
                scratch: &batch.scratch,
                into: &writer
            )
        }
        batch.constant("reachable", 1)
        batch.optionalIntegers("last_interaction") { row, _ in interactions.lastMoment(of: row) }
        batch.text("tags") { writer, row, _ in
            Tags.standard.appendObjects(key: tagKey, row: row, into: &writer)
        }
        batch.integers("enabled") { row, _ in enabled.contains(row) ? 1 : 0 }
        objects.fill(batch)
    }

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
