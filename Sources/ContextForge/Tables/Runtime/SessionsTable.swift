import Rows

/// `mcp_sessions`: the sessions that are open at the end of the data.
package struct SessionsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("session_id", .text(lengthMax: nil)), hyphenated: true) {
            $0.sessions.identifiers
        },
        .integers(.required("created_at", .timestamp)) { _, _, session in session.created },
        .integers(.required("last_accessed", .timestamp)) { table, row, session in
            table.sessions.lastAccess(row, created: session.created)
        },
        .text(.optional("data", .text(lengthMax: nil))) { table, row, _, writer in
            writer.append("{\"owner_email\":\"")
            table.population.people.appendEmail(table.sessions.owner(row), into: &writer)
            writer.append("\"}")
        },
    ]

    package static let definition = TableDefinition(
        name: "mcp_sessions",
        component: "mcp_sessions",
        columns: columns.map(\.definition),
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

    /// What the columns of a session share.
    package struct Shared: BitwiseCopyable {
        let created: Int64
    }

    private let population: Population
    private let sessions: OpenSessions

    package init(_ population: Population) {
        self.population = population
        sessions = OpenSessions(population)
    }

    package var rowCount: Int64 { sessions.count }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            shared[index] = Shared(created: sessions.created(row))
        }
    }
}

extension CountKey {
    /// Open MCP sessions for each virtual server.
    package static let sessionsPerServer = CountKey(
        "mcp_sessions_per_server",
        "Open MCP sessions for each virtual server",
        0...4,
        mean: 0.5
    )
}
