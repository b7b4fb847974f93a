/// Who exists and who belongs to whom: the relations that the tables share.
///
/// Built once from a configuration, in O(parents) time for the running totals; after that every
/// answer is a pure function of the row asked for.
package final class Population: Sendable {
    /// What it was built from.
    package let configuration: DatasetConfiguration
    /// What rows are made with where the configuration has the fingerprint of a secret.
    package let secrets: DatasetSecrets
    /// When rows are created.
    package let timeline: Timeline
    /// Teams of each user, the personal one included.
    package let teamsPerUser: Int64
    /// Number of teams.
    package let teamCount: Int64
    /// Members of each team.
    package let members: ChildCounts
    /// The teams that are not personal.
    let additionalTeams: AdditionalTeams
    /// Tokens of each user.
    package let tokens: ChildCounts
    /// Tools of each gateway.
    package let tools: ChildCounts
    /// Resources of each user.
    package let resources: ChildCounts
    /// Prompts of each user.
    package let prompts: ChildCounts
    /// Virtual servers of each user.
    package let servers: ChildCounts
    /// A2A agents of each user.
    package let agents: ChildCounts
    /// Users that are platform administrators.
    package let admins: Share

    let people: People
    let userIdentifiers: IdentifierKey
    let teamIdentifiers: IdentifierKey
    let memberIdentifiers: IdentifierKey
    let gatewayIdentifiers: IdentifierKey

    /// How many additional teams have how many members; nil when there are none.
    package var teamSizes: CountHistogram? { additionalTeams.sizes }

    /// Resolves a configuration.
    ///
    /// - Precondition: The configuration is valid; the planner checks what a profile says.
    package init(_ configuration: DatasetConfiguration, secrets: DatasetSecrets = .none) {
        self.configuration = configuration
        self.secrets = secrets
        let users = configuration.userCount
        let seed = configuration.seed
        timeline = Timeline(
            startMicroseconds: configuration.startMicroseconds,
            endMicroseconds: configuration.endMicroseconds,
            recentDataPercent: configuration.recentDataPercent
        )
        teamsPerUser = 1 + configuration.additionalTeamsPerUser
        teamCount = users * teamsPerUser
        let olderShare = timeline.olderShare
        additionalTeams = AdditionalTeams(configuration, olderShare: olderShare)
        members = additionalTeams.memberCounts
        func children(
            _ distribution: CountDistribution,
            of parentCount: Int64,
            _ slope: EvenSpread.Slope,
            _ table: StaticString
        ) -> ChildCounts {
            ChildCounts(
                distribution,
                parentCount: parentCount,
                slope: slope,
                key: CellKey(seed: seed, table: table, purpose: "count"),
                olderShare: olderShare
            )
        }
        tokens = children(configuration.tokensPerUser, of: users, .rootTwo, "email_api_tokens")
        resources = children(configuration.resourcesPerUser, of: users, .rootThree, "resources")
        prompts = children(configuration.promptsPerUser, of: users, .rootThirteen, "prompts")
        servers = children(configuration.serversPerUser, of: users, .rootTwentyNine, "servers")
        // Not the slope of the members: with one additional team each, they too have one per user.
        agents = children(configuration.agentsPerUser, of: users, .rootTen, "a2a_agents")
        tools = Population.toolCounts(configuration, olderShare: olderShare)
        admins = Share(
            percent: configuration.usersAdminPercent,
            of: users,
            key: CellKey(seed: seed, table: "email_users", purpose: "is_admin")
        )
        people = People(configuration)
        userIdentifiers = Population.identifiers("email_users", users, configuration)
        teamIdentifiers = Population.identifiers("email_teams", teamCount, configuration)
        memberIdentifiers = Population.identifiers(
            "email_team_members",
            members.rowCount,
            configuration
        )
        gatewayIdentifiers = Population.identifiers(
            "gateways",
            configuration.gatewayCount,
            configuration
        )
    }

    /// Tools of each gateway; `olderShare` is that of the timeline.
    static func toolCounts(
        _ configuration: DatasetConfiguration,
        olderShare: Double
    ) -> ChildCounts {
        ChildCounts(
            configuration.toolsPerGateway,
            parentCount: configuration.gatewayCount,
            slope: .rootTen,
            key: CellKey(seed: configuration.seed, table: "tools", purpose: "count"),
            olderShare: olderShare
        )
    }

    /// The primary keys of a table.
    static func identifiers(
        _ table: StaticString,
        _ rowCount: Int64,
        _ configuration: DatasetConfiguration
    ) -> IdentifierKey {
        IdentifierKey(
            key: CellKey(seed: configuration.seed, table: table, purpose: "id"),
            order: configuration.identifiers,
            startMilliseconds: configuration.startMicroseconds / 1000,
            spanMilliseconds: (configuration.endMicroseconds - configuration.startMicroseconds)
                / 1000,
            rowCount: Swift.max(rowCount, 1)
        )
    }

    /// What every row with an `import_batch_id` has there: the same for all rows of a dataset.
    package var importIdentifier: String {
        var writer = ByteWriter(capacity: 64)
        importIdentifierKey.appendHyphenated(0, into: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The key that ``importIdentifier`` is the first of.
    var importIdentifierKey: IdentifierKey {
        IdentifierKey(key: key("run", "id"), order: .random)
    }

    /// A key for random choices of a table.
    func key(_ table: StaticString, _ purpose: StaticString) -> CellKey {
        CellKey(seed: configuration.seed, table: table, purpose: purpose)
    }

    // MARK: Places in time

    // A user's slot of the timeline begins with the user; the teams come in the second part,
    // everything that belongs to a team in the last. So no object is older than its team.
    private static let userPart = 0.2
    private static let teamPart = 0.2..<0.5
    private static let objectPart = 0.5..<1.0

    /// When a user signed up.
    func userCreated(_ user: Int64) -> Int64 {
        let jitter = people.signUpKey.unit(user)
        return timeline.moment(userSlot(user).place(Population.userPart * jitter), .users)
    }

    /// When a team was created: the personal one together with its user.
    func teamCreated(_ team: Int64) -> Int64 {
        let (user, position) = team.quotientAndRemainder(dividingBy: teamsPerUser)
        if position == 0 { return userCreated(user) }
        let jitter = people.teamKey.unit(team)
        return timeline.moment(teamSlot(team).place(0.5 * jitter), .teams)
    }

    /// When an object that belongs to a user was created: after all the user's teams.
    ///
    /// `place` is the object's among the user's objects of its kind, `jitter` its own 0 ..< 1.
    func objectCreated(_ place: ChildCounts.Place, jitter: Double) -> Int64 {
        let slot = userSlot(place.parent)
            .child(place.ordinal, of: place.siblingCount, in: Population.objectPart)
        return timeline.moment(slot.place(jitter), .objects)
    }

    /// The users that may log in.
    var activeUsers: Share {
        Share(
            percent: configuration.usersActivePercent,
            of: configuration.userCount,
            key: key("email_users", "is_active")
        )
    }

    /// A platform administrator who is there before the user after `user` is; nil when some draws
    /// find none.
    func admin(noLaterThan user: Int64, _ key: CellKey, row: Int64) -> Int64? {
        guard admins.count > 0 else { return nil }
        for draw: UInt64 in 0..<4 {
            let rank = key.stream(draw).index(row, below: Int(admins.count))
            let admin = admins.index(rank: Int64(rank))
            if admin <= user { return admin }
        }
        return nil
    }

    func userSlot(_ user: Int64) -> Slot {
        Slot.of(user, count: configuration.userCount)
    }

    func teamSlot(_ team: Int64) -> Slot {
        let (user, position) = team.quotientAndRemainder(dividingBy: teamsPerUser)
        return userSlot(user).child(position, of: teamsPerUser, in: Population.teamPart)
    }
}
