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
        "email_users": "34214b79075050b",
        "email_teams": "3ca0d1489590da6f",
        "email_team_members": "fe1c7a32639efd36",
        "user_roles": "534cad186c220fd6",
        "email_api_tokens": "59b49b80c9362929",
        "gateways": "8a8f7e4d3238b6a7",
        "tools": "3dcfc81479c4ce1f",
        "resources": "a2b1cf08e542bc2a",
        "prompts": "c3779764046f7ecb",
        "servers": "739fd85daae8a38b",
        "a2a_agents": "36ce75a9ffc3cdb9",
        "server_tool_association": "419d9231cc95c9d1",
        "server_resource_association": "e4cac5b37f6f54dc",
        "server_prompt_association": "f19f17fa6fb048be",
        "server_a2a_association": "9c7e5ec955fb13f8",
        "email_team_member_history": "c959cc502650235a",
        "email_team_invitations": "c04bd4524e602f14",
        "email_team_join_requests": "3000f56f6caff340",
        "token_revocations": "1d59db0ef29b022a",
        "a2a_agent_metrics": "cbf29ce484222325",
        "a2a_agent_metrics_hourly": "5745b2347d4b9bcd",
        "prompt_metrics": "cbf29ce484222325",
        "prompt_metrics_hourly": "556d6200e1c8c15",
        "resource_metrics": "cbf29ce484222325",
        "resource_metrics_hourly": "e3237840d575b02e",
        "server_metrics": "cbf29ce484222325",
        "server_metrics_hourly": "d60f30dc813e1bd6",
        "tool_metrics": "974b682f6bda2f24",
        "tool_metrics_hourly": "5f4652df05bd9e37",
        "a2a_agent_plugin_bindings": "2723584b0bffa6a5",
        "a2a_push_notification_configs": "cbf29ce484222325",
        "a2a_task_events": "665f1c2f28e0c10c",
        "a2a_tasks": "83550fcc07ad0eff",
        "audit_trails": "f356d9310082755b",
        "email_auth_events": "cd00a8427e455198",
        "llm_models": "b2282b91dd95076a",
        "llm_providers": "a255913cb4425764",
        "mcp_messages": "2ea9099ce2bbe60b",
        "mcp_sessions": "7421d58f8ef9678e",
        "observability_events": "fbf4d895a84978d3",
        "observability_metrics": "1ff7ecc7999afd4a",
        "observability_saved_queries": "fa0b5f40c5843936",
        "observability_spans": "f995668d5dbb4fda",
        "observability_traces": "3efb186402d76a9b",
        "password_history": "d65a6b8531bbe51a",
        "password_reset_tokens": "7f0d5997994bfcf3",
        "pending_user_approvals": "ffeee01a342fd3b2",
        "performance_aggregates": "b2f04f8ab6db32b2",
        "performance_metrics": "afd8625da2283213",
        "performance_snapshots": "194c035c39386049",
        "permission_audit_log": "4434e557b134836d",
        "resource_subscriptions": "68f3d5a6c88e2502",
        "security_events": "bd94a1cfe6136529",
        "server_interfaces": "1694c6dba2b3b149",
        "sso_providers": "99d49231ec6a29d4",
        "structured_log_entries": "bbc4a4198233b5a6",
        "token_usage_logs": "a87734ab761ac396",
        "tool_plugin_bindings": "73568c6f1e7dea93",
        "oauth_tokens": "cbf29ce484222325",
        "registered_oauth_clients": "cbf29ce484222325",
    ]

    /// The same for profile `small`.
    private static let small = [
        "email_users": "3b4543fb97959bd2",
        "email_teams": "a5dd29095e2baf10",
        "email_team_members": "856eaec343e5532f",
        "user_roles": "f9721111e6d7eb16",
        "email_api_tokens": "77b92fb7ef294755",
        "gateways": "339ad3137e0dedd2",
        "tools": "620dccbd5d5c2949",
        "resources": "e2636b37b52b0fcf",
        "prompts": "3731249e4c78cf3e",
        "servers": "693dcdf3a77119c0",
        "a2a_agents": "686c7c895ec8004",
        "server_tool_association": "57a83d4eeda5ef9f",
        "server_resource_association": "d76f7d66f77a8021",
        "server_prompt_association": "3293644268da430a",
        "server_a2a_association": "f978bb69b2f11659",
        "email_team_member_history": "66869844b39eca70",
        "email_team_invitations": "7cc7255eb50e8140",
        "email_team_join_requests": "fb60953e21398962",
        "token_revocations": "ccdc2d7908f59bef",
        "a2a_agent_metrics": "cbf29ce484222325",
        "a2a_agent_metrics_hourly": "e0cccba5936e85cb",
        "prompt_metrics": "2953a3357ee95fe3",
        "prompt_metrics_hourly": "3cc9c8f4c435ebad",
        "resource_metrics": "c2abf25ede604da9",
        "resource_metrics_hourly": "b1106a93aea60fd6",
        "server_metrics": "cbf29ce484222325",
        "server_metrics_hourly": "9a433b99d926a09c",
        "tool_metrics": "b2c63821a3378d14",
        "tool_metrics_hourly": "70c2e6bc38e58388",
        "a2a_agent_plugin_bindings": "42930aa1e571fa90",
        "a2a_push_notification_configs": "6a1932e7dc7769f4",
        "a2a_task_events": "614ae2686751f982",
        "a2a_tasks": "e555debe0fe831a6",
        "audit_trails": "bbe247bed2d4c4e9",
        "email_auth_events": "3e2bd659c2e800f2",
        "llm_models": "b2282b91dd95076a",
        "llm_providers": "a255913cb4425764",
        "mcp_messages": "9a3011129fb5cd98",
        "mcp_sessions": "d7267a19c0f3bd15",
        "observability_events": "ec0e683130cd98d3",
        "observability_metrics": "85bf7b2405004b7f",
        "observability_saved_queries": "1d00f089c3e59c81",
        "observability_spans": "78abbdfc31fafa74",
        "observability_traces": "f68a7c74132fab37",
        "password_history": "6813f4d4ef436bc3",
        "password_reset_tokens": "48aad26268aca935",
        "pending_user_approvals": "acdc7bd3a760df8a",
        "performance_aggregates": "cb779681cf703c5c",
        "performance_metrics": "34711bb31af1a60c",
        "performance_snapshots": "1b2754d6cf15f11d",
        "permission_audit_log": "461c91fefc455812",
        "resource_subscriptions": "32bb408023017ea1",
        "security_events": "44978601cda71bee",
        "server_interfaces": "2ed19b37701d25e1",
        "sso_providers": "99d49231ec6a29d4",
        "structured_log_entries": "58d204f1af04a423",
        "token_usage_logs": "cf22c5eb90a03fd",
        "tool_plugin_bindings": "d4396d413011416d",
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
