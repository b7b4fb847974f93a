import Dataset

/// Four keys of `scale` that together say how many children each parent has:
/// `*_min`, `*_max`, `*_avg` and `*_distribution`.
package struct CountKey: Sendable, Hashable {
    /// Greatest count that a key takes.
    static let countMax: Int64 = 1_000_000
    /// Different counts of events that the objects of a kind may have: each has a stream of its
    /// own.
    static let eventCountRangeMax: Int64 = 10_000

    /// What the four paths have in common, as `scale.tokens_per_user`.
    package let prefix: String
    /// What is counted, as `API tokens of a user`.
    let subject: String
    /// Least count that makes sense.
    package let lowerBound: Int64
    /// The distribution when no key is given.
    package let fallback: CountDistribution
    /// The shapes that the key supports, the default first.
    package let shapes: [CountDistribution.Shape]
    /// Whether events are counted, so that limits may be at most ``eventCountRangeMax`` apart.
    let countsEvents: Bool

    /// Creates the keys of one count with a normal distribution by default.
    init(
        _ name: String,
        _ subject: String,
        _ range: ClosedRange<Int64>,
        mean: Double?,
        lowerBound: Int64 = 0,
        shapes: [CountDistribution.Shape] = [.normal, .uniform],
        countsEvents: Bool = false
    ) {
        self.prefix = "scale.\(name)"
        self.subject = subject
        self.lowerBound = lowerBound
        self.fallback = CountDistribution(
            min: range.lowerBound,
            max: range.upperBound,
            mean: mean,
            shape: shapes[0]
        )
        self.shapes = shapes
        self.countsEvents = countsEvents || shapes[0] == .zipf
    }

    /// The limits of a count of which only the mean is known.
    ///
    /// Where a few parents have most of the children, limits near the mean would forbid it: with
    /// ten times the mean as the most, a fifth of the parents can have 80 % of the children.
    func limits(ofMean mean: Double, shape: CountDistribution.Shape) -> (min: Int64, max: Int64) {
        let (low, high) = shape == .zipf ? (0.05, 10) : (0.5, 1.5)
        return (
            max(lowerBound, Int64((mean * low).rounded(.down))),
            min(CountKey.countMax, Int64((mean * high).rounded(.up)))
        )
    }

    /// The four keys for the table.
    var keys: [ProfileKey] {
        let isZipf = fallback.shape == .zipf
        let range = lowerBound...Self.countMax
        let decimalRange = Double(lowerBound)...Double(Self.countMax)
        return [
            ProfileKey(
                "\(prefix)_min",
                .integer(range),
                default: String(fallback.min),
                isZipf
                    ? "\(subject), the minimum; a twentieth of the mean, rounded down, when only "
                        + "that is given."
                    : "\(subject), the minimum; half the mean, rounded down, when only that is "
                        + "given."
            ),
            ProfileKey(
                "\(prefix)_max",
                .integer(range),
                default: String(fallback.max),
                isZipf
                    ? "\(subject), the maximum; 10 times the mean, rounded up, when only that is "
                        + "given."
                    : "\(subject), the maximum; 1.5 times the mean, rounded up, when only that is "
                        + "given."
            ),
            ProfileKey(
                "\(prefix)_avg",
                .number(decimalRange),
                default: fallback.mean.map(Self.text),
                fallback.mean == nil
                    ? "\(subject), the mean; not for `power_law`, whose bands decide it. With a "
                        + "mean and no distribution, the distribution is `normal`."
                    : "\(subject), the mean; half-way between the limits when those are given."
            ),
            ProfileKey(
                "\(prefix)_distribution",
                .distribution(shapes.map(\.rawValue)),
                default: fallback.shape.rawValue,
                "\(subject), the distribution."
            ),
        ]
    }

    private static func text(_ mean: Double) -> String {
        mean == mean.rounded() ? String(Int64(mean)) : String(mean)
    }
}

extension CountKey {
    static let membersPerTeam = CountKey(
        "members_per_team",
        "Members of an additional team, its creator included",
        1...100,
        mean: nil,
        lowerBound: 1,
        shapes: [.powerLaw, .normal, .uniform]
    )
    static let tokensPerUser = CountKey("tokens_per_user", "API tokens of a user", 1...5, mean: 2)
    static let toolsPerGateway = CountKey(
        "tools_per_gateway",
        "Tools of a gateway",
        10...50,
        mean: 20
    )
    static let resourcesPerUser = CountKey(
        "resources_per_user",
        "Resources of a user",
        10...50,
        mean: 20
    )
    static let promptsPerUser = CountKey("prompts_per_user", "Prompts of a user", 10...50, mean: 20)
    static let serversPerUser = CountKey(
        "servers_per_user",
        "Virtual servers of a user",
        1...5,
        mean: 2
    )

