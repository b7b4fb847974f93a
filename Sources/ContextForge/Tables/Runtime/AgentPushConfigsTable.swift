import Rows

/// `a2a_push_notification_configs`: who is told how a few of the tasks go, in order of time.
package struct AgentPushConfigsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("a2a_agent_id", .text(lengthMax: 36))) { table, _, task, writer in
            table.tasks.agentIdentifiers.appendHex(task.object, into: &writer)
        },
        .text(.required("task_id", .text(lengthMax: 255))) { table, _, task, writer in
            table.tasks.appendTask(task.number, into: &writer)
        },
        .text(.required("webhook_url", .text(lengthMax: 2048))) { table, row, _, writer in
            writer.append(table.domain[0])
            table.identifiers.appendHex(row, into: &writer)
        },
        .optionalScratchText(.credential("auth_token", .text(lengthMax: nil))) {
            (table, row, _, scratch, writer) in
            table.credentials.appendKey("token", row: row, scratch: &scratch, into: &writer)
        },
        .constant(.optional("events", .json), "[\"status-update\", \"artifact-update\"]"),
        .constant(.required("enabled", .boolean), 1),
        .integers(.required("created_at", .timestamp)) { _, _, task in task.time },
        .integers(.required("updated_at", .timestamp)) { _, _, task in task.time },
    ]

    package static let definition = TableDefinition(
        name: "a2a_push_notification_configs",
        component: "a2a_push_notification_configs",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_push_config_agent_task_url",
                ["a2a_agent_id", "task_id", "webhook_url"]
            )
        ],
        references: [
            TableDefinition.Reference(
                "a2a_agent_id",
                to: "a2a_agents",
                key: "id",
                isDeclared: true
            ),
            TableDefinition.Reference("task_id", to: "a2a_tasks", key: "task_id"),
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
            rowCount: max(1, tasks.windows.rowCount / AgentPushConfigsTable.period),
            population.configuration
        )
        domain = WordList("https://hooks." + population.configuration.emailDomain + "/a2a/")
    }

    package var rowCount: Int64 { tasks.windows.rowCount / AgentPushConfigsTable.period }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<EventRow>) {
        sample.forEach(batch.rows, using: batch.events) { index, task in shared[index] = task }
    }
}
