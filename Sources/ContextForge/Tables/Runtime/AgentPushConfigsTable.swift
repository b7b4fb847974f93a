import Rows

/// `a2a_push_notification_configs`: who is told how a few of the tasks go, in order of time.
package struct AgentPushConfigsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "a2a_push_notification_configs",
        component: "a2a_push_notification_configs",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("a2a_agent_id", .text(lengthMax: 36)),
            .required("task_id", .text(lengthMax: 255)),
            .required("webhook_url", .text(lengthMax: 2048)),
            .credential("auth_token", .text(lengthMax: nil)),
            .optional("events", .json),
            .required("enabled", .boolean),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_push_config_agent_task_url",
                ["a2a_agent_id", "task_id", "webhook_url"]
            )
        ],
        references: [
            TableDefinition.Reference("a2a_agent_id", "a2a_agents", "id", isDeclared: true),
            TableDefinition.Reference("task_id", "a2a_tasks", "task_id"),
        ],
        laterColumns: ["updated_at"]
    )

    /// One task in so many has one.
    private static let period: Int64 = 25

    private let tasks: AgentTasks
    private let sample: EventSample
    private let credentials: Credentials
    private let identifiers: IdentifierKey
    private let domain: WordList

    package init(_ population: Population) {
        tasks = population.agentTasks
        sample = EventSample(
            of: tasks.windows,
            every: AgentPushConfigsTable.period,
            // In the middle, so that neither the oldest tasks nor the newest have one more.
            from: AgentPushConfigsTable.period / 2
        )
        credentials = Credentials(
            population,
            owners: "a2a_push_notification_configs",
            table: "a2a_push_notification_configs"
        )
        identifiers = Population.identifiers(
            "a2a_push_notification_configs",
            max(1, tasks.windows.rowCount / AgentPushConfigsTable.period),
            population.configuration
        )
        domain = WordList("https://hooks." + population.configuration.emailDomain + "/a2a/")
    }

    package var rowCount: Int64 { tasks.windows.rowCount / AgentPushConfigsTable.period }

    package func fill(_ batch: ColumnBatch) {
        let agent = batch.lane(.parent)
        let created = batch.lane(.created)
        let number = batch.lane(.choice)
        sample.forEach(batch.rows, batch.events) { index, row in
            agent[index] = row.object
            created[index] = row.time
            number[index] = row.number
        }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("a2a_agent_id") { writer, _, index in
            tasks.agentIdentifiers.appendHex(agent[index], into: &writer)
        }
        batch.text("task_id") { writer, _, index in
            tasks.appendTask(number[index], into: &writer)
        }
        batch.text("webhook_url") { writer, row, _ in
            writer.append(domain[0])
            identifiers.appendHex(row, into: &writer)
        }
        batch.optionalText("auth_token") { writer, row, _ in
            credentials.appendKey("token", row: row, scratch: &batch.scratch, into: &writer)
        }
        batch.constant("events", "[\"status-update\", \"artifact-update\"]")
        batch.constant("enabled", 1)
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { _, index in created[index] }
    }
}
