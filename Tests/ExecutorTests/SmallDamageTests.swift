import Dataset
import Planner
import Targets
import TestSupport
import Testing

@testable import Executor

/// Damage to a few rows is found at every size.
@Suite struct SmallDamageTests {
    private static let sizes: [Int64] = [10, 30, 100, 1_000, 10_000]
    private static let tables = ["email_users", "email_teams", "email_team_members"]

    private struct Filled {
        let fixture: RunFixture
        let file: SQLiteFile
        let target: SQLiteTarget

        func failures() throws -> [String] {
            try Verification(fixture.plan, target: target).run([.distributions])
                .filter { !$0.hasPassed }.map(\.subject)
        }
    }

    private func fill(_ userCount: Int64) throws -> Filled {
        let fixture = try RunFixture(batchSize: 10_000, tables: Self.tables) {
            $0.userCount = userCount
            $0.additionalTeamsPerUser = 3
            $0.membersPerTeam = CountDistribution(
                min: 1,
                max: min(userCount, 40),
                mean: nil,
                shape: .powerLaw
            )
        }
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 5)
        let journal = try fixture.openJournal()
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        return Filled(fixture: fixture, file: file, target: target)
    }

    @Test(arguments: sizes)
    func `2 % of the rows that are moved out of the last 30 days are found`(
        userCount: Int64
    ) async throws {
        let filled = try fill(userCount)
        #expect(try filled.failures() == [])
        for (table, column) in [("email_teams", "created_at"), ("email_team_members", "joined_at")]
        {
            let count = try await filled.file.integer("SELECT count(*) FROM \(table)")
            try await filled.file.execute(
                """
                UPDATE \(table) SET \(column) = '2026-03-01 00:00:00.000000' WHERE rowid IN (
                    SELECT rowid FROM \(table) WHERE \(column) > '2026-05-03 00:00:00.000000'
                    LIMIT \(max(1, count / 50)))
                """
            )
        }
        #expect(
            try filled.failures() == [
                "email_teams, share of the last 30 days",
                "email_team_members, share of the last 30 days",
            ]
        )
    }

    @Test(arguments: sizes)
    func `1 % of the members that move from one team to another are found`(
        userCount: Int64
    ) async throws {
        let filled = try fill(userCount)
        let members = try await filled.file.integer("SELECT count(*) FROM email_team_members")
        // From the largest team to the smallest that is not personal; where they differ by just as
        // many members, they swap their sizes.
        let teams = """
            SELECT team.id FROM email_teams AS team JOIN email_team_members AS member
            ON member.team_id = team.id WHERE NOT team.is_personal GROUP BY team.id
            ORDER BY count(*)
            """
        try await filled.file.execute(
            """
            UPDATE OR IGNORE email_team_members SET team_id = (\(teams), team.id LIMIT 1)
            WHERE rowid IN (SELECT rowid FROM email_team_members WHERE role = 'member'
                AND team_id = (\(teams) DESC, team.id LIMIT 1)
                AND user_email NOT IN (SELECT user_email FROM email_team_members
                    WHERE team_id = (\(teams), team.id LIMIT 1))
                LIMIT \(max(1, members / 100)))
            """
        )
        #expect(try filled.failures() == ["members_per_team"])
    }

    @Test func `two teams that swap their sizes are found`() async throws {
        let filled = try fill(100)
        let sized = { (size: Int) in
            """
            SELECT min(id) FROM (SELECT team.id AS id FROM email_teams AS team
                JOIN email_team_members AS member ON member.team_id = team.id
                WHERE NOT team.is_personal GROUP BY team.id HAVING count(*) = \(size))
            """
        }
        try await filled.file.execute(
            """
            UPDATE email_team_members SET team_id = (\(sized(1))) WHERE rowid = (
                SELECT max(rowid) FROM email_team_members
                WHERE team_id = (\(sized(2))) AND role = 'member')
            """
        )
        #expect(try filled.failures() == ["members_per_team"])
    }
}
