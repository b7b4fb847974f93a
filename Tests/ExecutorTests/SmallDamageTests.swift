import ContextForge
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// Damage to a few rows is found at every size.
@Suite struct SmallDamageTests {
    private static let sizes: [Int64] = [10, 30, 100, 1_000, 10_000]
    private static let teamTables = ["email_users", "email_teams", "email_team_members"]

    private struct Filled {
        let fixture: RunFixture
        let file: SQLiteFile
        let target: SQLiteTarget
        let firstKeys: [String: Int64]

        func failures() throws -> [String] {
            try Verification(fixture.plan, target: target, firstKeys: firstKeys)
                .run([.distributions]).filter { !$0.hasPassed }.map(\.subject)
        }
    }

    private func fill(
        _ tables: [String]?,
        _ change: (inout DatasetConfiguration) -> Void
    ) throws -> Filled {
        let fixture = try RunFixture(batchSize: 10_000, tables: tables, change)
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 5)
        let journal = try fixture.openJournal()
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        return Filled(
            fixture: fixture,
            file: file,
            target: target,
            firstKeys: assignment.constants.firstKeys
        )
    }

    private func fillTeams(_ userCount: Int64) throws -> Filled {
        try fill(Self.teamTables) {
            $0.userCount = userCount
            $0.additionalTeamsPerUser = 3
            $0[.membersPerTeam] = CountDistribution(
                min: 1,
                max: min(userCount, 40),
                mean: nil,
                shape: .powerLaw
            )
        }
    }

    @Test(arguments: sizes)
    func `2 % of any table's rows that are moved out of the last 30 days are found`(
        userCount: Int64
    ) async throws {
        let filled = try fill(nil) {
            $0.userCount = userCount
            // The largest profile is one of many users with little each.
            guard userCount > 1_000 else { return }
            let few = CountDistribution(min: 0, max: 2, mean: 1, shape: .normal)
            $0[.resourcesPerUser] = few
            $0[.promptsPerUser] = few
            $0[.usesPerToken] = few
            $0[.metricsPerServer] = few
            $0[.requestsPerUser] = few
            $0[.permissionAuditsPerUser] = few
        }
        #expect(try filled.failures() == [])
        let plan = filled.fixture.plan
        var damaged: [String] = []
        for index in plan.tables.indices where plan.tables[index].rowCount > 0 {
            let table = plan.definition(of: index)
            guard table.followsRecentShare, let column = table.creationColumn else { continue }
            // Different moments, as some tables have one row of an object and a moment.
            try await filled.file.execute(
                """
                UPDATE "\(table.name)" SET "\(column)" =
                    printf('2026-03-01 00:00:00.%06d', rowid % 1000000)
                WHERE rowid IN (SELECT rowid FROM "\(table.name)"
                    WHERE "\(column)" > '2026-05-03 00:00:00.000000'
                    LIMIT \(max(1, plan.tables[index].rowCount / 50)))
                """
            )
            damaged.append("\(table.name), share of the last 30 days")
        }
        #expect(damaged.count > 20)
        let failures = try filled.failures().filter { $0.hasSuffix("last 30 days") }
        #expect(failures == damaged)
    }

    @Test(arguments: sizes)
    func `1 % of the members that move from one team to another are found`(
        userCount: Int64
    ) async throws {
        let filled = try fillTeams(userCount)
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
        let filled = try fillTeams(100)
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
