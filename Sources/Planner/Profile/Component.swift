/// A part of the dataset that a profile can name in `generation_order`: one table.
///
/// The order of the cases is the default order of generation; parents come first.
package enum Component: String, Sendable, Hashable, Codable, CaseIterable {
    case users
    case teams
    case teamMembers = "team_members"
    case roles
    case userRoles = "user_roles"
    case teamMemberHistory = "team_member_history"
    case tokens
    case gateways
    case tools
    case resources
    case prompts
    case servers
    case a2aAgents = "a2a_agents"
    case serverToolAssociations = "server_tool_associations"
    case serverResourceAssociations = "server_resource_associations"
    case serverPromptAssociations = "server_prompt_associations"
    case serverA2AAssociations = "server_a2a_associations"
    case toolMetrics = "tool_metrics"
    case resourceMetrics = "resource_metrics"
    case promptMetrics = "prompt_metrics"
    case serverMetrics = "server_metrics"
    case a2aAgentMetrics = "a2a_agent_metrics"
    case toolMetricsHourly = "tool_metrics_hourly"
    case resourceMetricsHourly = "resource_metrics_hourly"
    case promptMetricsHourly = "prompt_metrics_hourly"
    case serverMetricsHourly = "server_metrics_hourly"
    case a2aAgentMetricsHourly = "a2a_agent_metrics_hourly"
    case tokenUsageLogs = "token_usage_logs"
    case emailAuthEvents = "email_auth_events"
    case permissionAuditLogs = "permission_audit_logs"
    case structuredLogEntries = "structured_log_entries"
    case auditTrails = "audit_trails"
    case securityEvents = "security_events"
    case observabilityTraces = "observability_traces"
    case observabilitySpans = "observability_spans"
    case observabilityEvents = "observability_events"
    case observabilityMetrics = "observability_metrics"
    case observabilitySavedQueries = "observability_saved_queries"
    case performanceMetrics = "performance_metrics"
    case performanceSnapshots = "performance_snapshots"
    case performanceAggregates = "performance_aggregates"
    case mcpSessions = "mcp_sessions"
    case mcpMessages = "mcp_messages"
    case resourceSubscriptions = "resource_subscriptions"
    case teamInvitations = "team_invitations"
    case teamJoinRequests = "team_join_requests"
    case tokenRevocations = "token_revocations"
    case oauthTokens = "oauth_tokens"
    case registeredOAuthClients = "registered_oauth_clients"
    case passwordHistory = "password_history"
    case passwordResetTokens = "password_reset_tokens"
    case ssoProviders = "sso_providers"
    case pendingUserApprovals = "pending_user_approvals"
    case llmProviders = "llm_providers"
    case llmModels = "llm_models"
    case serverInterfaces = "server_interfaces"
    case toolPluginBindings = "tool_plugin_bindings"
    case a2aAgentPluginBindings = "a2a_agent_plugin_bindings"
    case a2aTasks = "a2a_tasks"
    case a2aTaskEvents = "a2a_task_events"
    case a2aPushNotificationConfigs = "a2a_push_notification_configs"
}

extension Component {
    /// The table in the gateway's database.
    package var table: String {
        switch self {
        case .users: "email_users"
        case .teams: "email_teams"
        case .teamMembers: "email_team_members"
        case .teamMemberHistory: "email_team_member_history"
        case .tokens: "email_api_tokens"
        case .serverToolAssociations: "server_tool_association"
        case .serverResourceAssociations: "server_resource_association"
        case .serverPromptAssociations: "server_prompt_association"
        case .serverA2AAssociations: "server_a2a_association"
        case .permissionAuditLogs: "permission_audit_log"
        case .teamInvitations: "email_team_invitations"
        case .teamJoinRequests: "email_team_join_requests"
        default: rawValue
        }
    }

    /// The components whose rows this one's rows refer to.
    package var parents: [Component] {
        switch self {
        case .users: []
        case .teams, .emailAuthEvents: [.users]
        case .permissionAuditLogs:
            [.users, .teams, .gateways, .tools, .resources, .prompts, .servers]
        case .teamMembers, .gateways, .resources, .prompts, .servers, .a2aAgents:
            [.users, .teams]
        case .tokens: [.users, .teams]
        case .userRoles: [.users, .teams, .teamMembers, .roles]
        case .teamMemberHistory, .teamInvitations, .teamJoinRequests:
            [.users, .teams, .teamMembers]
        case .tools, .oauthTokens: [.users, .gateways]
        case .serverToolAssociations: [.servers, .tools]
        case .serverResourceAssociations: [.servers, .resources]
        case .serverPromptAssociations: [.servers, .prompts]
        case .serverA2AAssociations: [.servers, .a2aAgents]
        case .toolMetrics: [.tools]
        case .resourceMetrics: [.resources]
        case .promptMetrics: [.prompts]
        case .serverMetrics: [.servers]
        case .a2aAgentMetrics: [.a2aAgents]
        case .tokenUsageLogs, .tokenRevocations: [.tokens]
        case .structuredLogEntries, .auditTrails, .observabilityTraces:
            [.users, .teams, .gateways, .tools, .resources, .prompts, .servers]
        case .securityEvents, .performanceMetrics: [.structuredLogEntries]
        case .observabilitySpans, .observabilityMetrics: [.observabilityTraces]
        case .observabilityEvents: [.observabilitySpans]
        case .observabilitySavedQueries, .passwordHistory, .passwordResetTokens: [.users]
        case .roles: [.users]
        case .pendingUserApprovals: [.users, .ssoProviders]
        case .performanceSnapshots, .performanceAggregates, .ssoProviders, .llmProviders: []
        case .llmModels: [.llmProviders]
        case .registeredOAuthClients: [.gateways]
        case .serverInterfaces: [.servers]
        case .toolPluginBindings: [.users, .teams]
        case .a2aAgentPluginBindings: [.users, .teams]
        case .a2aTasks: [.a2aAgents]
        case .a2aTaskEvents, .a2aPushNotificationConfigs: [.a2aTasks]
        case .mcpSessions: [.users]
        case .mcpMessages: [.mcpSessions]
        case .resourceSubscriptions: [.users, .resources]
        case .toolMetricsHourly: [.tools]
        case .resourceMetricsHourly: [.resources]
        case .promptMetricsHourly: [.prompts]
        case .serverMetricsHourly: [.servers]
        case .a2aAgentMetricsHourly: [.a2aAgents]
        }
    }

    /// The component that brings this one along where a profile's list has the one and not the
    /// other.
    ///
    /// ContextForge's own configurations name neither roles, without which a user may see nothing,
    /// nor the history of memberships, which its services write with each.
    var bringer: Component? {
        switch self {
        case .roles, .userRoles, .teamMemberHistory: .teamMembers
        default: nil
        }
    }

    /// Finds a component by its own name or its table's.
    package init?(nameOrTable name: String) {
        guard
            let component = Self.allCases.first(where: { $0.rawValue == name || $0.table == name })
        else { return nil }
        self = component
    }
}
