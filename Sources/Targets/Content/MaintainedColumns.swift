/// Columns that the gateway writes by itself while it is used.
///
/// Source: `auth.py`, `services/*` of ContextForge 1.0.7.
enum MaintainedColumns {
    private static let byTable: [String: Set<String>] = [
        "a2a_agents": ["last_interaction", "reachable"],
        "email_api_tokens": ["last_used"],
        "email_users": ["failed_login_attempts", "last_login", "locked_until"],
        "gateways": [
            "last_error", "last_refresh_at", "last_seen", "lifecycle_claim_expires_at",
            "lifecycle_claimed_at", "lifecycle_claimed_by", "reachable", "registration_attempts",
            "status", "status_message",
        ],
        "grpc_services": ["last_reflection", "reachable"],
        "llm_providers": ["health_status", "last_health_check"],
        "mcp_sessions": ["last_accessed"],
        "tools": ["reachable"],
    ]

    /// The time of the last change, which such a write sets too.
    private static let changeColumn = "updated_at"

    /// Whether cells of a row can have been changed by the gateway itself.
    static func explain(_ cells: [RowDifference.Cell], of table: String) -> Bool {
        guard let columns = byTable[table] else { return false }
        return cells.contains { columns.contains($0.column) }
            && cells.allSatisfy { columns.contains($0.column) || $0.column == changeColumn }
    }
}

extension RowDifference {
    /// Whether the row is there and differs only in what the gateway writes by itself.
    package func isMaintenance(of table: String) -> Bool {
        guard let cells else { return false }
        return MaintainedColumns.explain(cells, of: table)
    }
}
