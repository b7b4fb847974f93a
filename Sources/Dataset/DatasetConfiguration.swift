/// Everything that decides the rows of a dataset, with every default filled in.
///
/// Two equal configurations give the same rows, byte for byte, on any machine, with any batch
/// size, number of workers and target. Nothing that does not change a row belongs here.
package struct DatasetConfiguration: Sendable, Hashable, Codable {
    /// The seed of a profile that does not set one.
    package static let defaultSeed: UInt64 = 42

    /// Seed of every random choice.
    package var seed: UInt64
    /// Domain of the generated users' addresses, lower case.
    package var emailDomain: String

    /// Number of users, 1 or more.
    package var userCount: Int64
    /// Share of users that are active, 0 to 100.
    package var usersActivePercent: Double
    /// Share of users that are platform administrators, 0 to 100.
    package var usersAdminPercent: Double
    /// Share of users that sign in through an identity provider, 0 to 100.
    package var usersSSOPercent: Double
    /// Number of teams that each user creates beside the personal one.
    package var additionalTeamsPerUser: Int64
    /// Share of the additional teams that are private, 0 to 100; the others are public.
    package var teamsPrivatePercent: Double
    /// Members of an additional team, its creator included.
    package var membersPerTeam: CountDistribution
    /// Share of the additional teams that have invitations, 0 to 1.
    package var invitedTeamsRate: Double
    /// Invitations of such a team.
    package var invitationsPerTeam: CountDistribution
    /// Share of the invitations that were accepted, 0 to 100.
    package var invitationsAcceptedPercent: Double
    /// Share of the public additional teams that have join requests, 0 to 1.
    package var requestedTeamsRate: Double
    /// Join requests of such a team.
    package var joinRequestsPerTeam: CountDistribution
    /// Share of the join requests that were approved, 0 to 100.
    package var joinRequestsApprovedPercent: Double
    /// API tokens of a user.
    package var tokensPerUser: CountDistribution
    /// Share of tokens that are active, 0 to 100; the others are revoked.
    package var tokensActivePercent: Double
    /// Number of gateways.
    package var gatewayCount: Int64
    /// Tools of a gateway.
    package var toolsPerGateway: CountDistribution
    /// Share of tools that are enabled, 0 to 100.
    package var toolsEnabledPercent: Double
    /// Resources of a user.
    package var resourcesPerUser: CountDistribution
    /// Prompts of a user.
    package var promptsPerUser: CountDistribution
    /// Virtual servers of a user.
    package var serversPerUser: CountDistribution
    /// A2A agents of a user.
    package var agentsPerUser: CountDistribution
    /// Share of A2A agents that are enabled, 0 to 100.
    package var agentsEnabledPercent: Double
    /// Tools of a virtual server.
    package var toolsPerServer: CountDistribution
    /// Resources of a virtual server.
    package var resourcesPerServer: CountDistribution
    /// Prompts of a virtual server.
    package var promptsPerServer: CountDistribution
    /// A2A agents of a virtual server.
    package var agentsPerServer: CountDistribution
    /// Share of the registry's objects that are public, 0 to 100.
    package var objectsPublicPercent: Double
    /// Share of the registry's objects that only their team sees, 0 to 100; what public and
    /// team leave over is private.
    package var objectsTeamPercent: Double
    /// What happens to users, tokens and objects.
    package var activity: ActivityConfiguration

    /// First moment of the data, in microseconds since 1970-01-01 UTC.
    package var startMicroseconds: Int64
    /// Last moment of the data, in microseconds since 1970-01-01 UTC.
    package var endMicroseconds: Int64
    /// Share of the rows of every table that were created in the last 30 days, 0 to 100.
    package var recentDataPercent: Double

    /// Whether people have real names; otherwise they are called `User 1`, `User 2` and so on.
    package var usesRealNames: Bool
    /// Least number of characters of an object's name.
    package var nameLengthMin: Int
    /// Greatest number of characters of an object's name.
    package var nameLengthMax: Int
    /// Least number of characters of a description.
    package var descriptionLengthMin: Int
    /// Greatest number of characters of a description.
    package var descriptionLengthMax: Int
    /// How primary keys are spread.
    package var identifiers: IdentifierOrder
    /// Whether some resources and prompts are federated, for which gateways must come first.
    package var federatesObjects = true
    /// Which secrets the rows are made with; nil when users cannot log in, tokens are not signed
    /// and nothing is encrypted.
    package var secrets: SecretFingerprints?

    /// Creates a configuration; see the properties.
    package init(
        seed: UInt64,
        emailDomain: String,
        userCount: Int64,
        usersActivePercent: Double,
        usersAdminPercent: Double,
        usersSSOPercent: Double,
        additionalTeamsPerUser: Int64,
        teamsPrivatePercent: Double,
        membersPerTeam: CountDistribution,
        invitedTeamsRate: Double,
        invitationsPerTeam: CountDistribution,
        invitationsAcceptedPercent: Double,
        requestedTeamsRate: Double,
        joinRequestsPerTeam: CountDistribution,
        joinRequestsApprovedPercent: Double,
        tokensPerUser: CountDistribution,
        tokensActivePercent: Double,
        gatewayCount: Int64,
        toolsPerGateway: CountDistribution,
        toolsEnabledPercent: Double,
        resourcesPerUser: CountDistribution,
        promptsPerUser: CountDistribution,
        serversPerUser: CountDistribution,
        agentsPerUser: CountDistribution,
        agentsEnabledPercent: Double,
        toolsPerServer: CountDistribution,
        resourcesPerServer: CountDistribution,
        promptsPerServer: CountDistribution,
        agentsPerServer: CountDistribution,
        objectsPublicPercent: Double,
        objectsTeamPercent: Double,
        activity: ActivityConfiguration,
        startMicroseconds: Int64,
        endMicroseconds: Int64,
        recentDataPercent: Double,
        usesRealNames: Bool,
        nameLengthMin: Int,
        nameLengthMax: Int,
        descriptionLengthMin: Int,
        descriptionLengthMax: Int,
        identifiers: IdentifierOrder
    ) {
        self.seed = seed
        self.emailDomain = emailDomain
        self.userCount = userCount
        self.usersActivePercent = usersActivePercent
        self.usersAdminPercent = usersAdminPercent
        self.usersSSOPercent = usersSSOPercent
        self.additionalTeamsPerUser = additionalTeamsPerUser
        self.teamsPrivatePercent = teamsPrivatePercent
        self.membersPerTeam = membersPerTeam
        self.invitedTeamsRate = invitedTeamsRate
        self.invitationsPerTeam = invitationsPerTeam
        self.invitationsAcceptedPercent = invitationsAcceptedPercent
        self.requestedTeamsRate = requestedTeamsRate
        self.joinRequestsPerTeam = joinRequestsPerTeam
        self.joinRequestsApprovedPercent = joinRequestsApprovedPercent
        self.tokensPerUser = tokensPerUser
        self.tokensActivePercent = tokensActivePercent
        self.gatewayCount = gatewayCount
        self.toolsPerGateway = toolsPerGateway
        self.toolsEnabledPercent = toolsEnabledPercent
        self.resourcesPerUser = resourcesPerUser
        self.promptsPerUser = promptsPerUser
        self.serversPerUser = serversPerUser
        self.agentsPerUser = agentsPerUser
        self.agentsEnabledPercent = agentsEnabledPercent
        self.toolsPerServer = toolsPerServer
        self.resourcesPerServer = resourcesPerServer
        self.promptsPerServer = promptsPerServer
        self.agentsPerServer = agentsPerServer
        self.objectsPublicPercent = objectsPublicPercent
        self.objectsTeamPercent = objectsTeamPercent
        self.activity = activity
        self.startMicroseconds = startMicroseconds
        self.endMicroseconds = endMicroseconds
        self.recentDataPercent = recentDataPercent
        self.usesRealNames = usesRealNames
        self.nameLengthMin = nameLengthMin
        self.nameLengthMax = nameLengthMax
        self.descriptionLengthMin = descriptionLengthMin
        self.descriptionLengthMax = descriptionLengthMax
        self.identifiers = identifiers
    }
}

