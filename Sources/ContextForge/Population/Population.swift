import Rows

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
    /// Which events are kept one by one.
    let retention: Retention
    /// When users sign up and teams are created.
    let times: TeamTimes
    /// Number of teams.
    package let teamCount: Int64
    /// Members of each team.
    package let members: ChildCounts
    /// The teams that are not personal.
    let additionalTeams: AdditionalTeams
    /// Tokens of each user.
    package let tokens: ChildCounts
    /// The slots of the gateways.
    let gatewaySlots: TimelineSlots
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

    /// What is made when a table first needs it.
    let shared = SharedRelations()

    /// Who is in which team.
    let membership: Membership
    let people: People
    let userIdentifiers: IdentifierKey
    let teamIdentifiers: IdentifierKey
    let memberIdentifiers: IdentifierKey
    let gatewayIdentifiers: IdentifierKey

    /// What a column with the key of an object of any kind may hold.
    static let objectKeys: [(table: String, column: String)] = [
        ("email_users", "email"), ("email_users", "id"), ("email_teams", "id"),
        ("email_api_tokens", "id"), ("gateways", "id"), ("tools", "id"), ("resources", "id"),
        ("prompts", "id"), ("servers", "id"), ("a2a_agents", "id"),
    ]

    /// Teams of each user, the personal one included.
    package var teamsPerUser: Int64 { times.teamsPerUser }

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
        retention = Retention(rawHours: configuration.rawHours, end: timeline.end)
        let times = TeamTimes(configuration, timeline)
        self.times = times
        teamCount = users * times.teamsPerUser
        additionalTeams = AdditionalTeams(configuration, times)
        members = additionalTeams.memberCounts
        membership = Membership(configuration, times, members: members)
        func objects(
            _ key: CountKey,
            _ slope: EvenSpread.Slope,
            in table: StaticString
        ) -> ChildCounts {
            ChildCounts(
                configuration[key],
                parentCount: users,
                slope: slope,
                key: CellKey(seed: seed, table: table, purpose: "count"),
                slots: times.userSlots
            )
        }
        tokens = objects(.tokensPerUser, .rootTwo, in: "email_api_tokens")
        resources = objects(.resourcesPerUser, .rootThree, in: "resources")
        prompts = objects(.promptsPerUser, .rootThirteen, in: "prompts")
        servers = objects(.serversPerUser, .rootTwentyNine, in: "servers")
        // Not the slope of the members: with one additional team each, they too have one per user.
        agents = objects(.agentsPerUser, .rootTen, in: "a2a_agents")
        gatewaySlots = Population.gatewaySlots(configuration, times)
        tools = Population.toolCounts(configuration, slots: gatewaySlots)
        admins = Share(
            percent: configuration[.usersAdminPercent],
            of: users,
            key: CellKey(seed: seed, table: "email_users", purpose: "is_admin")
        )
        people = People(configuration)
        userIdentifiers = Population.identifiers("email_users", rowCount: users, configuration)
        teamIdentifiers = Population.identifiers("email_teams", rowCount: teamCount, configuration)
        memberIdentifiers = Population.identifiers(
            "email_team_members",
            rowCount: members.rowCount,
            configuration
        )
        gatewayIdentifiers = Population.identifiers(
            "gateways",
            rowCount: configuration.gatewayCount,
            configuration
        )
    }

    /// The slots of the gateways.
    static func gatewaySlots(
        _ configuration: DatasetConfiguration,
        _ times: TeamTimes
    ) -> TimelineSlots {
        let count = configuration.gatewayCount
        let share = times.timeline.olderShare
        // Where no user is older, nobody is there to register one.
        return times.userSlots.olderCount > 0
            ? TimelineSlots(count: count, olderShare: share)
            : TimelineSlots(count: count, olderCount: 0, olderShare: share)
    }

    /// Tools of each gateway.
    static func toolCounts(
        _ configuration: DatasetConfiguration,
        slots: TimelineSlots
    ) -> ChildCounts {
        ChildCounts(
            configuration[.toolsPerGateway],
            parentCount: configuration.gatewayCount,
            slope: .rootTen,
            key: CellKey(seed: configuration.seed, table: "tools", purpose: "count"),
            slots: slots
        )
    }

    /// The primary keys of a table.
    static func identifiers(
        _ table: StaticString,
        rowCount: Int64,
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

    /// When a user signed up.
    func userCreated(_ user: Int64) -> Int64 { times.userCreated(user) }

    /// When a team was created: the personal one together with its user.
    func teamCreated(_ team: Int64) -> Int64 { times.teamCreated(team) }

    /// When an object that belongs to a user was created: after the user's teams.
    ///
    /// `place` is that of `row` among `objects`, `jitter` a number of its own, 0 ..< 1.
    func objectCreated(
        _ row: Int64,
        _ place: ChildCounts.Place,
        of objects: ChildCounts,
        jitter: Double
    ) -> Int64 {
        timeline.moment(objectPlace(row, place, of: objects, jitter: jitter), .objects)
    }

    /// The place on the timeline of ``objectCreated(_:_:of:jitter:)``.
    func objectPlace(
        _ row: Int64,
        _ place: ChildCounts.Place,
        of objects: ChildCounts,
        jitter: Double
    ) -> Double {
        if let part = objects.lateness(of: row, at: jitter) {
            return times.userSlots.latePlace(part, in: TeamTimes.lateObjectPart)
        }
        return times.userSlot(place.parent)
            .child(place.ordinal, of: place.siblingCount, in: TeamTimes.objectPart)
            .place(jitter)
    }

    /// The users that may log in.
    var activeUsers: Share {
        Share(
            percent: configuration[.usersActivePercent],
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
}
