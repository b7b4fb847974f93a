import Rows

/// The sizes that follow from a configuration by arithmetic.
struct GatewaySizes {
    /// What is beyond its limit, in the order of the tables.
    private(set) var excesses: [SizeExcess] = []

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
        add("teams", users + extra, upTo: SizeLimits.parentCountMax, keys: teamKeys)
        for (name, key, mean) in [
            ("team members", CountKey.membersPerTeam, mean(.membersPerTeam)),
            (
                "invitations", .invitationsPerTeam,
                mean(.invitationsPerTeam) * configuration[.invitedTeamsRate]
            ),
            (
                "join requests", .joinRequestsPerTeam,
                mean(.joinRequestsPerTeam) * configuration[.requestedTeamsRate]
            ),
        ] {
            // Every user is the member of a personal team too.
            let personalCount = key == .membersPerTeam ? users : 0
            let count = personalCount + extra * mean
            add(name, count, upTo: SizeLimits.rowCountMax, keys: [key.prefix] + teamKeys)
        }
        let servers = users * mean(.serversPerUser)
        let serverKeys = [CountKey.serversPerUser.prefix, Self.users]
        add("servers", servers, upTo: SizeLimits.parentCountMax, keys: serverKeys)
        for part in ServerPart.allCases {
            let key = part.countKey
            let count = servers * mean(key)
            add(
                "\(part.name) of servers",
                count,
                upTo: SizeLimits.rowCountMax,
                keys: [key.prefix] + serverKeys
            )
        }
        let sessions = servers * mean(.sessionsPerServer)
        let sessionKeys = [CountKey.sessionsPerServer.prefix] + serverKeys
        add("MCP sessions", sessions, upTo: SizeLimits.parentCountMax, keys: sessionKeys)
        addReserved(
            "mcp_messages",
            sessions * mean(.messagesPerSession),
            keys: [CountKey.messagesPerSession.prefix] + sessionKeys
        )
        // One gateway in seven uses OAuth (``Authentication``).
        add(
            "rows of `oauth_tokens`",
            users * (Double(configuration.gatewayCount) * 0.15).rounded(.up)
                * configuration[.oauthTokenRate],
            upTo: SizeLimits.rowCountMax,
            keys: ["scale.oauth_token_rate", "scale.gateways", Self.users]
        )
    }

    /// Objects, and what happens to them.
    private mutating func addEvents() {
        let users = Double(configuration.userCount)
        let agentKeys = ["scale.a2a_agents", CountKey.agentsPerUser.prefix, Self.users]
        let resources = users * mean(.resourcesPerUser)
        let agents = users * mean(.agentsPerUser)
        let objects: [(String, Double, [String], String, CountKey)] = [
            (
                "tools", Double(configuration.gatewayCount) * mean(.toolsPerGateway),
                [CountKey.toolsPerGateway.prefix, "scale.gateways"], "tool_metrics",
                .metricsPerTool
            ),
            (
                "resources", resources, [CountKey.resourcesPerUser.prefix, Self.users],
                "resource_metrics", .metricsPerResource
            ),
            (
                "prompts", users * mean(.promptsPerUser),
                [CountKey.promptsPerUser.prefix, Self.users], "prompt_metrics",
                .metricsPerPrompt
            ),
            (
                "servers", users * mean(.serversPerUser),
                [CountKey.serversPerUser.prefix, Self.users], "server_metrics",
                .metricsPerServer
            ),
            (
                "A2A agents", agents, agentKeys, "a2a_agent_metrics", .metricsPerAgent
            ),
            (
                "tokens", users * mean(.tokensPerUser),
                [CountKey.tokensPerUser.prefix, Self.users], "token_usage_logs", .usesPerToken
            ),
            (
                "users", users, [Self.users], "email_auth_events", .authEventsPerUser
            ),
            (
                "users", users, [Self.users], "permission_audit_log", .permissionAuditsPerUser
            ),
        ]
        for (name, count, keys, table, eventKey) in objects {
            add(name, count, upTo: SizeLimits.rowCountMax, keys: keys)
            let eventCount = count * mean(eventKey)
            let eventKeys = [eventKey.prefix] + keys
            if table.hasSuffix("_metrics") {
                addCalls(table, eventCount, keys: eventKeys)
            } else {
                addReserved(table, eventCount, keys: eventKeys)
            }
        }
        addReserved(
            "resource_subscriptions",
            resources * configuration[.subscriptionRate],
            keys: [
                "scale.resource_subscription_rate", CountKey.resourcesPerUser.prefix, Self.users,
            ]
        )
        add(
            "former passwords",
            users * mean(.formerPasswordsPerUser),
            upTo: SizeLimits.rowCountMax,
            keys: [CountKey.formerPasswordsPerUser.prefix, Self.users]
        )
        addTasks(of: agents, keys: agentKeys)
    }

    private mutating func addTasks(of agents: Double, keys agentKeys: [String]) {
        let tasks = agents * mean(.tasksPerAgent)
        let taskKeys = [CountKey.tasksPerAgent.prefix] + agentKeys
        add("A2A tasks", tasks, upTo: SizeLimits.parentCountMax, keys: taskKeys)
        add(
            "events of A2A tasks",
            tasks * mean(.eventsPerTask),
            upTo: SizeLimits.rowCountMax,
            keys: [CountKey.eventsPerTask.prefix] + taskKeys
        )
    }

    private mutating func addRequests() {
        let requests = Double(configuration.userCount) * mean(.requestsPerUser)
        let keys = [CountKey.requestsPerUser.prefix, Self.users]
        add("requests", requests, upTo: SizeLimits.rowCountMax, keys: keys)
        // Traces are kept of the last 24 hours, which have a few times their share of the requests
        // of the last 30 days at most.
        let hours =
            Double(
                configuration.endMicroseconds - configuration.startMicroseconds
            ) / 3_600_000_000
        let traces = requests * min(1, 4 * 24 / min(720, max(hours, 1)))
        add("traces", traces, upTo: SizeLimits.parentCountMax, keys: keys)
        let spans = traces * mean(.spansPerTrace)
        let spanKeys = [CountKey.spansPerTrace.prefix] + keys
        add("spans of traces", spans, upTo: SizeLimits.rowCountMax, keys: spanKeys)
        addReserved("observability_events", spans / 2, keys: spanKeys)
        addReserved("observability_metrics", traces * 2, keys: keys)
    }

    /// Each number of events that an object may have takes memory and time.
    private mutating func addClasses() {
        for key in CountKey.gateway where key.countsEvents {
            let distribution = configuration[key]
            add(
                "different values between `\(key.prefix)_min` and `\(key.prefix)_max`",
                Double(distribution.max - distribution.min + 1),
                upTo: CountKey.eventCountRangeMax,
                keys: [key.prefix]
            )
        }
    }

    private mutating func add(_ name: String, _ count: Double, upTo most: Int64, keys: [String]) {
        guard count.rounded() > Double(most), !excesses.contains(where: { $0.name == name }) else {
            return
        }
        excesses.append(SizeExcess(name: name, count: count, most: most, keys: keys))
    }

    private mutating func addCalls(_ table: String, _ count: Double, keys: [String]) {
        guard let tables, tables.contains(table) || tables.contains(table + "_hourly") else {
            return
        }
        let name = "calls for `\(table)` and `\(table)_hourly`"
        add(name, count, upTo: SizeLimits.reservedKeyCountMax, keys: keys)
    }

    private mutating func addReserved(_ table: String, _ count: Double, keys: [String]) {
        guard let tables, tables.contains(table) else { return }
        add("rows of `\(table)`", count, upTo: SizeLimits.reservedKeyCountMax, keys: keys)
    }

    /// The mean, or what it cannot exceed where bands decide it (``CountDistribution/Shape``).
    private func mean(_ key: CountKey) -> Double {
        let distribution = configuration[key]
        if let mean = distribution.mean { return mean }
        let (least, most) = (Double(distribution.min), Double(distribution.max))
        return 0.80 * max(least, 0.05 * most, 1) + 0.15 * max(least, 0.2 * most, 1) + 0.05 * most
    }
}
