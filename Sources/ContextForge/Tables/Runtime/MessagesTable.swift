import Rows

/// `mcp_messages`: messages that wait in open sessions, in the order of the sessions.
package struct MessagesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "mcp_messages",
        component: "mcp_messages",
        columns: [
            .reservedKey("id"),
            .required("session_id", .text(lengthMax: nil)),
            .optional("message", .text(lengthMax: nil)),
            .required("created_at", .timestamp),
            .required("last_accessed", .timestamp),
        ],
        references: [
            TableDefinition.Reference("session_id", "mcp_sessions", "session_id", isDeclared: true)
        ],
        followsRecentShare: false,
        laterColumns: ["last_accessed"],
        derivation: Derivation(),
        childCount: TableDefinition.ChildCount(.messagesPerSession, by: "session_id")
    )

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

    package func fill(_ batch: ColumnBatch) {
        let session = batch.lane(.parent)
        let ordinal = batch.lane(.ordinal)
        let created = batch.lane(.created)
        var place = counts.place(of: batch.rows.lowerBound)
        for index in 0..<batch.rowCount {
            if index > 0 { counts.advance(&place) }
            session[index] = place.parent
            ordinal[index] = place.ordinal
            // A second or so from message to message.
            let began = sessions.created(place.parent)
            created[index] = min(end, began + 1_000_000 * (place.ordinal + 1))
        }
        batch.reservedKeys("id")
        batch.text("session_id") { writer, _, index in
            sessions.appendIdentifier(session[index], into: &writer)
        }
        batch.text("message") { writer, row, index in
            writer.append("{\"jsonrpc\": \"2.0\", \"id\": ")
            writer.append(decimal: UInt64(ordinal[index]) + 1)
            writer.append(", \"method\": \"")
            writer.append(Self.methods[Self.methodChoice.index(key.bits(row))])
            writer.append("\", \"params\": {}}")
        }
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("last_accessed") { _, index in created[index] }
    }
}
