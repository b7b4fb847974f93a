import Rows

/// `a2a_task_events`: what happened in each task, in the order of the tasks.
package struct AgentTaskEventsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.optional("a2a_agent_id", .text(lengthMax: 36))) { table, _, event, writer in
            table.tasks.agentIdentifiers.appendHex(event.agent, into: &writer)
        },
        .text(.required("task_id", .text(lengthMax: 255))) { table, _, event, writer in
            table.tasks.appendTask(event.task, into: &writer)
        },
        .identifiers(.required("event_id", .text(lengthMax: 36)), hyphenated: true) {
            $0.identifiers
        },
        .integers(.required("sequence", .integer)) { _, _, event in event.ordinal + 1 },
        .text(.required("event_type", .text(lengthMax: 50))) { _, _, event, writer in
            let isMiddle = event.ordinal > 0 && !event.isLast
            writer.append(isMiddle && event.ordinal % 2 == 0 ? "artifact-update" : "status-update")
        },
        .text(.optional("payload", .json)) { table, _, event, writer in
            table.appendPayload(event, into: &writer)
        },
        .integers(.required("created_at", .timestamp)) { _, _, event in event.created },
    ]

    package static let definition = TableDefinition(
        name: "a2a_task_events",
        component: "a2a_task_events",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference(
                "a2a_agent_id",
                to: "a2a_agents",
                key: "id",
                isDeclared: true
            ),
            TableDefinition.Reference("task_id", to: "a2a_tasks", key: "task_id"),
        ],
        derivation: Derivation(columns: ["a2a_agent_id"]),
        childCount: TableDefinition.ChildCount(.eventsPerTask, by: "task_id")
    )

    /// What the columns of an event share.
    package struct Shared: BitwiseCopyable {
        let agent: Int64
        /// The number of the task, for random choices.
        let task: Int64
        /// Position among the events of the task.
        let ordinal: Int64
        let isLast: Bool
        let created: Int64
    }

    private let tasks: AgentTasks
    private let identifiers: IdentifierKey

    package init(_ population: Population) {
        tasks = population.agentTasks
        identifiers = Population.identifiers(
            "a2a_task_events",
            rowCount: tasks.eventCounts.rowCount,
            population.configuration
        )
    }

    package var rowCount: Int64 { tasks.eventCounts.rowCount }

    package var parents: ParentCounts? { tasks.eventCounts.parents }

    /// The first event is the task's creation, the last its last change.
    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let counts = tasks.eventCounts
        guard !batch.rows.isEmpty else { return }
        var place = counts.place(of: batch.rows.lowerBound)
        let first = place.parent
        let last = counts.place(of: batch.rows.upperBound - 1).parent
        var index = 0
        tasks.windows.forEach(first..<(last + 1), using: batch.events) { offset, row in
            let updated = tasks.updated(row.number, created: row.time)
            while index < batch.rowCount, place.parent == first + Int64(offset) {
                let steps = max(1, place.siblingCount - 1)
                shared[index] = Shared(
                    agent: row.object,
                    task: row.number,
                    ordinal: place.ordinal,
                    isLast: place.ordinal == place.siblingCount - 1,
                    created: row.time + (updated - row.time) * place.ordinal / steps
                )
                index += 1
                if index < batch.rowCount { counts.advance(&place) }
            }
        }
    }

    private func appendPayload(_ event: Shared, into writer: inout ByteWriter) {
        let state = tasks.state(event.task)
        writer.append("{\"state\": \"")
        if event.ordinal == 0 {
            writer.append("submitted")
        } else if event.isLast {
            writer.append(state.word)
        } else {
            writer.append("working")
        }
        writer.append("\", \"final\": ")
        writer.append(event.isLast && state.isFinal ? "true}" : "false}")
    }
}

extension CountKey {
    /// Events of an A2A task.
    package static let eventsPerTask = CountKey(
        "a2a_task_events_per_task",
        "Events of an A2A task",
        2...8,
        mean: 4,
        lowerBound: 2
    )
}
