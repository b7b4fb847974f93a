import Dataset

extension DatasetConfiguration {
    /// Reads what decides the rows, and the options that override it.
    init(
        _ reader: ProfileReader,
        overrides: ProfileOverrides,
        nowMicroseconds: Int64
    ) throws(ProfileError) {
        let userCount = reader.integerOrDefault("scale.users")
        let (publicPercent, teamPercent) = try reader.objectShares()
        let nameLength = try reader.limits("realism.name_length_min", "realism.name_length_max")
        let descriptionLength = try reader.limits(
            "realism.description_length_min",
            "realism.description_length_max"
        )
        let period = try ProfilePeriod(
            reader,
            endDate: overrides.endDate,
            nowMicroseconds: nowMicroseconds
        )
        self.init(
            seed: try Self.seed(reader, overrides: overrides),
            emailDomain: reader.textOrDefault("global.email_domain"),
            userCount: userCount,
            usersActivePercent: reader.numberOrDefault("scale.users_active_percent"),
            usersAdminPercent: reader.numberOrDefault("scale.users_admin_percent"),
            usersSSOPercent: reader.numberOrDefault("scale.users_sso_percent"),
            additionalTeamsPerUser: try reader.additionalTeamsPerUser(),
            teamsPrivatePercent: try reader.share(
                "scale.teams_private_percent",
                complementing: "scale.teams_public_percent"
            ),
            membersPerTeam: try reader.membersPerTeam(userCount: userCount),
            invitedTeamsRate: reader.numberOrDefault("scale.invitation_generation_rate"),
            invitationsPerTeam: try reader.count(CountKey.invitationsPerTeam),
            invitationsAcceptedPercent: reader.numberOrDefault(
                "scale.invitations_accepted_percent"
            ),
            requestedTeamsRate: reader.numberOrDefault("scale.join_request_generation_rate"),
            joinRequestsPerTeam: try reader.joinRequestsPerTeam(userCount: userCount),
            joinRequestsApprovedPercent: reader.numberOrDefault(
                "scale.join_requests_approved_percent"
            ),
            tokensPerUser: try reader.count(CountKey.tokensPerUser),
            tokensActivePercent: reader.tokensActivePercent,
            gatewayCount: reader.integerOrDefault("scale.gateways"),
            toolsPerGateway: try reader.count(CountKey.toolsPerGateway),
            toolsEnabledPercent: reader.numberOrDefault("scale.tools_enabled_percent"),
            resourcesPerUser: try reader.count(CountKey.resourcesPerUser),
            promptsPerUser: try reader.count(CountKey.promptsPerUser),
            serversPerUser: try reader.count(CountKey.serversPerUser),
            agentsPerUser: try reader.agentsPerUser(userCount: userCount),
            agentsEnabledPercent: reader.numberOrDefault("scale.a2a_agents_enabled_percent"),
            toolsPerServer: try reader.count(CountKey.toolsPerServer),
            resourcesPerServer: try reader.count(CountKey.resourcesPerServer),
            promptsPerServer: try reader.count(CountKey.promptsPerServer),
            agentsPerServer: try reader.count(CountKey.agentsPerServer),
            objectsPublicPercent: publicPercent,
            objectsTeamPercent: teamPercent,
            activity: try ActivityConfiguration(reader),
            startMicroseconds: period.startMicroseconds,
            endMicroseconds: period.endMicroseconds,
            recentDataPercent: period.recentDataPercent,
            usesRealNames: reader.boolean("realism.use_faker"),
            nameLengthMin: nameLength.lowerBound,
            nameLengthMax: nameLength.upperBound,
            descriptionLengthMin: descriptionLength.lowerBound,
            descriptionLengthMax: descriptionLength.upperBound,
            identifiers: IdentifierOrder(rawValue: reader.textOrDefault("realism.ids")) ?? .random
        )
    }

    /// Fits the parts of servers to the objects that everybody may see.
    ///
    /// The sizes have been checked: this counts the tools of public gateways, if need be one by one.
    mutating func fitParts(_ reader: ProfileReader) throws(ProfileError) {
        let counts = PublicCounts(self)
        guard counts.servers > 0 else { return }
        for part in ServerPart.allCases {
            self[keyPath: part.count] = try reader.partsPerServer(
                part,
                publicCount: part.publicCount(counts, upTo: self[keyPath: part.count].max)
            )
        }
    }

    private static func seed(
        _ reader: ProfileReader,
        overrides: ProfileOverrides
    ) throws(ProfileError) -> UInt64 {
        guard let seed = overrides.seed else {
            return UInt64(reader.integerOrDefault("global.random_seed"))
        }
        guard seed <= UInt64(Int64.max) else {
            throw ProfileError(
                code: "bad-option",
                message: "--seed: \(seed) is too large, maximum \(Int64.max)"
            )
        }
        return seed
    }
}
