import Rows

/// Who is in which team, and since when.
///
/// A team's members are its creator and distinct colleagues: users who signed up shortly before
/// the creator, so that nobody joins before existing and every user is in about as many teams.
struct Membership: Sendable {
    private let times: TeamTimes
    /// Members of older teams who would join at or after this place join in the recent part instead;
    /// otherwise large teams would have too many early members.
    private var lateStart: Double
    private let colleagueKey: CellKey
    private let joinKey: CellKey
    private let roleKey: CellKey

    /// Members beside the creator that own the team too, and that have left it.
    private static let furtherOwnersPercent: UInt64 = 5
    private static let formerPercent: UInt64 = 3
    /// Number of users before the creator that colleagues are taken from.
    private static let colleagueCountMax: Int64 = 600

    /// Who is in the teams, of which each has so many members.
    ///
    /// - Complexity: O(members of the older part), up to ``BalancedSpread/countMax`` teams; larger
    ///   datasets need no correction.
    init(_ configuration: DatasetConfiguration, _ times: TeamTimes, members: ChildCounts) {
        self.times = times
        func key(_ purpose: StaticString) -> CellKey {
            CellKey(seed: configuration.seed, table: "email_team_members", purpose: purpose)
        }
        colleagueKey = key("user_email")
        joinKey = key("joined_at")
        roleKey = key("role")
        lateStart = 1
        guard members.parentCount <= BalancedSpread.countMax, times.olderTeamCount > 0 else {
            return
        }
        let olderShare = times.timeline.olderShare
        var places: [Double] = []
        var place = members.place(of: 0)
        var row: Int64 = 0
        while place.parent < times.olderTeamCount {
            if place.ordinal > 0 {
                let natural = naturalPlace(place, row: row, user: user(place))
                if natural < olderShare { places.append(natural) }
            }
            row += 1
            if row == members.rowCount { break }
            members.advance(&place)
        }
        // The creators are as old as their teams.
        let wanted =
            Int64((Double(members.rowCount) * olderShare).rounded()) - times.olderTeamCount
        guard !places.isEmpty, wanted < places.count else { return }
        places.sort()
        lateStart = places[Int(max(0, wanted))]
    }

    /// The user that is member `ordinal` of a team; 0 is the creator.
    func user(_ place: ChildCounts.Place) -> Int64 {
        let team = place.parent
        let creator = team / times.teamsPerUser
        if place.ordinal == 0 { return creator }
        let users = acquaintances(of: creator, colleagueCount: place.siblingCount - 1)
        return colleague(place.ordinal - 1, among: users, team: team)
    }

    /// A user that is not in a team of `memberCount` members; different for every `index`.
    ///
    /// Like the members, most of them signed up shortly before the creator.
    ///
    /// - Precondition: `index` is below the number of users that are not in the team.
    func outsider(_ index: Int64, team: Int64, memberCount: Int64) -> Int64 {
        let users = acquaintances(
            of: team / times.teamsPerUser,
            colleagueCount: memberCount - 1
        )
        let spareCount = Int64(users.count) - memberCount
        if index < spareCount {
            return colleague(memberCount - 1 + index, among: users, team: team)
        }
        let further = index - spareCount
        return further < users.lowerBound
            ? users.lowerBound - 1 - further : users.upperBound + further - users.lowerBound
    }

    /// The users that a team's members are taken from, its creator among them.
    @inline(__always)
    private func acquaintances(of creator: Int64, colleagueCount needed: Int64) -> Range<Int64> {
        let users = times.userSlots.count
        var first = max(0, creator - Membership.colleagueCountMax)
        // The earliest teams have too few users before them: some members are later users, who
        // join when they sign up. They are of the older part of the timeline as long as it has
        // enough of them, or the share of recent members would be too high.
        let olderUsers = times.userSlots.olderCount
        var wanted = first + 1 + needed + needed / 4
        if creator < olderUsers { wanted = min(wanted, max(olderUsers, first + 1 + needed)) }
        var end = max(creator + 1, min(users, wanted))
        if end - first - 1 < needed {
            first = max(0, end - 1 - needed)
            end = min(users, max(end, first + 1 + needed))
        }
        return first..<end
    }

    /// The user at a place in the team's own order of its creator's acquaintances.
    @inline(__always)
    private func colleague(_ index: Int64, among users: Range<Int64>, team: Int64) -> Int64 {
        let order = Permutation(
            count: Int64(users.count) - 1,
            key: colleagueKey.stream(UInt64(team))
        )
        let user = users.lowerBound + order(index)
        return user >= team / times.teamsPerUser ? user + 1 : user
    }

    /// Whether a member owns the team: its creator and a few others.
    func isOwner(_ place: ChildCounts.Place, row: Int64) -> Bool {
        place.ordinal == 0 || roleKey.bits(row) % 100 < Membership.furtherOwnersPercent
    }

    /// Whether a member is still in the team; its creator is.
    func isActive(_ place: ChildCounts.Place, row: Int64) -> Bool {
        place.ordinal == 0 || roleKey.stream(1).bits(row) % 100 >= Membership.formerPercent
    }

    /// When a member joined: the creator with the team, the others later and in order.
    func joined(_ place: ChildCounts.Place, row: Int64, user: Int64) -> Int64 {
        if place.ordinal == 0 { return times.teamCreated(place.parent) }
        return times.timeline.moment(joinPlace(place, row: row, user: user), .objects)
    }

    /// The place on the timeline where a member other than the creator joined.
    func joinPlace(_ place: ChildCounts.Place, row: Int64, user: Int64) -> Double {
        let natural = naturalPlace(place, row: row, user: user)
        guard natural < times.timeline.olderShare,
            natural >= lateStart || times.isLate(team: place.parent)
        else { return natural }
        return times.userSlots.latePlace(
            joinKey.stream(1).unit(row),
            in: TeamTimes.lateObjectPart
        )
    }

    /// Where a member would join by the slots of the team and the user alone.
    private func naturalPlace(_ place: ChildCounts.Place, row: Int64, user: Int64) -> Double {
        let slot = times.teamSlot(place.parent)
            .child(place.ordinal - 1, of: place.siblingCount - 1, in: 0.5..<1)
        let inTeam = slot.place(joinKey.unit(row))
        let afterSignUp = times.userSlot(user).place(0.5)
        return max(inTeam, afterSignUp)
    }
}
