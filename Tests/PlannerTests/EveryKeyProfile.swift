/// A profile with every key that ContextForge's own load configurations use.
enum EveryKeyProfile {
    static let text = """
        # Every section in the order in which the gateway's own files have them.
        profile:
          name: every-key
          description: "One of each"
          version: 1.0

        global:
          random_seed: 7
          batch_size: 300
          progress_bar: true
          progress_update_frequency: 25
          parallel: true
          workers: 3
          email_domain: "People.Example.org"
          output_report: "out/every.json"
          log_level: WARNING

        database:
          pool_size: 4
          max_overflow: 2
          pool_timeout: 45
          echo: false

        scale:
          users: 250
          users_active_percent: 75
          users_admin_percent: 0.5
          users_sso_percent: 12.5
          personal_teams_per_user: 1
          additional_teams_per_user: 3
          teams_private_percent: 65
          teams_public_percent: 35
          members_per_team_min: 1
          members_per_team_max: 60
          members_per_team_distribution: "power_law"
          invitations_per_team_avg: 3
          invitations_accepted_percent: 55
          join_requests_per_team_avg: 2
          join_requests_approved_percent: 45
        \(count("tokens_per_user", 1, 8, "3"))
          tokens_active_percent: 85
          gateways: 12
        \(count("tools_per_gateway", 4, 40, "11.5"))
          tools_enabled_percent: 92
        \(count("resources_per_user", 3, 30, "10"))
        \(count("prompts_per_user", 2, 20, "9"))
        \(count("servers_per_user", 1, 6, "2"))
        \(count("a2a_agents_per_user", 0, 4, "1"))
          a2a_agents_enabled_percent: 88
        \(count("tools_per_server", 1, 7, "3"))
        \(count("resources_per_server", 1, 12, "5"))
        \(count("prompts_per_server", 1, 9, "4"))
        \(count("a2a_agents_per_server", 0, 2, "0"))
        \(count("metrics_per_tool", 3, 33, "14"))
        \(count("metrics_per_resource", 2, 22, "7"))
        \(count("metrics_per_prompt", 1, 11, "5"))
        \(count("metrics_per_server", 5, 55, "21"))
        \(count("metrics_per_a2a_agent", 4, 44, "15"))
        \(count("logs_per_token", 10, 99, "31"))
        \(count("auth_events_per_user", 2, 17, "6"))
        \(count("permission_audits_per_user", 3, 27, "12"))
        \(count("mcp_sessions_per_server", 1, 5, "2"))
        \(count("mcp_messages_per_session", 2, 16, "6"))
          resource_subscription_rate: 0.07
          invitation_generation_rate: 0.22
          join_request_generation_rate: 0.12
          token_revocation_rate: 0.04
          oauth_token_rate: 0.06

        distributions:
          team_size: "power_law"
          resource_access: "zipf"
          prompt_access: "zipf"
          tool_invocation: "zipf"
          temporal: "exponential_decay"

        temporal:
          start_date: "2024-02-01"
          end_date: "2025-06-30"
          recent_data_percent: 70
          historical_data_percent: 30

        realism:
          use_faker: true
          faker_locale: "en_US"
          name_length_min: 6
          name_length_max: 40
          description_length_min: 30
          description_length_max: 300

        performance:
          batch_size: 400
          commit_frequency: 2000
          disable_indexes: true
          analyze_after_load: false

        generation_order:
        \(Self.order)

        validation:
          enabled: true
          checks:
            - foreign_keys
            - required_fields
            - email_formats

        reporting:
          enabled: true
          format: json
          output_file: "out/report.json"
        """

    /// The gateway's own files name neither roles nor the history of members, nor what is newer.
    static let components = """
        users teams team_members tokens gateways tools resources prompts servers a2a_agents \
        server_tool_associations server_resource_associations server_prompt_associations \
        server_a2a_associations tool_metrics resource_metrics prompt_metrics server_metrics \
        a2a_agent_metrics token_usage_logs email_auth_events permission_audit_logs mcp_sessions \
        mcp_messages resource_subscriptions team_invitations team_join_requests \
        token_revocations oauth_tokens
        """.split(separator: " ").map(String.init)

    private static let order = components.map { "  - \($0)" }.joined(separator: "\n")

    private static func count(_ name: String, _ min: Int, _ max: Int, _ mean: String) -> String {
        "  \(name)_min: \(min)\n  \(name)_max: \(max)\n  \(name)_avg: \(mean)"
    }
}
