import Testing

@testable import Dataset

/// Rows that may never change by accident.
///
/// The same profile, seed and end date give the same rows on every machine and in every build. A
/// digest that changes here is a decision, never a repair of the test: name it in the commit, and
/// raise ``Catalogue/generatorVersion`` once a release has the old rows. The ids of roles are those
/// of ``TargetConstants/standalone``.
@Suite struct GoldenTests {
    /// Digests of the first 100 rows, as ``TableContents/digest`` computes them.
    private static let tiny = [
        "email_users": "5bffc64d1e86e5af",
        "email_teams": "5865bb02b6060749",
        "email_team_members": "84533bfde37cb80c",
        "roles": "dc5abcabc02c87f7",
        "user_roles": "13107927c542acaa",
        "email_api_tokens": "1b91d00ee8b17b21",
        "gateways": "ff20298929e0b254",
        "tools": "ec6e9a0e822c298a",
        "resources": "7e3c3801d791f93d",
        "prompts": "110170e833122a32",
        "servers": "9f94db88e38ae94e",
        "a2a_agents": "1062b666c9344d9d",
        "server_tool_association": "419d9231cc95c9d1",
        "server_resource_association": "dc8466f072e43941",
        "server_prompt_association": "f62488f730088696",
        "server_a2a_association": "19d145346644cfe6",
        "email_team_member_history": "84a2f843cf1ed1e8",
        "email_team_invitations": "2348df5f521595ed",
        "email_team_join_requests": "3d20e986058c84ce",
        "token_revocations": "6de94af1d2366561",
        "a2a_agent_metrics": "cbf29ce484222325",
        "a2a_agent_metrics_hourly": "96d1f728a7490284",
        "prompt_metrics": "cbf29ce484222325",
        "prompt_metrics_hourly": "1d8ecdd835050b6d",
        "resource_metrics": "cbf29ce484222325",
        "resource_metrics_hourly": "a4fa56afb9e61325",
        "server_metrics": "cbf29ce484222325",
        "server_metrics_hourly": "824194188f89cf20",
        "tool_metrics": "44fcb6e8f8c6d1bf",
        "tool_metrics_hourly": "61d0bdf03848e52f",
        "a2a_agent_plugin_bindings": "d5204a69be269d21",
        "a2a_push_notification_configs": "cbf29ce484222325",
        "a2a_task_events": "46c0cdfcbc2c88b",
        "a2a_tasks": "b7870a8faddba87a",
        "audit_trails": "a96bfd6f00ccd818",
        "email_auth_events": "a4be316e644d82ee",
        "llm_models": "b2282b91dd95076a",
        "llm_providers": "a255913cb4425764",
        "mcp_messages": "2ea9099ce2bbe60b",
        "mcp_sessions": "838d4aab98dda294",
        "observability_events": "2ddc1e1a0cd53a04",
        "observability_metrics": "b97b026a48cdd9d7",
        "observability_saved_queries": "6986a2e3542f3ce9",
        "observability_spans": "1389ba2d4ae7ca6a",
        "observability_traces": "6f2ab9dc23edc1e9",
        "password_history": "2e9f5b23a4f1e5f8",
        "password_reset_tokens": "c57ace8b813c8204",
        "pending_user_approvals": "d64bf145122d8e94",
        "performance_aggregates": "b2f04f8ab6db32b2",
        "performance_metrics": "2ff3131d91280892",
        "performance_snapshots": "194c035c39386049",
        "permission_audit_log": "5fdbe7d46be08c3",
        "resource_subscriptions": "24289263f8f0bf66",
        "security_events": "33d18c32c57db3ae",
        "server_interfaces": "2473952221ff68b7",
        "sso_providers": "99d49231ec6a29d4",
        "structured_log_entries": "25058b8297ca3f97",
        "token_usage_logs": "97d8fed0bec2e3d9",
        "tool_plugin_bindings": "b5ccedbe1dd1c5f3",
        "oauth_tokens": "cbf29ce484222325",
        "registered_oauth_clients": "cbf29ce484222325",
    ]

