import Rows

/// Ways into a team that take two: invitations, and requests to join.
///
/// Decides which additional teams have any, how many, and which of them led to a membership. Every
/// such way has a member of its own in the team, so the teams are chosen among those with enough
/// members: as many as there are ways, or as near to that as gives enough teams.
struct Admissions: Sendable {
    /// What the configuration says about one kind.
    struct Terms {
        /// Share of the teams that have any, 0 to 1.
        let teamRate: Double
        /// How many such a team has.
        let perTeam: CountDistribution
        /// Share that led to a membership, 0 to 100.
        let grantedPercent: Double
        /// Whether only public teams count.
        let isForPublicTeams: Bool
        /// Whether those who were not let in are users too.
        let needsOutsiders: Bool
        /// The spread over the teams.
        let slope: EvenSpread.Slope
    }

    /// One invitation or request.
    struct Admission {
        /// The team.
        let team: Int64
        /// Number of its members.
        let memberCount: Int64
        /// Zero-based number among the team's.
        let ordinal: Int64
        /// The member that it let in: the place in the team; nil when it let in nobody.
        let member: ChildCounts.Place?
        /// The member's row; -1 without one.
        let memberRow: Int64
    }

    /// Number of teams that were to have any, and of those that have: fewer where too few teams
    /// have enough users outside.
    let teamCounts: (wanted: Int64, given: Int64)

    private let population: Population
    private let teams: Selection
    private let counts: ChildCounts
    /// For each team, how many of its rows may have led to a membership: the first ones.
    private let grantable: ChildCounts
    private let granted: Share
    private let memberKey: CellKey
    /// Number of the teams that are created in the older part of the timeline, the first ones.
    private let olderTeamCount: Int64

    /// Those of every team that has any.
    ///
    /// - Complexity: O(teams) for each call.
    var parents: ParentCounts {
        let present = (0..<teams.count).filter { counts.count(of: $0) > 0 }
        return ParentCounts(
            Int64(present.count),
            row: { population.additionalTeams.team(teams.position(present[Int($0)]).index) },
            rowCount: { counts.count(of: present[Int($0)]) }
        )
    }

    /// Number of all invitations or requests.
    var rowCount: Int64 { counts.rowCount }

    init(_ population: Population, table: StaticString, _ terms: Terms) {
        self.population = population
        memberKey = population.key(table, "member")
        let additional = population.additionalTeams
        let all = terms.isForPublicTeams ? additional.publicCount : additional.count
        let wantedCount = Int64((Double(all) * terms.teamRate).rounded())
        // The recent teams get their share of the rows exactly, and the older ones theirs.
        let olderShare = population.timeline.olderShare
        let times = population.times
        let cut = times.olderTeamCount - times.userSlots.olderCount
        olderTeamCount = cut
        let filter = TeamFilter(
            additional,
            terms,
            teamCount: wantedCount,
            olderCount: Int64((Double(wantedCount) * olderShare).rounded()),
            cut: cut,
            in: population
        )
        teams = Selection(
            indexCount: wantedCount > 0 ? additional.count : 0,
            where: filter.contains
        )
        let teamCount = min(wantedCount, teams.count)
        teamCounts = (wantedCount, teamCount)
        let olderTeams = wantedCount > 0 ? teams.count(below: cut) : 0
        let olderCount = max(
            teamCount - (teams.count - olderTeams),
            min(olderTeams, Int64((Double(teamCount) * olderShare).rounded()))
        )
        let teamsOfAll = teams.count
        func counts(limit: Int64) -> ChildCounts {
            func part(_ present: Int64, of parents: Int64, number: UInt64) -> SparseCounts {
                SparseCounts(
                    terms.perTeam,
                    presentCount: present,
                    of: parents,
                    limit: limit,
                    slope: terms.slope,
                    key: population.key(table, "count").stream(number)
                )
            }
            return ChildCounts(
                parentCount: teamsOfAll,
                rule: .split(
                    boundary: olderTeams,
                    part(olderCount, of: olderTeams, number: 0),
                    part(teamCount - olderCount, of: teamsOfAll - olderTeams, number: 1)
                )
            )
        }
        self.counts = counts(limit: .max)
        grantable = counts(limit: filter.colleagueCountMin)
        let wanted = Int64((Double(self.counts.rowCount) * terms.grantedPercent / 100).rounded())
        granted = Share(
            count: min(wanted, grantable.rowCount),
            of: grantable.rowCount,
            key: population.key(table, "granted")
        )
    }

    /// How long an invitation or a request can be answered, in microseconds: a week.
    static let lifetime: Int64 = 7 * 86_400_000_000

    /// When somebody who joined a team had been invited or had asked: within the time for an
    /// answer, and neither before the team nor before the user existed.
    ///
    /// `part` is a random number in 0 ..< 1; most answers come soon.
    func asked(_ team: Int64, user: Int64, joined: Int64, part: Double) -> Int64 {
        let timeline = population.timeline
        let earliest = max(
            joined - Admissions.lifetime,
            population.teamCreated(team),
            population.userCreated(user),
            // In the same part of the timeline.
            joined < timeline.cut ? timeline.start : timeline.cut
        )
        return Timeline.between(earliest, joined, at: 1 - part * part)
    }

