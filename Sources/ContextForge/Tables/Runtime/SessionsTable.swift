import Rows

/// `mcp_sessions`: the sessions that are open at the end of the data.
package struct SessionsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "mcp_sessions",
        component: "mcp_sessions",
        columns: [
            .required("session_id", .text(lengthMax: nil)),
            .required("created_at", .timestamp),
            .required("last_accessed", .timestamp),
            .optional("data", .text(lengthMax: nil)),
        ],
        primaryKey: ["session_id"],
        otherParents: ["email_users"],
        // The gateway drops a session that has been idle for an hour.
        followsRecentShare: false,
        laterColumns: ["last_accessed"],
        derivation: Derivation(
            ownerDocument: Derivation.OwnerDocument(
                column: "data",
                prefix: #"{"owner_email":""#,
                suffix: #""}"#
            )
        ),
        upkeep: TableUpkeep(
            columns: ["last_accessed"],
            removal: TableUpkeep.Removal(
                column: "last_accessed",
                ageHoursMin: 0,
                takesWholeHours: false
            )
        ),
        ownerSign: .quotedAddress("data")
    )

    private let population: Population
    private let sessions: OpenSessions

    package init(_ population: Population) {
        self.population = population
        sessions = OpenSessions(population)
    }

    package var rowCount: Int64 { sessions.count }

    package func fill(_ batch: ColumnBatch) {
        let created = batch.lane(.created)
        for index in 0..<batch.rowCount {
            created[index] = sessions.created(batch.rows.lowerBound + Int64(index))
        }
        batch.text("session_id") { writer, row, _ in sessions.appendIdentifier(row, into: &writer) }
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("last_accessed") { row, index in
            sessions.lastAccess(row, created: created[index])
        }
        batch.text("data") { writer, row, _ in
            writer.append("{\"owner_email\":\"")
            population.people.appendEmail(sessions.owner(row), into: &writer)
            writer.append("\"}")
        }
    }
}
