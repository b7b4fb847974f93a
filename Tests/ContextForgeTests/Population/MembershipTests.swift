import Testing

@testable import ContextForge
@testable import Rows

@Suite struct MembershipTests {
    /// Users, additional teams of each, and the most members of a team.
    private static let populations: [(Int64, Int64, Int64)] = [
        (1, 1, 1), (2, 1, 2), (3, 2, 3), (5, 3, 5), (10, 1, 5), (28, 5, 28), (29, 2, 28),
        (100, 2, 28), (100, 1, 100), (620, 1, 40), (250, 1, 250),
    ]

    private func population(_ users: Int64, _ teams: Int64, _ members: Int64) -> Population {
        Population(
            .small.with {
                $0.userCount = users
                $0.additionalTeamsPerUser = teams
                $0[.membersPerTeam] =
                    members > 200
                    ? .uniform(1...members, mean: 12) : .powerLaw(1...members)
            }
        )
    }

    /// Calls `body` with the place of the first member of every team.
    private func forEachTeam(
        of population: Population,
        _ body: (_ first: ChildCounts.Place, _ row: Int64) -> Void
    ) {
        var row: Int64 = 0
        for team in 0..<population.teamCount {
            let count = population.members.count(of: team)
            body(ChildCounts.Place(parent: team, ordinal: 0, siblingCount: count), row)
            row += count
        }
    }

    @Test(arguments: populations)
    func `the creator comes first and all members are distinct users`(
        users: Int64,
        teams: Int64,
        members: Int64
    ) {
        let population = population(users, teams, members)
        let membership = population.membership
        var wrongTeams: [Int64] = []
        forEachTeam(of: population) { first, _ in
            var place = first
            var found: Set<Int64> = []
            for ordinal in 0..<first.siblingCount {
                place.ordinal = ordinal
                let user = membership.user(place)
                if ordinal == 0 && user != first.parent / (1 + teams) {
                    wrongTeams.append(first.parent)
                }
                if !(0..<users).contains(user) { wrongTeams.append(first.parent) }
                found.insert(user)
            }
            if found.count != first.siblingCount { wrongTeams.append(first.parent) }
            if first.parent % (1 + teams) == 0 && first.siblingCount != 1 {
                wrongTeams.append(first.parent)
            }
        }
        #expect(wrongTeams == [])
    }

    @Test(arguments: populations)
    func `nobody joins before signing up or before the team exists`(
        users: Int64,
        teams: Int64,
        members: Int64
    ) {
        let population = population(users, teams, members)
        let membership = population.membership
        var wrongTeams: [Int64] = []
        forEachTeam(of: population) { first, row in
            let teamCreated = population.teamCreated(first.parent)
            var place = first
            for ordinal in 0..<first.siblingCount {
                place.ordinal = ordinal
                let user = membership.user(place)
                let joined = membership.joined(place, row: row + ordinal, user: user)
                if joined < teamCreated || joined < population.userCreated(user)
                    || joined > population.timeline.end || ordinal == 0 && joined != teamCreated
                {
                    wrongTeams.append(first.parent)
                }
            }
        }
        #expect(wrongTeams == [])
    }

    @Test func `users are in about as many teams`() {
        let population = population(900, 1, 100)
        let membership = population.membership
        var teamCounts = [Int](repeating: 0, count: 900)
        forEachTeam(of: population) { first, _ in
            var place = first
            for ordinal in 0..<first.siblingCount {
                place.ordinal = ordinal
                teamCounts[Int(membership.user(place))] += 1
            }
        }
        // Everybody has the personal team and one of their own; the middle of the users, who have
        // colleagues before and after them, are in six more on average.
        #expect(teamCounts.min() == 2 || teamCounts.min() == 3)
        let middle = teamCounts[200..<600]
        #expect((5...12).contains(middle.reduce(0, +) / middle.count))
    }
}
