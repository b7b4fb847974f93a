import Rows

/// `a2a_tasks`: what agents were asked to do, in order of time.
package struct AgentTasksTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("a2a_agent_id", .text(lengthMax: 36))) { table, _, task, writer in
            table.tasks.agentIdentifiers.appendHex(task.agent, into: &writer)
        },
        .text(.required("task_id", .text(lengthMax: nil))) { table, _, task, writer in
            table.tasks.appendTask(task.number, into: &writer)
        },
        .text(.optional("context_id", .text(lengthMax: nil))) { table, _, task, writer in
            HexDigits.append(table.contextKey.bits(task.number), into: &writer)
        },
        .text(.required("state", .text(lengthMax: nil))) { _, _, task, writer in
            writer.append(task.state.word)
        },
        .text(.optional("payload", .json)) { table, _, task, writer in
            writer.append("{\"kind\": \"task\", \"id\": \"")
            table.tasks.appendTask(task.number, into: &writer)
            writer.append("\", \"status\": {\"state\": \"")
            writer.append(task.state.word)
            writer.append("\"}}")
        },
        .text(.optional("latest_message", .json)) { _, _, task, writer in
            writer.append("{\"role\": \"agent\", \"parts\": [{\"kind\": \"text\", \"text\": \"")
            writer.append(task.state.isFinal ? "The task is over" : "Still at work")
            writer.append("\"}]}")
        },
        .optionalText(.optional("last_error", .text(lengthMax: nil))) { _, _, task, writer in
            writer.append("The agent did not answer in time")
            return task.state == .failed
        },
        .integers(.required("created_at", .timestamp)) { _, _, task in task.created },
        .integers(.required("updated_at", .timestamp)) { _, _, task in task.updated },
        .optionalIntegers(.optional("completed_at", .timestamp)) { _, _, task in
            task.state.isFinal ? task.updated : nil
        },
    ]

    package static let definition = TableDefinition(
        name: "a2a_tasks",
        component: "a2a_tasks",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_a2a_tasks_agent_task", ["a2a_agent_id", "task_id"])
        ],
        references: [
            TableDefinition.Reference("a2a_agent_id", to: "a2a_agents", key: "id", isDeclared: true)
        ],
        laterColumns: ["updated_at", "completed_at"],
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.tasksPerAgent, by: "a2a_agent_id")
    )

    /// What the columns of a task share.
    package struct Shared: BitwiseCopyable {
        let agent: Int64
        /// A number of its own, for random choices.
        let number: Int64
        let created: Int64
        let updated: Int64
        let state: AgentTasks.State
    }

    private let tasks: AgentTasks
    private let identifiers: IdentifierKey
    private let contextKey: CellKey

    package init(_ population: Population) {
        tasks = population.agentTasks
        identifiers = Population.identifiers(
            "a2a_tasks",
            rowCount: tasks.windows.rowCount,
            population.configuration
        )
        contextKey = population.key("a2a_tasks", "context_id")
    }

    package var rowCount: Int64 { tasks.windows.rowCount }

    package var parents: ParentCounts? { tasks.windows.streams.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        tasks.windows.forEach(in: batch) { index, row in
            shared[index] = Shared(
                agent: row.object,
                number: row.number,
                created: row.time,
                updated: tasks.updated(row.number, created: row.time),
                state: tasks.state(row.number)
            )
        }
    }
}

extension CountKey {
    /// Tasks of an A2A agent.
    package static let tasksPerAgent = CountKey(
        "a2a_tasks_per_agent",
        "Tasks of an A2A agent",
        0...30,
        mean: 3,
        shapes: CountKey.accessShapes
    )
}
