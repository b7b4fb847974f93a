import Rows

extension UnfilledTable {
    /// Tables of the gateway (release 1.1.0) that gatefill leaves alone.
    static let gateway: [UnfilledTable] = {
        let off = "only with a feature that is off by default"
        let brief = "live for minutes"
        let own = "the gateway's own"
        let user = { TableDefinition.Reference($0, to: "email_users", key: "email") }
        return [
            UnfilledTable("grpc_services", off, references: [user("owner_email")]),
            UnfilledTable(
                "toolops_test_cases",
                off,
                references: [TableDefinition.Reference("tool_id", to: "tools", key: "id")]
            ),
            UnfilledTable("server_task_mappings", off, derivedFrom: []),
            UnfilledTable(
                "mcp_app_sessions",
                off,
                references: [user("user_email")],
                derivedFrom: [user("user_email")]
            ),
            UnfilledTable("a2a_agent_auth", "no part of the gateway writes it"),
            UnfilledTable("oauth_states", brief, derivedFrom: [user("app_user_email")]),
            UnfilledTable("sso_auth_sessions", brief, derivedFrom: []),
            UnfilledTable("global_config", own),
            UnfilledTable("migration_metadata", own),
            UnfilledTable("alembic_version", own),
        ]
    }()
}
