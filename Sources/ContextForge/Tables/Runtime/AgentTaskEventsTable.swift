import Rows

/// `a2a_task_events`: what happened in each task, in the order of the tasks.
package struct AgentTaskEventsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "a2a_task_events",
        component: "a2a_task_events",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .optional("a2a_agent_id", .text(lengthMax: 36)),
            .required("task_id", .text(lengthMax: 255)),
            .required("event_id", .text(lengthMax: 36)),
            .required("sequence", .integer),
            .required("event_type", .text(lengthMax: 50)),
            .optional("payload", .json),
            .required("created_at", .timestamp),
        ],
        references: [
            TableDefinition.Reference("a2a_agent_id", "a2a_agents", "id", isDeclared: true),
            TableDefinition.Reference("task_id", "a2a_tasks", "task_id"),
        ],
        derivation: Derivation(columns: ["a2a_agent_id"]),
        childCount: TableDefinition.ChildCount(.eventsPerTask, by: "task_id")
    )

    private let tasks: AgentTasks
    private let identifiers: IdentifierKey

    package init(_ population: Population) {
        tasks = population.agentTasks
        identifiers = Population.identifiers(
            "a2a_task_events",
            tasks.eventCounts.rowCount,
            population.configuration
        )
    }

    package var rowCount: Int64 { tasks.eventCounts.rowCount }

    package var parents: ParentCounts? { tasks.eventCounts.parents }

    package func fill(_ batch: ColumnBatch) {
        let agent = batch.lane(.parent)
        let number = batch.lane(.choice)
        let ordinal = batch.lane(.ordinal)
        let siblings = batch.lane(.siblings)
        let created = batch.lane(.created)
        fillLanes(batch)
        func isLast(_ index: Int) -> Bool { ordinal[index] == siblings[index] - 1 }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("a2a_agent_id") { writer, _, index in
            tasks.agentIdentifiers.appendHex(agent[index], into: &writer)
        }
        batch.text("task_id") { writer, _, index in
            tasks.appendTask(number[index], into: &writer)
        }
        batch.text("event_id") { writer, row, _ in
            identifiers.appendHyphenated(row, into: &writer)
        }
        batch.integers("sequence") { _, index in ordinal[index] + 1 }
        batch.text("event_type") { writer, _, index in
            let isMiddle = ordinal[index] > 0 && !isLast(index)
            writer.append(isMiddle && ordinal[index] % 2 == 0 ? "artifact-update" : "status-update")
        }
        batch.text("payload") { writer, _, index in
            writer.append("{\"state\": \"")
            if ordinal[index] == 0 {
                writer.append("submitted")
            } else if isLast(index) {
                writer.append(tasks.state(number[index]).word)
            } else {
                writer.append("working")
            }
            writer.append("\", \"final\": ")
            writer.append(isLast(index) && tasks.state(number[index]).isFinal ? "true}" : "false}")
        }
        batch.integers("created_at") { _, index in created[index] }
    }

    /// The first event is the task's creation, the last its last change.
    private func fillLanes(_ batch: ColumnBatch) {
        let counts = tasks.eventCounts
        guard !batch.rows.isEmpty else { return }
        var place = counts.place(of: batch.rows.lowerBound)
        let first = place.parent
        let last = counts.place(of: batch.rows.upperBound - 1).parent
        var index = 0
        tasks.windows.forEach(first..<(last + 1), batch.events) { offset, row in
            let updated = tasks.updated(row.number, created: row.time)
            while index < batch.rowCount, place.parent == first + Int64(offset) {
                let steps = max(1, place.siblingCount - 1)
                batch.lane(.parent)[index] = row.object
                batch.lane(.choice)[index] = row.number
                batch.lane(.ordinal)[index] = place.ordinal
                batch.lane(.siblings)[index] = place.siblingCount
                batch.lane(.created)[index] =
                    row.time + (updated - row.time) * place.ordinal / steps
                index += 1
                if index < batch.rowCount { counts.advance(&place) }
            }
        }
    }
}
