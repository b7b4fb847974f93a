/// What decides the rows of tables that fill while a gateway runs: how much happens to whom.
package struct ActivityConfiguration: Sendable, Hashable, Codable {
    /// Calls of a tool.
    package var metricsPerTool: CountDistribution
    /// Reads of a resource.
    package var metricsPerResource: CountDistribution
    /// Renderings of a prompt.
    package var metricsPerPrompt: CountDistribution
    /// Calls of a virtual server.
    package var metricsPerServer: CountDistribution
    /// Interactions with an A2A agent.
    package var metricsPerAgent: CountDistribution
    /// Uses of an API token.
    package var usesPerToken: CountDistribution
    /// Sign-in events of a user.
    package var authEventsPerUser: CountDistribution
    /// Audited permission checks of a user.
    package var permissionAuditsPerUser: CountDistribution
    /// Logged requests of a user.
    package var requestsPerUser: CountDistribution
    /// Spans of the trace of a request.
    package var spansPerTrace: CountDistribution
    /// Passwords that a user had before the current one.
    package var formerPasswordsPerUser: CountDistribution
    /// Open MCP sessions for each virtual server.
    package var sessionsPerServer: CountDistribution
    /// Queued messages of an MCP session.
    package var messagesPerSession: CountDistribution
    /// Tasks of an A2A agent.
    package var tasksPerAgent: CountDistribution
    /// Events of a task.
    package var eventsPerTask: CountDistribution
    /// Subscriptions per resource, 0 to 1.
    package var subscriptionRate: Double
    /// Share of the pairs of a user and a gateway with OAuth that have a token, 0 to 1.
    package var oauthTokenRate: Double
    /// Clock hours, the current one included, for which single events are kept, older ones as
    /// hourly sums only; nil when all are kept and none are summed up.
    package var rawHours: Int64?

    /// Creates a configuration; see the properties.
    package init(
        metricsPerTool: CountDistribution,
        metricsPerResource: CountDistribution,
        metricsPerPrompt: CountDistribution,
        metricsPerServer: CountDistribution,
        metricsPerAgent: CountDistribution,
        usesPerToken: CountDistribution,
        authEventsPerUser: CountDistribution,
        permissionAuditsPerUser: CountDistribution,
        requestsPerUser: CountDistribution,
        spansPerTrace: CountDistribution,
        formerPasswordsPerUser: CountDistribution,
        sessionsPerServer: CountDistribution,
        messagesPerSession: CountDistribution,
        tasksPerAgent: CountDistribution,
        eventsPerTask: CountDistribution,
        subscriptionRate: Double,
        oauthTokenRate: Double,
        rawHours: Int64?
    ) {
        self.metricsPerTool = metricsPerTool
        self.metricsPerResource = metricsPerResource
        self.metricsPerPrompt = metricsPerPrompt
        self.metricsPerServer = metricsPerServer
        self.metricsPerAgent = metricsPerAgent
        self.usesPerToken = usesPerToken
        self.authEventsPerUser = authEventsPerUser
        self.permissionAuditsPerUser = permissionAuditsPerUser
        self.requestsPerUser = requestsPerUser
        self.spansPerTrace = spansPerTrace
        self.formerPasswordsPerUser = formerPasswordsPerUser
        self.sessionsPerServer = sessionsPerServer
        self.messagesPerSession = messagesPerSession
        self.tasksPerAgent = tasksPerAgent
        self.eventsPerTask = eventsPerTask
        self.subscriptionRate = subscriptionRate
        self.oauthTokenRate = oauthTokenRate
        self.rawHours = rawHours
    }
}
