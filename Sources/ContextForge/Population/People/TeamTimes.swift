import Rows

/// When users sign up, and when their teams are created.
struct TeamTimes: Sendable {
    let timeline: Timeline
    /// The slots of the users.
    let userSlots: TimelineSlots
    /// Teams of each user, the personal one included.
    let teamsPerUser: Int64
    /// Teams of the last user of the older part that are created in the recent part, the last ones.
    let lateTeamCount: Int64
    private let signUpKey: CellKey
    private let teamKey: CellKey

    // A user's slot of the timeline begins with the user; the teams come in the second part,
    // everything that belongs to a team in the last. So no object is older than its team.
    private static let userPart = 0.2
    private static let teamPart = 0.2..<0.5
    /// The part of a user's slot with the objects of the user's teams.
    static let objectPart = 0.5..<1.0
    /// The parts of the first recent slot in which late teams are created, and what belongs to teams
    /// that are there.
    private static let lateTeamPart = 0.0..<0.2
    static let lateObjectPart = 0.2..<0.5

    init(_ configuration: DatasetConfiguration, _ timeline: Timeline) {
        self.timeline = timeline
        let slots = TimelineSlots(
            count: configuration.userCount,
            olderShare: timeline.olderShare
        )
        userSlots = slots
        teamsPerUser = 1 + configuration.additionalTeamsPerUser
        let wanted = Double(slots.count * teamsPerUser) * timeline.olderShare
        let excess = slots.olderCount * teamsPerUser - Int64(wanted.rounded())
        // The personal team is as old as its user.
        lateTeamCount = min(max(excess, 0), configuration.additionalTeamsPerUser)
        let seed = configuration.seed
        signUpKey = CellKey(seed: seed, table: "email_users", purpose: "created_at")
        teamKey = CellKey(seed: seed, table: "email_teams", purpose: "created_at")
    }

    /// Number of teams that are created in the older part: the first ones.
    var olderTeamCount: Int64 { userSlots.olderCount * teamsPerUser - lateTeamCount }

    /// Number of teams of a user that are there for what is created in the older part of the
    /// timeline, or in both.
    @inline(__always)
    func teamCount(of user: Int64, isOlder: Bool) -> Int64 {
        isOlder && user == userSlots.olderCount - 1 ? teamsPerUser - lateTeamCount : teamsPerUser
    }

    @inline(__always)
    func userSlot(_ user: Int64) -> Slot { userSlots.slot(user) }

    @inline(__always)
    func teamSlot(_ team: Int64) -> Slot {
        let (user, position) = team.quotientAndRemainder(dividingBy: teamsPerUser)
        return userSlot(user).child(position, of: teamsPerUser, in: TeamTimes.teamPart)
    }

    /// When a user signed up.
    func userCreated(_ user: Int64) -> Int64 {
        let part = TeamTimes.userPart * signUpKey.unit(user)
        return timeline.moment(userSlot(user).place(part), .users)
    }

    /// When a team was created: the personal one together with its user.
    func teamCreated(_ team: Int64) -> Int64 {
        if team % teamsPerUser == 0 { return userCreated(team / teamsPerUser) }
        return timeline.moment(teamPlace(team, at: 0.5 * teamKey.unit(team)), .teams)
    }

    /// Whether a team of a user of the older part is created in the recent one.
    @inline(__always)
    func isLate(team: Int64) -> Bool {
        team >= olderTeamCount && team < userSlots.olderCount * teamsPerUser
    }

    /// A place in the time of an additional team, at a part of it: its creation is in the first half.
    func teamPlace(_ team: Int64, at part: Double) -> Double {
        guard isLate(team: team) else { return teamSlot(team).place(part) }
        let ordinal = Double(team - olderTeamCount)
        return userSlots.latePlace(
            (ordinal + part) / Double(lateTeamCount),
            in: TeamTimes.lateTeamPart
        )
    }
}
