import Dataset

/// The sizes that follow from a configuration by arithmetic.
struct PlanSizes {
    /// What is beyond its limit, in the order of the tables.
    private(set) var excesses: [PlanExcess] = []

    private let configuration: DatasetConfiguration
    /// Tables of the plan; nil when only what every plan builds is checked.
    private let tables: Set<String>?
    private static let users = "scale.users"

    /// The sizes of a configuration.
    ///
    /// With `tables`, the rows of those whose keys are 32-bit integers are checked as well. How many
    /// calls are kept raw, and how many hours have one, only the plan tells: here all calls count.
    init(_ configuration: DatasetConfiguration, tables: Set<String>? = nil) {
        self.configuration = configuration
        self.tables = tables
        addCounts()
        addEvents()
        addRequests()
        addClasses()
    }

    private mutating func addCounts() {
        let users = Double(configuration.userCount)
        let extra = users * Double(configuration.additionalTeamsPerUser)
        let teamKeys = ["scale.additional_teams_per_user", "scale.teams_per_user_avg", Self.users]
        add("teams", users + extra, PlanLimits.parentCountMax, teamKeys)
        for (name, key, mean) in [
            ("team members", CountKey.membersPerTeam, mean(configuration.membersPerTeam)),
            (
                "invitations", .invitationsPerTeam,
                mean(configuration.invitationsPerTeam) * configuration.invitedTeamsRate
            ),
            (
                "join requests", .joinRequestsPerTeam,
                mean(configuration.joinRequestsPerTeam) * configuration.requestedTeamsRate
            ),
        ] {
            // Every user is the member of a personal team too.
            let personalCount = key == .membersPerTeam ? users : 0
            let count = personalCount + extra * mean
            add(name, count, PlanLimits.rowCountMax, [key.prefix] + teamKeys)
        }
        let servers = users * mean(configuration.serversPerUser)
        let serverKeys = [CountKey.serversPerUser.prefix, Self.users]
        add("servers", servers, PlanLimits.parentCountMax, serverKeys)
        for (name, key, distribution) in [
            ("tools of servers", CountKey.toolsPerServer, configuration.toolsPerServer),
            ("resources of servers", .resourcesPerServer, configuration.resourcesPerServer),
            ("prompts of servers", .promptsPerServer, configuration.promptsPerServer),
            ("A2A agents of servers", .agentsPerServer, configuration.agentsPerServer),
        ] {
            let count = servers * mean(distribution)
            add(name, count, PlanLimits.rowCountMax, [key.prefix] + serverKeys)
        }
        let activity = configuration.activity
        let sessions = servers * mean(activity.sessionsPerServer)
        let sessionKeys = [CountKey.sessionsPerServer.prefix] + serverKeys
        add("MCP sessions", sessions, PlanLimits.parentCountMax, sessionKeys)
        addReserved(
            "mcp_messages",
            sessions * mean(activity.messagesPerSession),
            [CountKey.messagesPerSession.prefix] + sessionKeys
        )
        // One gateway in seven uses OAuth (``Authentication``).
        add(
            "rows of `oauth_tokens`",
            users * (Double(configuration.gatewayCount) * 0.15).rounded(.up)
                * activity.oauthTokenRate,
            PlanLimits.rowCountMax,
            ["scale.oauth_token_rate", "scale.gateways", Self.users]
        )
    }

    /// Objects, and what happens to them.
    private mutating func addEvents() {
        let activity = configuration.activity
        let users = Double(configuration.userCount)
        let agentKeys = ["scale.a2a_agents", CountKey.agentsPerUser.prefix, Self.users]
        let resources = users * mean(configuration.resourcesPerUser)
        let agents = users * mean(configuration.agentsPerUser)
        let objects: [(String, Double, [String], String, CountKey, CountDistribution)] = [
            (
                "tools", Double(configuration.gatewayCount) * mean(configuration.toolsPerGateway),
                [CountKey.toolsPerGateway.prefix, "scale.gateways"], "tool_metrics",
                .metricsPerTool, activity.metricsPerTool
            ),
            (
                "resources", resources, [CountKey.resourcesPerUser.prefix, Self.users],
                "resource_metrics", .metricsPerResource, activity.metricsPerResource
            ),
            (
                "prompts", users * mean(configuration.promptsPerUser),
                [CountKey.promptsPerUser.prefix, Self.users], "prompt_metrics",
                .metricsPerPrompt, activity.metricsPerPrompt
            ),
            (
                "servers", users * mean(configuration.serversPerUser),
                [CountKey.serversPerUser.prefix, Self.users], "server_metrics",
                .metricsPerServer, activity.metricsPerServer
            ),
            (
                "A2A agents", agents, agentKeys, "a2a_agent_metrics", .metricsPerAgent,
                activity.metricsPerAgent
            ),
            (
                "tokens", users * mean(configuration.tokensPerUser),
                [CountKey.tokensPerUser.prefix, Self.users], "token_usage_logs", .usesPerToken,
                activity.usesPerToken
            ),
            (
                "users", users, [Self.users], "email_auth_events", .authEventsPerUser,
                activity.authEventsPerUser
            ),
            (
                "users", users, [Self.users], "permission_audit_log", .permissionAuditsPerUser,
                activity.permissionAuditsPerUser
            ),
        ]
        for (name, count, keys, table, eventKey, events) in objects {
            add(name, count, PlanLimits.rowCountMax, keys)
            let eventCount = count * mean(events)
            let eventKeys = [eventKey.prefix] + keys
            if table.hasSuffix("_metrics") {
                addCalls(table, eventCount, eventKeys)
            } else {
                addReserved(table, eventCount, eventKeys)
            }
        }
        addReserved(
            "resource_subscriptions",
            resources * activity.subscriptionRate,
            ["scale.resource_subscription_rate", CountKey.resourcesPerUser.prefix, Self.users]
        )
        add(
            "former passwords",
            users * mean(activity.formerPasswordsPerUser),
            PlanLimits.rowCountMax,
            [CountKey.formerPasswordsPerUser.prefix, Self.users]
        )
        let tasks = agents * mean(activity.tasksPerAgent)
        let taskKeys = [CountKey.tasksPerAgent.prefix] + agentKeys
        add("A2A tasks", tasks, PlanLimits.parentCountMax, taskKeys)
        add(
            "events of A2A tasks",
            tasks * mean(activity.eventsPerTask),
            PlanLimits.rowCountMax,
            [CountKey.eventsPerTask.prefix] + taskKeys
        )
    }

