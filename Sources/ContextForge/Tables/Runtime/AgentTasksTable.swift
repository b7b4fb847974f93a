import Rows

/// `a2a_tasks`: what agents were asked to do, in order of time.
package struct AgentTasksTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "a2a_tasks",
        component: "a2a_tasks",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("a2a_agent_id", .text(lengthMax: 36)),
            .required("task_id", .text(lengthMax: nil)),
            .optional("context_id", .text(lengthMax: nil)),
            .required("state", .text(lengthMax: nil)),
            .optional("payload", .json),
            .optional("latest_message", .json),
            .optional("last_error", .text(lengthMax: nil)),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
            .optional("completed_at", .timestamp),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey("uq_a2a_tasks_agent_task", ["a2a_agent_id", "task_id"])
        ],
        references: [
            TableDefinition.Reference("a2a_agent_id", "a2a_agents", "id", isDeclared: true)
        ],
        laterColumns: ["updated_at", "completed_at"],
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.tasksPerAgent, by: "a2a_agent_id")
    )

    private let tasks: AgentTasks
    private let identifiers: IdentifierKey
    private let contextKey: CellKey

    package init(_ population: Population) {
        tasks = population.agentTasks
        identifiers = Population.identifiers(
            "a2a_tasks",
            tasks.windows.rowCount,
            population.configuration
        )
        contextKey = population.key("a2a_tasks", "context_id")
    }

    package var rowCount: Int64 { tasks.windows.rowCount }

    package var parents: ParentCounts? { tasks.windows.streams.parents }

    package func fill(_ batch: ColumnBatch) {
        let agent = batch.lane(.parent)
        let created = batch.lane(.created)
        let number = batch.lane(.choice)
        tasks.windows.forEach(in: batch) { index, row in
            agent[index] = row.object
            created[index] = row.time
            number[index] = row.number
        }
        func state(_ index: Int) -> AgentTasks.State { tasks.state(number[index]) }
        func updated(_ index: Int) -> Int64 {
            tasks.updated(number[index], created: created[index])
        }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("a2a_agent_id") { writer, _, index in
            tasks.agentIdentifiers.appendHex(agent[index], into: &writer)
        }
        batch.text("task_id") { writer, _, index in
            tasks.appendTask(number[index], into: &writer)
        }
        batch.text("context_id") { writer, _, index in
            HexDigits.append(contextKey.bits(number[index]), into: &writer)
        }
        batch.text("state") { writer, _, index in writer.append(state(index).word) }
        batch.text("payload") { writer, _, index in
            writer.append("{\"kind\": \"task\", \"id\": \"")
            tasks.appendTask(number[index], into: &writer)
            writer.append("\", \"status\": {\"state\": \"")
            writer.append(state(index).word)
            writer.append("\"}}")
        }
        batch.text("latest_message") { writer, _, index in
            writer.append("{\"role\": \"agent\", \"parts\": [{\"kind\": \"text\", \"text\": \"")
            writer.append(state(index).isFinal ? "The task is over" : "Still at work")
            writer.append("\"}]}")
        }
        batch.optionalText("last_error") { writer, _, index in
            writer.append("The agent did not answer in time")
            return state(index) == .failed
        }
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { _, index in updated(index) }
        batch.optionalIntegers("completed_at") { _, index in
            state(index).isFinal ? updated(index) : nil
        }
    }
}
