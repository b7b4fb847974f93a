/// Tables of the gateway (release 1.1.0) that gatefill leaves alone, and why.
package enum UnfilledTables {
    /// Reasons by table name.
    package static let reasons: [String: String] = {
        var reasons: [String: String] = [:]
        for (names, reason) in groups {
            for name in names.split(separator: " ") { reasons[String(name)] = reason }
        }
        return reasons
    }()

    private static let groups = [
        (
            "grpc_services toolops_test_cases server_task_mappings mcp_app_sessions",
            "only with a feature that is off by default"
        ),
        ("a2a_agent_auth", "no part of the gateway writes it"),
        ("oauth_states sso_auth_sessions", "live for minutes"),
        ("global_config migration_metadata alembic_version", "the gateway's own"),
    ]

    /// References of these tables that the gateway keeps without its database's help, by table name.
    package static let references: [String: [TableDefinition.Reference]] = [
        "grpc_services": [TableDefinition.Reference("owner_email", "email_users", "email")],
        "mcp_app_sessions": [TableDefinition.Reference("user_email", "email_users", "email")],
        "toolops_test_cases": [TableDefinition.Reference("tool_id", "tools", "id")],
    ]

    /// References, of those of these tables whose rows the gateway derives from others, that its
    /// database does not know; by table name.
    package static let derived: [String: [TableDefinition.Reference]] = [
        "mcp_app_sessions": [TableDefinition.Reference("user_email", "email_users", "email")],
        "oauth_states": [TableDefinition.Reference("app_user_email", "email_users", "email")],
        "server_task_mappings": [],
        "sso_auth_sessions": [],
    ]
}
