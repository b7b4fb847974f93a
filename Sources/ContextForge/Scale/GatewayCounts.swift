import Rows

extension CountKey {
    package static let membersPerTeam = CountKey(
        "members_per_team",
        "Members of an additional team, its creator included",
        1...100,
        mean: nil,
        lowerBound: 1,
        shapes: [.powerLaw, .normal, .uniform]
    )
    package static let tokensPerUser = CountKey(
        "tokens_per_user",
        "API tokens of a user",
        1...5,
        mean: 2
    )
    package static let toolsPerGateway = CountKey(
        "tools_per_gateway",
        "Tools of a gateway",
        10...50,
        mean: 20
    )
    package static let resourcesPerUser = CountKey(
        "resources_per_user",
        "Resources of a user",
        10...50,
        mean: 20
    )
    package static let promptsPerUser = CountKey(
        "prompts_per_user",
        "Prompts of a user",
        10...50,
        mean: 20
    )
    package static let serversPerUser = CountKey(
        "servers_per_user",
        "Virtual servers of a user",
        1...5,
        mean: 2
    )

    package static let agentsPerUser = CountKey(
        "a2a_agents_per_user",
        "A2A agents of a user",
        0...3,
        mean: 1
    )
    package static let toolsPerServer = CountKey(
        "tools_per_server",
        "Tools of a virtual server",
        1...10,
        mean: 3
    )
    package static let resourcesPerServer = CountKey(
        "resources_per_server",
        "Resources of a virtual server",
        1...20,
        mean: 5
    )
    package static let promptsPerServer = CountKey(
        "prompts_per_server",
        "Prompts of a virtual server",
        1...15,
        mean: 4
    )
    package static let agentsPerServer = CountKey(
        "a2a_agents_per_server",
        "A2A agents of a virtual server",
        0...2,
        mean: 1
    )
    package static let invitationsPerTeam = CountKey(
        "invitations_per_team",
        "Invitations of a team that has any",
        1...3,
        mean: 2,
        lowerBound: 1
    )
    package static let joinRequestsPerTeam = CountKey(
        "join_requests_per_team",
        "Join requests of a team that has any",
        1...2,
        mean: 1,
        lowerBound: 1
    )

    /// Shapes of counts of accesses: some objects are used far more than others.
    private static let accessShapes: [CountDistribution.Shape] = [.zipf, .normal, .uniform]
    package static let metricsPerTool = CountKey(
        "metrics_per_tool",
        "Calls of a tool",
        1...200,
        mean: 20,
        shapes: accessShapes
    )
    package static let metricsPerResource = CountKey(
        "metrics_per_resource",
        "Reads of a resource",
        0...12,
        mean: 1.2,
        shapes: accessShapes
    )
    package static let metricsPerPrompt = CountKey(
        "metrics_per_prompt",
        "Renderings of a prompt",
        0...10,
        mean: 1,
        shapes: accessShapes
    )
    package static let metricsPerServer = CountKey(
        "metrics_per_server",
        "Calls of a virtual server",
        0...80,
        mean: 8,
        shapes: accessShapes
    )
    package static let metricsPerAgent = CountKey(
        "metrics_per_a2a_agent",
        "Interactions with an A2A agent",
        0...100,
        mean: 10,
        shapes: accessShapes
    )
    package static let usesPerToken = CountKey(
        "logs_per_token",
        "Uses of a token",
        1...150,
        mean: 15,
        shapes: accessShapes
    )
    package static let authEventsPerUser = CountKey(
        "auth_events_per_user",
        "Sign-in events of a user",
        3...30,
        mean: 12,
        countsEvents: true
    )
    package static let permissionAuditsPerUser = CountKey(
        "permission_audits_per_user",
        "Permission audits of a user",
        5...50,
        mean: 20,
        countsEvents: true
    )
    package static let sessionsPerServer = CountKey(
        "mcp_sessions_per_server",
        "Open MCP sessions for each virtual server",
        0...4,
        mean: 0.5
    )
    package static let messagesPerSession = CountKey(
        "mcp_messages_per_session",
        "Messages of an MCP session",
        1...20,
        mean: 4
    )

    package static let requestsPerUser = CountKey(
        "requests_per_user",
        "Logged requests of a user",
        1...200,
        mean: 20,
        shapes: accessShapes
    )
    package static let spansPerTrace = CountKey(
        "spans_per_trace",
        "Spans of a request's trace",
        1...8,
        mean: 4,
        lowerBound: 1
    )
    package static let formerPasswordsPerUser = CountKey(
        "former_passwords_per_user",
        "Passwords that a user had before, of which the gateway keeps five",
        0...3,
        mean: 0.5,
        countsEvents: true
    )
    package static let tasksPerAgent = CountKey(
        "a2a_tasks_per_agent",
        "Tasks of an A2A agent",
        0...30,
        mean: 3,
        shapes: accessShapes
    )
    package static let eventsPerTask = CountKey(
        "a2a_task_events_per_task",
        "Events of an A2A task",
        2...8,
        mean: 4,
        lowerBound: 2
    )

    /// The counts of the nine core components, in the order of their documentation.
    static let core: [CountKey] = [
        .membersPerTeam, .tokensPerUser, .toolsPerGateway, .resourcesPerUser, .promptsPerUser,
        .serversPerUser,
    ]

    /// The counts of the other components, in the order of their documentation.
    static let later: [CountKey] = [
        .agentsPerUser, .toolsPerServer, .resourcesPerServer, .promptsPerServer,
        .agentsPerServer, .metricsPerTool, .metricsPerResource, .metricsPerPrompt,
        .metricsPerServer, .metricsPerAgent, .usesPerToken, .authEventsPerUser,
        .permissionAuditsPerUser, .requestsPerUser, .spansPerTrace, .formerPasswordsPerUser,
        .sessionsPerServer, .messagesPerSession, .tasksPerAgent, .eventsPerTask,
        .invitationsPerTeam, .joinRequestsPerTeam,
    ]

    /// Every count.
    package static let gateway = core + later
}