    private mutating func addRequests() {
        let activity = configuration.activity
        let requests = Double(configuration.userCount) * mean(activity.requestsPerUser)
        let keys = [CountKey.requestsPerUser.prefix, Self.users]
        add("requests", requests, PlanLimits.rowCountMax, keys)
        // Traces are kept of the last 24 hours, which have a few times their share of the requests
        // of the last 30 days at most.
        let hours =
            Double(
                configuration.endMicroseconds - configuration.startMicroseconds
            ) / 3_600_000_000
        let traces = requests * min(1, 4 * 24 / min(720, max(hours, 1)))
        add("traces", traces, PlanLimits.parentCountMax, keys)
        let spans = traces * mean(activity.spansPerTrace)
        let spanKeys = [CountKey.spansPerTrace.prefix] + keys
        add("spans of traces", spans, PlanLimits.rowCountMax, spanKeys)
        addReserved("observability_events", spans / 2, spanKeys)
        addReserved("observability_metrics", traces * 2, keys)
    }

    /// Each number of events that an object may have takes memory and time.
    private mutating func addClasses() {
        let activity = configuration.activity
        let counts: [(CountKey, CountDistribution)] = [
            (.metricsPerTool, activity.metricsPerTool),
            (.metricsPerResource, activity.metricsPerResource),
            (.metricsPerPrompt, activity.metricsPerPrompt),
            (.metricsPerServer, activity.metricsPerServer),
            (.metricsPerAgent, activity.metricsPerAgent),
            (.usesPerToken, activity.usesPerToken),
            (.authEventsPerUser, activity.authEventsPerUser),
            (.permissionAuditsPerUser, activity.permissionAuditsPerUser),
            (.requestsPerUser, activity.requestsPerUser),
            (.tasksPerAgent, activity.tasksPerAgent),
            (.formerPasswordsPerUser, activity.formerPasswordsPerUser),
        ]
        for (key, distribution) in counts {
            add(
                "different values between `\(key.prefix)_min` and `\(key.prefix)_max`",
                Double(distribution.max - distribution.min + 1),
                CountKey.eventCountRangeMax,
                [key.prefix]
            )
        }
    }

    private mutating func add(_ name: String, _ count: Double, _ most: Int64, _ keys: [String]) {
        guard count.rounded() > Double(most), !excesses.contains(where: { $0.name == name }) else {
            return
        }
        excesses.append(PlanExcess(name: name, count: count, most: most, keys: keys))
    }

    private mutating func addCalls(_ table: String, _ count: Double, _ keys: [String]) {
        guard let tables, tables.contains(table) || tables.contains(table + "_hourly") else {
            return
        }
        let name = "calls for `\(table)` and `\(table)_hourly`"
        add(name, count, PlanLimits.reservedKeyCountMax, keys)
    }

    private mutating func addReserved(_ table: String, _ count: Double, _ keys: [String]) {
        guard let tables, tables.contains(table) else { return }
        add("rows of `\(table)`", count, PlanLimits.reservedKeyCountMax, keys)
    }

    /// The mean, or what it cannot exceed where bands decide it (``CountDistribution/Shape``).
    private func mean(_ distribution: CountDistribution) -> Double {
        if let mean = distribution.mean { return mean }
        let (least, most) = (Double(distribution.min), Double(distribution.max))
        return 0.80 * max(least, 0.05 * most, 1) + 0.15 * max(least, 0.2 * most, 1) + 0.05 * most
    }
}
