import Dataset
import Planner

/// Where a count of a profile's `scale` shows in the tables.
struct ChildCountRule: Sendable {
    /// What the rows are counted for.
    enum Parents: Sendable {
        /// The rows of a table.
        case rows(of: String)
        /// The teams that are not personal.
        case additionalTeams
        /// Those that have any.
        case withAny
    }

    /// The count's name, as `tokens_per_user`.
    let name: String
    /// The table with the rows that are counted.
    let table: String
    /// The column that refers to what they are counted for.
    let column: String
    /// What they are counted for.
    let parents: Parents
    /// The distribution that the profile asks for.
    let distribution: @Sendable (DatasetConfiguration) -> CountDistribution

    private init(
        _ name: String,
        _ table: String,
        _ column: String,
        _ parents: Parents,
        _ distribution: @escaping @Sendable (DatasetConfiguration) -> CountDistribution
    ) {
        self.name = name
        self.table = table
        self.column = column
        self.parents = parents
        self.distribution = distribution
    }

    /// What a plan has; nil when it has no such parents.
    func planned(_ plan: GenerationPlan) -> CountTally? {
        guard plan.tables.contains(where: { $0.name == table }),
            let parents = plan.catalogue.table(named: table)?.parents, parents.parentCount > 0
        else { return nil }
        return parents.tally
    }

    /// A rule for every count whose parents the rows name.
    static let all: [ChildCountRule] = [
        ChildCountRule("members_per_team", "email_team_members", "team_id", .additionalTeams) {
            $0.membersPerTeam
        },
        ChildCountRule(
            "tokens_per_user",
            "email_api_tokens",
            "user_email",
            .rows(of: "email_users")
        ) { $0.tokensPerUser },
        ChildCountRule("tools_per_gateway", "tools", "gateway_id", .rows(of: "gateways")) {
            $0.toolsPerGateway
        },
        ChildCountRule(
            "resources_per_user",
            "resources",
            "owner_email",
            .rows(of: "email_users")
        ) { $0.resourcesPerUser },
        ChildCountRule("prompts_per_user", "prompts", "owner_email", .rows(of: "email_users")) {
            $0.promptsPerUser
        },
        ChildCountRule("servers_per_user", "servers", "owner_email", .rows(of: "email_users")) {
            $0.serversPerUser
        },
        ChildCountRule(
            "a2a_agents_per_user",
            "a2a_agents",
            "owner_email",
            .rows(of: "email_users")
        ) { $0.agentsPerUser },
        ChildCountRule(
            "tools_per_server",
            "server_tool_association",
            "server_id",
            .rows(of: "servers")
        ) { $0.toolsPerServer },
        ChildCountRule(
            "resources_per_server",
            "server_resource_association",
            "server_id",
            .rows(of: "servers")
        ) { $0.resourcesPerServer },
        ChildCountRule(
            "prompts_per_server",
            "server_prompt_association",
            "server_id",
            .rows(of: "servers")
        ) { $0.promptsPerServer },
        ChildCountRule(
            "a2a_agents_per_server",
            "server_a2a_association",
            "server_id",
            .rows(of: "servers")
        ) { $0.agentsPerServer },
        ChildCountRule("invitations_per_team", "email_team_invitations", "team_id", .withAny) {
            $0.invitationsPerTeam
        },
        ChildCountRule("join_requests_per_team", "email_team_join_requests", "team_id", .withAny) {
            $0.joinRequestsPerTeam
        },
        ChildCountRule("metrics_per_tool", "tool_metrics", "tool_id", .rows(of: "tools")) {
            $0.activity.metricsPerTool
        },
        ChildCountRule(
            "metrics_per_resource",
            "resource_metrics",
            "resource_id",
            .rows(of: "resources")
        ) { $0.activity.metricsPerResource },
        ChildCountRule("metrics_per_prompt", "prompt_metrics", "prompt_id", .rows(of: "prompts")) {
            $0.activity.metricsPerPrompt
        },
        ChildCountRule("metrics_per_server", "server_metrics", "server_id", .rows(of: "servers")) {
            $0.activity.metricsPerServer
        },
        ChildCountRule(
            "metrics_per_a2a_agent",
            "a2a_agent_metrics",
            "a2a_agent_id",
            .rows(of: "a2a_agents")
        ) { $0.activity.metricsPerAgent },
        ChildCountRule(
            "logs_per_token",
            "token_usage_logs",
            "token_jti",
            .rows(of: "email_api_tokens")
        ) { $0.activity.usesPerToken },
        ChildCountRule(
            "auth_events_per_user",
            "email_auth_events",
            "user_email",
            .rows(of: "email_users")
        ) { $0.activity.authEventsPerUser },
        ChildCountRule(
            "permission_audits_per_user",
            "permission_audit_log",
            "user_email",
            .rows(of: "email_users")
        ) { $0.activity.permissionAuditsPerUser },
        ChildCountRule(
            "requests_per_user",
            "structured_log_entries",
            "user_email",
            .rows(of: "email_users")
        ) { $0.activity.requestsPerUser },
        ChildCountRule(
            "spans_per_trace",
            "observability_spans",
            "trace_id",
            .rows(of: "observability_traces")
        ) { $0.activity.spansPerTrace },
        ChildCountRule(
            "former_passwords_per_user",
            "password_history",
            "user_email",
            .rows(of: "email_users")
        ) { $0.activity.formerPasswordsPerUser },
        ChildCountRule(
            "mcp_messages_per_session",
            "mcp_messages",
            "session_id",
            .rows(of: "mcp_sessions")
        ) { $0.activity.messagesPerSession },
        ChildCountRule(
            "a2a_tasks_per_agent",
            "a2a_tasks",
            "a2a_agent_id",
            .rows(of: "a2a_agents")
        ) { $0.activity.tasksPerAgent },
        ChildCountRule(
            "a2a_task_events_per_task",
            "a2a_task_events",
            "task_id",
            .rows(of: "a2a_tasks")
        ) { $0.activity.eventsPerTask },
    ]
}
