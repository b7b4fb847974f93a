import Rows

/// `mcp_messages`: messages that wait in open sessions, in the order of the sessions.
package struct MessagesTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .text(.required("session_id", .text(lengthMax: nil))) { table, _, message, writer in
            table.sessions.appendIdentifier(message.session, into: &writer)
        },
        .text(.optional("message", .text(lengthMax: nil))) { table, row, message, writer in
            writer.append("{\"jsonrpc\": \"2.0\", \"id\": ")
            writer.append(decimal: UInt64(message.ordinal) + 1)
            writer.append(", \"method\": \"")
            writer.append(methods[methodChoice.index(table.key.bits(row))])
            writer.append("\", \"params\": {}}")
        },
        .integers(.required("created_at", .timestamp)) { _, _, message in message.created },
        .integers(.required("last_accessed", .timestamp)) { _, _, message in message.created },
    ]

    package static let definition = TableDefinition(
        name: "mcp_messages",
        component: "mcp_messages",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference(
                "session_id",
                to: "mcp_sessions",
                key: "session_id",
                isDeclared: true
            )
        ],
        followsRecentShare: false,
        laterColumns: ["last_accessed"],
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.messagesPerSession, by: "session_id")
    )

    /// What the columns of a message share.
    package struct Shared: BitwiseCopyable {
        let session: Int64
        /// Zero-based number among the session's.
        let ordinal: Int64
        let created: Int64
    }

    private static let methods = WordList(
        "tools/call tools/list resources/read prompts/get ping notifications/progress",
        separator: " "
    )
    private static let methodChoice = WeightedChoice([48, 14, 14, 8, 10, 6])

    private let sessions: OpenSessions
    private let counts: ChildCounts
    private let key: CellKey
    private let end: Int64

    package init(_ population: Population) {
        sessions = OpenSessions(population)
        counts = ChildCounts(
            population.configuration[.messagesPerSession],
            parentCount: sessions.count,
            slope: .rootTwo,
            key: population.key("mcp_messages", "count")
        )
        key = population.key("mcp_messages", "message")
        end = population.timeline.end
    }

    package var rowCount: Int64 { counts.rowCount }

    package var parents: ParentCounts? { counts.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        var place = counts.place(of: batch.rows.lowerBound)
        for index in 0..<batch.rowCount {
            if index > 0 { counts.advance(&place) }
            // A second or so from message to message.
            let began = sessions.created(place.parent)
            shared[index] = Shared(
                session: place.parent,
                ordinal: place.ordinal,
                created: min(end, began + 1_000_000 * (place.ordinal + 1))
            )
        }
    }
}

extension CountKey {
    /// Messages of an MCP session.
    package static let messagesPerSession = CountKey(
        "mcp_messages_per_session",
        "Messages of an MCP session",
        1...20,
        mean: 4
    )
}
