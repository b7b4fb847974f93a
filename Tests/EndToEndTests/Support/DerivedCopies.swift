import TestSupport

/// Rows such as the gateway derives from generated ones, and others that real people made, beside a
/// generated tiny dataset.
struct DerivedCopies {
    /// A row that is made out of another one of its table.
    struct Copy {
        let table: String
        /// The column by which the row is known, and its value as SQL.
        let key: (column: String, value: String)
        var condition = "1 = 1"
        var values: [String: String] = [:]
    }

    let database: any TestDatabase
    /// Addresses of two generated users, SQL literals.
    let user: String
    let colleague: String
    /// Keys of generated objects, SQL literals.
    let tool: String
    let team: String
    let token: String
    let agent: String
    let session: String
    let membership: String

    static let administrator = "'\(GatewaySettings.administrator)'"

    init(_ database: any TestDatabase) async throws {
        self.database = database
        func first(_ sql: String, _ place: Int = 0) async throws -> String {
            let rows = try await database.rows(sql)
            guard rows.count > place, let value = rows[place][0] else {
                throw TestSupportError("there is no such row", detail: sql)
            }
            return "'\(value)'"
        }
        let users = "SELECT email FROM email_users WHERE email LIKE '%@loadtest.%' ORDER BY email"
        user = try await first(users)
        colleague = try await first(users, 1)
        tool = try await first("SELECT id FROM tools ORDER BY id")
        team = try await first(
            "SELECT id FROM email_teams WHERE created_by LIKE '%@loadtest.%' AND NOT is_personal "
                + "ORDER BY id"
        )
        token = try await first("SELECT jti FROM email_api_tokens ORDER BY jti")
        agent = try await first("SELECT id FROM a2a_agents ORDER BY id")
        session = try await first("SELECT session_id FROM mcp_sessions ORDER BY session_id")
        membership = try await first("SELECT id FROM email_team_members ORDER BY id")
    }

    /// Rows that refer to nothing but generated rows and each other.
    var derived: [Copy] {
        [
            Copy(
                table: "tool_metrics_hourly",
                key: ("id", "900001"),
                condition: "tool_id IS NOT NULL",
                values: ["tool_id": tool, "hour_start": "'2020-01-01 00:00:00.000000'"]
            ),
            Copy(table: "tool_metrics", key: ("id", "900001"), values: ["tool_id": tool]),
            Copy(table: "mcp_messages", key: ("id", "900001"), values: ["session_id": session]),
            Copy(
                table: "mcp_sessions",
                key: ("session_id", "'derived-session'"),
                values: ["data": "'{\"owner_email\":\"' || \(user) || '\"}'"]
            ),
            Copy(
                table: "mcp_messages",
                key: ("id", "900002"),
                values: ["session_id": "'derived-session'"]
            ),
            Copy(
                table: "a2a_tasks",
                key: ("id", "'derived-task'"),
                values: ["a2a_agent_id": agent, "task_id": "'derived-task'"]
            ),
            Copy(
                table: "token_usage_logs",
                key: ("id", "900001"),
                values: ["token_jti": token, "user_email": user]
            ),
            Copy(table: "email_auth_events", key: ("id", "900001"), values: ["user_email": user]),
            Copy(
                table: "permission_audit_log",
                key: ("id", "900001"),
                values: ["user_email": user, "team_id": team, "resource_id": tool]
            ),
            Copy(
                table: "permission_audit_log",
                key: ("id", "900002"),
                values: ["user_email": user, "team_id": "NULL", "resource_id": "'/rpc'"]
            ),
            Copy(
                table: "structured_log_entries",
                key: ("id", "'derived-entry'"),
                values: ["user_email": user]
            ),
            Copy(
                table: "security_events",
                key: ("id", "'derived-event'"),
                values: [
                    "user_email": user, "log_entry_id": "'derived-entry'", "resolved_by": "NULL",
                ]
            ),
            Copy(
                table: "audit_trails",
                key: ("id", "'derived-audit'"),
                values: ["user_email": user, "team_id": team, "resource_id": user]
            ),
            Copy(
                table: "observability_traces",
                key: ("trace_id", "'derived-trace'"),
                values: ["user_email": user]
            ),
            Copy(
                table: "observability_spans",
                key: ("span_id", "'derived-span'"),
                values: [
                    "trace_id": "'derived-trace'", "parent_span_id": "NULL", "resource_id": tool,
                ]
            ),
            Copy(
                table: "observability_spans",
                key: ("span_id", "'derived-child'"),
                values: [
                    "trace_id": "'derived-trace'", "parent_span_id": "'derived-span'",
                    "resource_id": "NULL",
                ]
            ),
            Copy(
                table: "observability_events",
                key: ("id", "900001"),
                values: ["span_id": "'derived-child'"]
            ),
            Copy(
                table: "observability_metrics",
                key: ("id", "900001"),
                values: ["trace_id": "'derived-trace'", "resource_id": "NULL"]
            ),
            Copy(
                table: "password_history",
                key: ("id", "'derived-password'"),
                values: ["user_email": user]
            ),
            Copy(
                table: "email_team_member_history",
                key: ("id", "'derived-change'"),
                values: [
                    "team_member_id": membership, "team_id": team, "user_email": user,
                    "action_by": colleague,
                ]
            ),
            Copy(
                table: "user_roles",
                key: ("id", "'derived-role'"),
                values: [
                    "user_email": user, "granted_by": Self.administrator, "is_active": "FALSE",
                    "scope_id": team, "migration_source": "'a-migration'",
                ]
            ),
        ]
    }