/// How generated primary keys are spread over their range.
package enum IdentifierOrder: String, Sendable, Hashable, Codable, CaseIterable {
    /// Scattered like the gateway's own version 4 UUIDs.
    case random
    /// Rising in the order of the rows (version 7), the fastest to load and to delete.
    case ordered
}

/// How many children each parent has.
package struct CountDistribution: Sendable, Hashable, Codable {
    /// The shape of a count distribution.
    package enum Shape: String, Sendable, Hashable, Codable, CaseIterable {
        /// A normal distribution cut off at the least and greatest value.
        case normal
        /// Every value from the least to the greatest equally often, tilted to hit the mean.
        case uniform
        /// Three bands: 80 % up to 5 %, 15 % from 10 to 20 %, 5 % from 50 to 100 % of the maximum.
        case powerLaw = "power_law"
        /// A power law of the rank, such that 20 % of the parents have 80 % of all as far as the
        /// limits and the mean allow it.
        case zipf
    }

    /// The least count.
    package var min: Int64
    /// The greatest count.
    package var max: Int64
    /// The mean, within `min...max`; absent when the shape alone decides it (`powerLaw`).
    package var mean: Double?
    /// The shape between the limits.
    package var shape: Shape

    /// Creates a distribution from its limits, mean and shape.
    package init(min: Int64, max: Int64, mean: Double?, shape: Shape) {
        self.min = min
        self.max = max
        self.mean = mean
        self.shape = shape
    }

    /// The distribution cut off at a greatest count: limits and mean above it become that count.
    package func clamped(to most: Int64) -> CountDistribution {
        guard most < max else { return self }
        return CountDistribution(
            min: Swift.min(min, most),
            max: most,
            mean: mean.map { Swift.min($0, Double(most)) },
            shape: shape
        )
    }
}