    /// Calls `body` with the index in the range and the admission of every row.
    @inline(__always)
    func forEach(_ rows: Range<Int64>, _ body: (Int, Admission) -> Void) {
        guard !rows.isEmpty else { return }
        var place = counts.place(of: rows.lowerBound)
        var position = teams.position(place.parent)
        var team = population.additionalTeams.team(position.index)
        var firstMember = population.members.firstRow(of: team)
        var firstGrantable = grantable.firstRow(of: place.parent)
        for index in 0..<rows.count {
            if index > 0 {
                let before = (parent: place.parent, row: firstGrantable)
                counts.advance(&place)
                if place.parent != before.parent {
                    let known = (parent: team, row: firstMember)
                    position = teams.position(place.parent, from: position)
                    team = population.additionalTeams.team(position.index)
                    firstMember = population.members.firstRow(of: team, from: known)
                    firstGrantable = grantable.firstRow(of: place.parent, from: before)
                }
            }
            let memberCount = population.members.count(of: team)
            var member: ChildCounts.Place?
            if place.ordinal < grantable.count(of: place.parent),
                granted.contains(firstGrantable + place.ordinal)
            {
                member = self.member(
                    place,
                    of: (team, memberCount, firstMember),
                    isOlder: position.index < olderTeamCount
                )
            }
            body(
                index,
                Admission(
                    team: team,
                    memberCount: memberCount,
                    ordinal: place.ordinal,
                    member: member,
                    memberRow: member.map { firstMember + $0.ordinal } ?? -1
                )
            )
        }
    }
}

extension Admissions {
    /// Members of a team of the older part that are looked at for one that joined in that part.
    private static let searchCount: Int64 = 16

    /// The member that an admission of a team let in, another one for each admission.
    private func member(
        _ admission: ChildCounts.Place,
        of team: (index: Int64, memberCount: Int64, firstMember: Int64),
        isOlder: Bool
    ) -> ChildCounts.Place {
        let colleagueCount = team.memberCount - 1
        let first = Int64(memberKey.index(team.index, below: Int(colleagueCount)))
        func place(_ step: Int64) -> ChildCounts.Place {
            let number = first + admission.ordinal + step * admission.siblingCount
            return ChildCounts.Place(
                parent: team.index,
                ordinal: 1 + number % colleagueCount,
                siblingCount: team.memberCount
            )
        }
        guard isOlder else { return place(0) }
        // No two admissions of a team meet: their steps have the same length.
        let steps = min(Admissions.searchCount, colleagueCount / admission.siblingCount)
        let membership = population.membership
        let early = (0..<steps).first { step in
            let member = place(step)
            let row = team.firstMember + member.ordinal
            let joined = membership.joinPlace(member, row: row, user: membership.user(member))
            return joined < population.timeline.olderShare
        }
        return place(early ?? 0)
    }
}

/// The teams that admissions are chosen among.
private struct TeamFilter {
    /// Least number of members beside the creator.
    let colleagueCountMin: Int64
    private let memberCountMax: Int64
    private let isForPublicTeams: Bool
    private let teams: AdditionalTeams

    /// The filter with the greatest least number of members that leaves `teamCount` teams,
    /// `olderCount` of them before index `cut`; or as many as there are.
    init(
        _ teams: AdditionalTeams,
        _ terms: Admissions.Terms,
        teamCount: Int64,
        olderCount: Int64,
        cut: Int64,
        in population: Population
    ) {
        self.teams = teams
        isForPublicTeams = terms.isForPublicTeams
        let users = population.configuration.userCount
        let most = terms.needsOutsiders ? users - terms.perTeam.max : users
        memberCountMax = most
        var least: Int64 = 0
        if teamCount > 0, let sizes = teams.sizes {
            let top = min(terms.perTeam.max, sizes.countMax - 1)
            // For every number of colleagues, greater ones as `top`, how many teams have it.
            var older = [Int64](repeating: 0, count: Int(max(top, 0)) + 1)
            var recent = older
            for index in 0..<teams.count {
                let size = teams.memberCount(index)
                guard size <= most, !terms.isForPublicTeams || teams.isPublic(index) else {
                    continue
                }
                let colleagues = Int(min(size - 1, top))
                if index < cut { older[colleagues] += 1 } else { recent[colleagues] += 1 }
            }
            var (olderSum, recentSum): (Int64, Int64) = (0, 0)
            for colleagues in older.indices.reversed() {
                olderSum += older[colleagues]
                recentSum += recent[colleagues]
                least = Int64(colleagues)
                if olderSum >= olderCount, recentSum >= teamCount - olderCount { break }
            }
        }
        colleagueCountMin = least
    }

    @inline(__always)
    func contains(_ index: Int64) -> Bool {
        let size = teams.memberCount(index)
        return size > colleagueCountMin && size <= memberCountMax
            && (!isForPublicTeams || teams.isPublic(index))
    }
}