    /// Rows that also refer to something real, or that a person made, and what of the generated
    /// rows they keep: the tables with those.
    var mixed: [Copy] {
        [
            Copy(
                table: "mcp_sessions",
                key: ("session_id", "'real-session'"),
                values: ["data": "'{\"owner_email\":\"' || \(Self.administrator) || '\"}'"]
            ),
            // Histories keep nothing.
            Copy(
                table: "token_usage_logs",
                key: ("id", "900011"),
                values: ["token_jti": token, "user_email": Self.administrator]
            ),
            Copy(
                table: "email_auth_events",
                key: ("id", "900011"),
                values: ["user_email": Self.administrator]
            ),
            Copy(
                table: "permission_audit_log",
                key: ("id", "900011"),
                values: ["user_email": user, "team_id": "NULL", "resource_id": "'real-tool'"]
            ),
            Copy(
                table: "audit_trails",
                key: ("id", "'real-audit'"),
                values: [
                    "user_email": user, "resource_id": "'nothing'",
                    "team_id":
                        "(SELECT min(id) FROM email_teams WHERE created_by = \(Self.administrator))",
                ]
            ),
            Copy(
                table: "structured_log_entries",
                key: ("id", "'real-entry'"),
                values: ["user_email": Self.administrator]
            ),
            Copy(
                table: "security_events",
                key: ("id", "'real-event'"),
                values: [
                    "user_email": user, "log_entry_id": "'real-entry'", "resolved_by": "NULL",
                ]
            ),
            Copy(
                table: "observability_traces",
                key: ("trace_id", "'real-trace'"),
                values: ["user_email": Self.administrator]
            ),
        ]
    }

    /// Rows of people that keep generated ones.
    var keeping: [Copy] {
        [
            Copy(
                table: "email_team_member_history",
                key: ("id", "'real-change'"),
                values: [
                    "team_member_id": membership, "team_id": team, "user_email": user,
                    "action_by": Self.administrator,
                ]
            ),
            Copy(
                table: "user_roles",
                key: ("id", "'real-role'"),
                values: [
                    "user_email": colleague, "granted_by": Self.administrator,
                    "is_active": "FALSE", "scope_id": "NULL", "migration_source": "NULL",
                ]
            ),
            // What a generated user has made itself is not derived.
            Copy(
                table: "email_api_tokens",
                key: ("id", "'real-token'"),
                values: [
                    "user_email": colleague, "jti": "'real-jti'", "token_hash": "'real-hash'",
                    "name": "'Real'", "team_id": "NULL",
                ]
            ),
        ]
    }

    /// A tool of the administrator, for rows that refer to it.
    var realTool: Copy {
        Copy(
            table: "tools",
            key: ("id", "'real-tool'"),
            values: [
                "owner_email": Self.administrator, "gateway_id": "NULL",
                "original_name": "'real'", "custom_name": "'real'", "custom_name_slug": "'real'",
                "name": "'real'",
                "team_id":
                    "(SELECT min(id) FROM email_teams WHERE created_by = \(Self.administrator))",
            ]
        )
    }

    /// Inserts rows in their order.
    func insert(_ copies: [Copy]) async throws {
        for copy in copies {
            try await RowCopy(database: database).insert(
                into: copy.table,
                like: copy.condition,
                changing: copy.values.merging([copy.key.column: copy.key.value]) { $1 }
            )
        }
    }

    /// Those of some rows that are there, as `table value`.
    func present(_ copies: [Copy]) async throws -> Set<String> {
        var found: Set<String> = []
        for copy in copies {
            let count = try await database.integer(
                "SELECT count(*) FROM \(copy.table) WHERE \(copy.key.column) = \(copy.key.value)"
            )
            if count > 0 { found.insert(Self.name(copy)) }
        }
        return found
    }

    /// A row as ``present(_:)`` names it.
    static func name(_ copy: Copy) -> String { "\(copy.table) \(copy.key.value)" }
}