    /// The counts of the nine core components.
    package static let core: [CountKey] = [
        membersPerTeam, tokensPerUser, toolsPerGateway, resourcesPerUser, promptsPerUser,
        serversPerUser,
    ]

    static let agentsPerUser = CountKey(
        "a2a_agents_per_user",
        "A2A agents of a user",
        0...3,
        mean: 1
    )
    static let toolsPerServer = CountKey(
        "tools_per_server",
        "Tools of a virtual server",
        1...10,
        mean: 3
    )
    static let resourcesPerServer = CountKey(
        "resources_per_server",
        "Resources of a virtual server",
        1...20,
        mean: 5
    )
    static let promptsPerServer = CountKey(
        "prompts_per_server",
        "Prompts of a virtual server",
        1...15,
        mean: 4
    )
    static let agentsPerServer = CountKey(
        "a2a_agents_per_server",
        "A2A agents of a virtual server",
        0...2,
        mean: 1
    )
    static let invitationsPerTeam = CountKey(
        "invitations_per_team",
        "Invitations of a team that has any",
        1...3,
        mean: 2,
        lowerBound: 1
    )
    static let joinRequestsPerTeam = CountKey(
        "join_requests_per_team",
        "Join requests of a team that has any",
        1...2,
        mean: 1,
        lowerBound: 1
    )

    /// Shapes of counts of accesses: some objects are used far more than others.
    private static let accessShapes: [CountDistribution.Shape] = [.zipf, .normal, .uniform]
    static let metricsPerTool = CountKey(
        "metrics_per_tool",
        "Calls of a tool",
        1...200,
        mean: 20,
        shapes: accessShapes
    )
    static let metricsPerResource = CountKey(
        "metrics_per_resource",
        "Reads of a resource",
        0...12,
        mean: 1.2,
        shapes: accessShapes
    )
    static let metricsPerPrompt = CountKey(
        "metrics_per_prompt",
        "Renderings of a prompt",
        0...10,
        mean: 1,
        shapes: accessShapes
    )
    static let metricsPerServer = CountKey(
        "metrics_per_server",
        "Calls of a virtual server",
        0...80,
        mean: 8,
        shapes: accessShapes
    )
    static let metricsPerAgent = CountKey(
        "metrics_per_a2a_agent",
        "Interactions with an A2A agent",
        0...100,
        mean: 10,
        shapes: accessShapes
    )
    static let usesPerToken = CountKey(
        "logs_per_token",
        "Uses of a token",
        1...150,
        mean: 15,
        shapes: accessShapes
    )
    static let authEventsPerUser = CountKey(
        "auth_events_per_user",
        "Sign-in events of a user",
        3...30,
        mean: 12,
        countsEvents: true
    )
    static let permissionAuditsPerUser = CountKey(
        "permission_audits_per_user",
        "Permission audits of a user",
        5...50,
        mean: 20,
        countsEvents: true
    )
    static let sessionsPerServer = CountKey(
        "mcp_sessions_per_server",
        "Open MCP sessions for each virtual server",
        0...4,
        mean: 0.5
    )
    static let messagesPerSession = CountKey(
        "mcp_messages_per_session",
        "Messages of an MCP session",
        1...20,
        mean: 4
    )

    static let requestsPerUser = CountKey(
        "requests_per_user",
        "Logged requests of a user",
        1...200,
        mean: 20,
        shapes: accessShapes
    )
    static let spansPerTrace = CountKey(
        "spans_per_trace",
        "Spans of a request's trace",
        1...8,
        mean: 4,
        lowerBound: 1
    )
    static let formerPasswordsPerUser = CountKey(
        "former_passwords_per_user",
        "Passwords that a user had before, of which the gateway keeps five",
        0...3,
        mean: 0.5,
        countsEvents: true
    )
    static let tasksPerAgent = CountKey(
        "a2a_tasks_per_agent",
        "Tasks of an A2A agent",
        0...30,
        mean: 3,
        shapes: accessShapes
    )
    static let eventsPerTask = CountKey(
        "a2a_task_events_per_task",
        "Events of an A2A task",
        2...8,
        mean: 4,
        lowerBound: 2
    )

    /// The counts of the other components.
    package static let later: [CountKey] = [
        agentsPerUser, toolsPerServer, resourcesPerServer, promptsPerServer, agentsPerServer,
        metricsPerTool, metricsPerResource, metricsPerPrompt, metricsPerServer, metricsPerAgent,
        usesPerToken, authEventsPerUser, permissionAuditsPerUser, requestsPerUser, spansPerTrace,
        formerPasswordsPerUser, sessionsPerServer, messagesPerSession, tasksPerAgent, eventsPerTask,
        invitationsPerTeam, joinRequestsPerTeam,
    ]

    /// Every count, in the order of the key table.
    package static let all = core + later
}
