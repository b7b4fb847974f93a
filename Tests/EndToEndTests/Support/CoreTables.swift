/// The tables that gatefill fills, parents first.
enum CoreTables {
    /// Those with a column `id`.
    static let withID = [
        "email_users", "email_teams", "email_team_members", "roles", "user_roles",
        "email_api_tokens",
        "gateways", "tools", "resources", "prompts", "servers", "a2a_agents",
        "email_team_member_history", "email_team_invitations", "email_team_join_requests",
    ]

    /// Those that only associate two others.
    static let associations = [
        "server_tool_association", "server_resource_association", "server_prompt_association",
        "server_a2a_association",
    ]

    /// Calls, single and by the hour: how many of the one and of the other depends on the end date
    /// and the seed, and in a small dataset there may be no single ones.
    static let metrics = ["tool", "resource", "prompt", "server", "a2a_agent"].flatMap {
        ["\($0)_metrics", "\($0)_metrics_hourly"]
    }

    /// What users, tokens and agents do, with keys that the database counts or that are texts.
    static let activity = [
        "token_usage_logs", "email_auth_events", "permission_audit_log", "structured_log_entries",
        "audit_trails", "security_events", "observability_metrics", "observability_events",
        "observability_saved_queries", "performance_metrics", "performance_snapshots",
        "performance_aggregates", "mcp_messages", "resource_subscriptions", "password_history",
        "password_reset_tokens", "pending_user_approvals", "sso_providers", "llm_providers",
        "llm_models", "server_interfaces", "tool_plugin_bindings", "a2a_agent_plugin_bindings",
        "a2a_tasks", "a2a_task_events", "a2a_push_notification_configs", "oauth_tokens",
        "registered_oauth_clients",
    ]

    /// Those with a key of another name.
    private static let keys = [
        "token_revocations": "jti", "observability_traces": "trace_id",
        "observability_spans": "span_id", "mcp_sessions": "session_id",
    ]

    static let all = withID + associations + keys.keys.sorted() + metrics + activity

    /// Whether the number of a table's rows depends on the seed, or is 0 without credentials.
    static func countDependsOnSeed(_ table: String) -> Bool {
        metrics.contains(table) || table == "performance_metrics"
            || table == "oauth_tokens" || table == "registered_oauth_clients"
            || (table.hasPrefix("observability_") && table != "observability_saved_queries")
    }

    /// The column that tells the rows of a table apart, if it is one.
    static func key(of table: String) -> String {
        keys[table] ?? "id"
    }

    /// Those with an owner, a team and a visibility, and where the gateway's API lists them.
    static let listPaths = [
        "gateways": "/gateways", "tools": "/tools", "resources": "/resources",
        "prompts": "/prompts", "servers": "/servers", "a2a_agents": "/a2a",
    ]

    static let registry = listPaths.keys.sorted()
}
