import Testing

@testable import ContextForge
@testable import Rows

@Suite struct OwnershipTests {
    /// Objects, percent public, percent for the team, and how many of each there are.
    private static let shares: [(Int64, Double, Double, [Int64])] = [
        (1000, 30, 50, [300, 500, 200]), (10, 30, 50, [3, 5, 2]), (7, 30, 50, [2, 4, 1]),
        (1, 30, 50, [0, 1, 0]), (100, 100, 0, [100, 0, 0]), (100, 0, 100, [0, 100, 0]),
        (100, 0, 0, [0, 0, 100]), (999, 33.3, 33.3, [333, 332, 334]),
    ]

    private func ownership(_ objectCount: Int64, teams: Int64) -> Ownership {
        Ownership(
            Population(.tiny.with { $0.additionalTeamsPerUser = teams }),
            table: "resources",
            objectCount: objectCount
        )
    }

    @Test(arguments: shares)
    func `visibilities have exactly their shares`(
        objectCount: Int64,
        publicPercent: Double,
        teamPercent: Double,
        expected: [Int64]
    ) {
        let population = Population(
            .tiny.with {
                $0[.objectsPublicPercent] = publicPercent
                $0[.objectsTeamPercent] = teamPercent
            }
        )
        let ownership = Ownership(population, table: "resources", objectCount: objectCount)
        var counts: [Int64] = [0, 0, 0]
        for row in 0..<objectCount { counts[Int(ownership.visibility(row).rawValue)] += 1 }
        #expect(counts == expected)
    }

    @Test func `the words are the gateway's`() {
        let all: [Ownership.Visibility] = [.isPublic, .team, .isPrivate]
        #expect(all.map { "\($0.word)" } == ["public", "team", "private"])
    }

    @Test(arguments: [0, 1, 2, 10] as [Int64])
    func `an object is in a team that its owner created`(teams: Int64) {
        let ownership = ownership(1000, teams: teams)
        var found: Set<Int64> = []
        for row in Int64(0)..<1000 {
            let visibility = ownership.visibility(row)
            let team = ownership.team(row, owner: 3, visibility: visibility, isOlder: false)
            #expect(team / (1 + teams) == 3)
            if visibility == .team && teams > 0 { #expect(team % (1 + teams) != 0) }
            found.insert(team % (1 + teams))
        }
        #expect(found == Set(0...teams))
    }

    @Test func `private objects are mostly in the personal team, public ones rarely`() {
        let ownership = ownership(1000, teams: 5)
        func personalCount(_ visibility: Ownership.Visibility) -> Int {
            (Int64(0)..<1000)
                .filter { row in
                    ownership.team(row, owner: 3, visibility: visibility, isOlder: false) == 18
                }
                .count
        }
        #expect((700...800).contains(personalCount(.isPrivate)))
        #expect((50...150).contains(personalCount(.isPublic)))
        #expect(personalCount(.team) == 0)
    }
}