    /// The same for profile `small`.
    private static let small = [
        "email_users": "59323e7d66c5d5a0",
        "email_teams": "97dad1964ebbb2cf",
        "email_team_members": "982061f4d6a7b389",
        "roles": "55d9cf9dfc1507d",
        "user_roles": "9b8371b20281cae8",
        "email_api_tokens": "adbea9b3b9c6d288",
        "gateways": "c87faa28dba04a79",
        "tools": "84d3b943049b793c",
        "resources": "7f8944983415948c",
        "prompts": "15ca6fbf8ac46aa7",
        "servers": "dfbdff04077cf31a",
        "a2a_agents": "5f7ac4daff66dab2",
        "server_tool_association": "c58db8d7dd7373e7",
        "server_resource_association": "879b968b99675a10",
        "server_prompt_association": "7f6363fc9d7fea0a",
        "server_a2a_association": "206f69e4b120e4d3",
        "email_team_member_history": "306cae55223893ee",
        "email_team_invitations": "2b7818092eb999b",
        "email_team_join_requests": "9cd44636b0475c23",
        "token_revocations": "da0b5260f93138db",
        "a2a_agent_metrics": "cbf29ce484222325",
        "a2a_agent_metrics_hourly": "8a9aa2b4c2d071e9",
        "prompt_metrics": "37a1393a90e352c6",
        "prompt_metrics_hourly": "a75f92959fc1be7f",
        "resource_metrics": "5036f6ecb56b1933",
        "resource_metrics_hourly": "d3ec265edcbe1a85",
        "server_metrics": "cbf29ce484222325",
        "server_metrics_hourly": "c5bf70385bf8754",
        "tool_metrics": "cbf29ce484222325",
        "tool_metrics_hourly": "c06757ad2b830183",
        "a2a_agent_plugin_bindings": "cc075d4ff5f8269a",
        "a2a_push_notification_configs": "fae785147500fb90",
        "a2a_task_events": "ab90a0ae0c3b0af7",
        "a2a_tasks": "429b718836df4454",
        "audit_trails": "c7a6d9521f352aed",
        "email_auth_events": "4e7e73939eac3a33",
        "llm_models": "b2282b91dd95076a",
        "llm_providers": "a255913cb4425764",
        "mcp_messages": "9a3011129fb5cd98",
        "mcp_sessions": "f1bb0bcc4101edf7",
        "observability_events": "e02131c02e0772d3",
        "observability_metrics": "96620b49a291f54",
        "observability_saved_queries": "f01f610271c374fe",
        "observability_spans": "63beda3c692bf737",
        "observability_traces": "5c41b59a890260db",
        "password_history": "3f680367462034b9",
        "password_reset_tokens": "27ef56f1e64567b7",
        "pending_user_approvals": "eb32a9d679bfc992",
        "performance_aggregates": "cb779681cf703c5c",
        "performance_metrics": "460c483bff45402a",
        "performance_snapshots": "1b2754d6cf15f11d",
        "permission_audit_log": "4cad78bf35445419",
        "resource_subscriptions": "7518ee2a17241369",
        "security_events": "d15f0ba4acdd2c2f",
        "server_interfaces": "3515c458b09d02d5",
        "sso_providers": "99d49231ec6a29d4",
        "structured_log_entries": "aaff4532280bc790",
        "token_usage_logs": "d440ae829fbe2536",
        "tool_plugin_bindings": "11cbad920c70901",
        "oauth_tokens": "cbf29ce484222325",
        "registered_oauth_clients": "cbf29ce484222325",
    ]

    private func digests(_ configuration: DatasetConfiguration) -> [String: String] {
        var digests: [String: String] = [:]
        for table in Catalogue(configuration).tables {
            let contents = TableContents(table, rows: 0..<min(100, table.rowCount))
            digests[contents.definition.name] = contents.digest
        }
        return digests
    }

    @Test func `the rows of profile tiny are those of the last release`() {
        #expect(digests(.tiny) == GoldenTests.tiny)
    }

    @Test func `the rows of profile small are those of the last release`() {
        #expect(digests(.small) == GoldenTests.small)
    }
}
