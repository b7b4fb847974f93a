import Rows

/// The teams that users create beside their personal ones, numbered without these: how many members
/// each has, and which are public.
struct AdditionalTeams: Sendable {
    /// Number of teams.
    let count: Int64
    /// Teams of each user.
    let perUser: Int64
    /// How many teams have how many members; nil when there are none.
    let sizes: CountHistogram?
    private let userCount: Int64
    private let spread: BalancedSpread?
    private let privateShare: Share

    init(_ configuration: DatasetConfiguration, _ times: TeamTimes) {
        let seed = configuration.seed
        userCount = configuration.userCount
        perUser = configuration.additionalTeamsPerUser
        count = userCount * perUser
        let sizes =
            count > 0 ? CountHistogram(configuration[.membersPerTeam], parentCount: count) : nil
        let key = CellKey(seed: seed, table: "email_team_members", purpose: "count")
        let olderUsers = times.userSlots.olderCount
        let personalCount = configuration.userCount
        spread = sizes.map { sizes in
            let olderMembers = Double(personalCount + sizes.total) * times.timeline.olderShare
            let aim = BalancedSpread.Aim(
                parentCount: times.olderTeamCount - olderUsers,
                childCount: Int64(olderMembers.rounded()) - olderUsers,
                prefersExcess: true
            )
            return BalancedSpread(sizes, slope: .golden, key: key, aim) { size in
                // An early team can have no more early members than there are early users.
                min(size, olderUsers)
            }
        }
        self.sizes = sizes
        privateShare = Share(
            percent: configuration[.teamsPrivatePercent],
            of: count,
            key: CellKey(seed: seed, table: "email_teams", purpose: "visibility")
        )
    }

    /// Members of every team, the personal ones included.
    var memberCounts: ChildCounts {
        guard let sizes, let spread else {
            return ChildCounts(parentCount: userCount, rule: .constant(1))
        }
        return ChildCounts(
            parentCount: userCount + count,
            rule: .periodic(period: 1 + perUser, sizes, spread)
        )
    }

    /// The members of all of them; nil when there are none.
    var parents: ParentCounts? {
        guard count > 0 else { return nil }
        return ParentCounts(count, row: { team($0) }, rowCount: { memberCount($0) })
    }

    /// Number of public teams.
    var publicCount: Int64 { count - privateShare.count }

    /// Number of teams of the users before `user`.
    func count(before user: Int64) -> Int64 { user * perUser }

    /// Number of members of a team, its creator included.
    @inline(__always)
    func memberCount(_ index: Int64) -> Int64 {
        guard let sizes, let spread else { preconditionFailure("there are no additional teams") }
        return sizes.count(rank: spread(index))
    }

    /// Whether a team is public.
    @inline(__always)
    func isPublic(_ index: Int64) -> Bool {
        !privateShare.contains(index)
    }

    /// The number of a team among all teams.
    @inline(__always)
    func team(_ index: Int64) -> Int64 {
        let (user, position) = index.quotientAndRemainder(dividingBy: perUser)
        return user * (1 + perUser) + position + 1
    }

    /// The number among the additional teams of a team that is one.
    @inline(__always)
    func index(team: Int64) -> Int64 {
        let (user, position) = team.quotientAndRemainder(dividingBy: 1 + perUser)
        return user * perUser + position - 1
    }
}
