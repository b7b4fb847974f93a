import Dataset

/// The sizes up to which a dataset can be computed: beyond them indexes would not fit their types.
enum PlanLimits {
    /// Parents whose counts are spread (`EvenSpread` multiplies two of them in 64 bits).
    static let parentCountMax: Int64 = (1 << 31) - 1
    /// Rows of a table (identifiers that rise have room for that many).
    static let rowCountMax: Int64 = 1 << 34
    /// Different numbers of calls that objects of a kind may have: each has a stream of its own.
    static let eventClassCountMax: Int64 = 10_000
    /// Rows of a table whose keys are 32-bit integers.
    static let reservedKeyCountMax: Int64 = (1 << 31) - 1
    /// Batches of a plan (the journal's numbers).
    static let batchCountMax: Int64 = (1 << 31) - 1

    /// Checks the tables of a configuration before anything of that size is built.
    static func check(_ configuration: DatasetConfiguration) throws(PlanError) {
        let users = configuration.userCount
        let teams = try product(users, Double(1 + configuration.additionalTeamsPerUser), "teams")
        try limit(teams, parentCountMax, "teams")
        let servers = try product(users, mean(configuration.serversPerUser), "servers")
        try limit(servers, parentCountMax, "servers")
        let counts: [(Int64, CountDistribution, String)] = [
            (teams, configuration.membersPerTeam, "team members"),
            (teams, configuration.invitationsPerTeam, "invitations"),
            (teams, configuration.joinRequestsPerTeam, "join requests"),
            (users, configuration.tokensPerUser, "tokens"),
            (configuration.gatewayCount, configuration.toolsPerGateway, "tools"),
            (users, configuration.resourcesPerUser, "resources"),
            (users, configuration.promptsPerUser, "prompts"),
            (users, configuration.agentsPerUser, "A2A agents"),
            (servers, configuration.toolsPerServer, "tools of servers"),
            (servers, configuration.resourcesPerServer, "resources of servers"),
            (servers, configuration.promptsPerServer, "prompts of servers"),
            (servers, configuration.agentsPerServer, "A2A agents of servers"),
        ]
        let activity = configuration.activity
        let calls = [
            (activity.metricsPerTool, "tool"), (activity.metricsPerResource, "resource"),
            (activity.metricsPerPrompt, "prompt"), (activity.metricsPerServer, "server"),
            (activity.metricsPerAgent, "A2A agent"), (activity.usesPerToken, "token"),
            (activity.authEventsPerUser, "user's account"),
            (activity.permissionAuditsPerUser, "user's permission check"),
            (activity.requestsPerUser, "user"), (activity.tasksPerAgent, "A2A agent's tasks"),
            (activity.formerPasswordsPerUser, "user's password"),
        ]
        for (distribution, name) in calls {
            let classCount = distribution.max - distribution.min + 1
            try limit(classCount, eventClassCountMax, "different numbers of calls of a \(name)")
        }
        for (parents, distribution, name) in counts {
            try limit(product(parents, mean(distribution), name), rowCountMax, name)
        }
    }

    /// Refuses a number above its limit.
    static func limit(_ count: Int64, _ most: Int64, _ name: String) throws(PlanError) {
        guard count <= most else { throw PlanError.tooLarge(name, count: "\(count)", most: most) }
    }

    private static func mean(_ distribution: CountDistribution) -> Double {
        distribution.mean ?? Double(distribution.max)
    }

    private static func product(
        _ parents: Int64,
        _ mean: Double,
        _ name: String
    ) throws(PlanError)
        -> Int64
    {
        let count = Double(parents) * mean
        guard count < 1e18 else {
            throw PlanError.tooLarge(name, count: "over 1e18", most: rowCountMax)
        }
        return Int64(count.rounded())
    }
}
