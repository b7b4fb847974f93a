import ContextForge
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

@Suite struct VerificationTests {
    private struct Filled {
        let fixture: RunFixture
        let database: any TestDatabase
        let target: any Target
        let firstKeys: [String: Int64]

        var verification: Verification {
            Verification(fixture.plan, target: target, firstKeys: firstKeys)
        }

        func run(_ checks: [ValidationCheck] = Verification.supported) throws -> [CheckResult] {
            try verification.run(checks)
        }

        func failures(_ checks: [ValidationCheck] = Verification.supported) throws -> [String] {
            try run(checks).filter { !$0.hasPassed }.map(\.summary)
        }
    }

    private func fill(
        _ target: any Target,
        _ database: any TestDatabase,
        _ given: RunFixture? = nil
    ) throws -> Filled {
        let fixture = try given ?? RunFixture(batchSize: 100)
        let journal = try fixture.openJournal()
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        return Filled(
            fixture: fixture,
            database: database,
            target: target,
            firstKeys: assignment.constants.firstKeys
        )
    }

    private func fillSQLite() throws -> Filled {
        let file = try SQLiteFile()
        return try fill(SQLiteTarget(path: file.path, timeoutSeconds: 2), file)
    }

    @Test func `good data pass every check`() throws {
        let filled = try fillSQLite()
        let results = try filled.run()
        #expect(results.filter { !$0.hasPassed }.map(\.summary) == [])
        #expect(Set(results.map(\.check)) == Set(Verification.supported))
        for check in [ValidationCheck.counts, .requiredFields] {
            #expect(
                results.filter { $0.check == check }.map(\.subject)
                    == filled.fixture.plan.tables.indices.filter { index in
                        // Where no keys are reserved, no row is the run's.
                        filled.fixture.plan.tables[index].rowCount > 0
                            || filled.fixture.plan.definition(of: index).reservedKey == nil
                    }.map { filled.fixture.plan.tables[$0].name }
            )
        }
        #expect(results.contains { $0.summary == "foreign_keys tools.gateway_id: ok" })
    }

    @Test(arguments: Verification.supported)
    func `only the checks that are asked for are made`(check: ValidationCheck) throws {
        let results = try fillSQLite().run([check])
        #expect(!results.isEmpty)
        #expect(results.allSatisfy { $0.check == check })
    }

    @Test func `a table that the target lost fails, whatever is checked`() async throws {
        let filled = try fillSQLite()
        try await filled.database.execute("DROP TABLE email_team_join_requests")
        for checks in [[ValidationCheck.counts], [.causality]] {
            let failed = try filled.run(checks).filter { !$0.hasPassed }
            #expect(failed.map(\.check) == [.counts])
            #expect(failed.first?.subject.contains("email_team_join_requests") == true)
        }
    }

    @Test func `checks that this version lacks give no result`() throws {
        let others = ValidationCheck.allCases.filter { !Verification.supported.contains($0) }
        #expect(try fillSQLite().run(others).isEmpty)
    }

    @Test(
        arguments: [
            (
                ["DELETE FROM gateways WHERE rowid = (SELECT min(rowid) FROM gateways)"],
                [.counts, .foreignKeys], "counts gateways: ",
                "foreign_keys tools.gateway_id: "
            ),
            (
                ["DELETE FROM prompts WHERE rowid <= 2"], [.counts],
                "counts prompts: ", ""
            ),
            (
                [
                    "DELETE FROM email_users WHERE email = (SELECT invited_by FROM email_team_members "
                        + "WHERE invited_by IS NOT NULL LIMIT 1)"
                ], [.foreignKeys], "foreign_keys email_team_members.invited_by: ",
                "foreign_keys email_teams.created_by: "
            ),
            (
                ["UPDATE email_api_tokens SET team_id = 'nobody' WHERE rowid = 1"], [.foreignKeys],
                "foreign_keys email_api_tokens.team_id: 1 violation", ""
            ),
            (
                [
                    "CREATE TABLE copy AS SELECT * FROM email_team_members",
                    "DROP TABLE email_team_members",
                    "ALTER TABLE copy RENAME TO email_team_members",
                    "INSERT INTO email_team_members SELECT * FROM email_team_members WHERE rowid = 1",
                ], [.uniqueness],
                "uniqueness email_team_members (team_id, user_email): 1 violation",
                ""
            ),
            (
                [
                    "DROP INDEX uq_email_api_tokens_user_name_global",
                    "UPDATE email_api_tokens SET team_id = NULL",
                    "INSERT INTO email_api_tokens SELECT 'other', user_email, name, 'other', token_hash, "
                        + "server_id, resource_scopes, ip_restrictions, time_restrictions, "
                        + "usage_limits, created_at, expires_at, last_used, is_active, description, "
                        + "tags, team_id FROM email_api_tokens LIMIT 1",
                ], [.uniqueness], "uniqueness email_api_tokens (user_email, name): 1 violation", ""
            ),
            (
                [
                    "CREATE TABLE copy AS SELECT * FROM tools", "DROP TABLE tools",
                    "ALTER TABLE copy RENAME TO tools",
                    "UPDATE tools SET original_name = NULL WHERE rowid <= 3",
                ], [.requiredFields], "required_fields tools: 3 violations", ""
            ),
            (
                ["UPDATE email_users SET email = 'no-address' WHERE rowid = 1"], [.emailFormats],
                "email_formats email_users.email: 1 violation", ""
            ),
            (
                ["UPDATE email_users SET email = 'Upper@example.com' WHERE rowid = 1"],
                [.emailFormats], "email_formats email_users.email: 1 violation", ""
            ),
            (
                [
                    "UPDATE email_users SET email = 'two@at@example.com' WHERE rowid = 1",
                    "UPDATE email_users SET email = 'a blank@example.com' WHERE rowid = 2",
                    "UPDATE email_users SET email = '@example.com' WHERE rowid = 3",
                    "UPDATE email_users SET email = 'a@localhost' WHERE rowid = 4",
                ], [.emailFormats], "email_formats email_users.email: 4 violations", ""
            ),
        ] as [([String], [ValidationCheck], String, String)]
    )
    func `data that were broken on purpose fail the check that is for it`(
        changes: [String],
        checks: [ValidationCheck],
        first: String,
        second: String
    ) async throws {
        let filled = try fillSQLite()
        for change in changes { try await filled.database.execute(change) }
        let failures = try filled.failures(checks)
        #expect(failures.contains { $0.hasPrefix(first) }, "\(failures)")
        #expect(failures.contains { $0.hasPrefix(second) }, "\(failures)")
    }

    @Test func `rows of somebody else beside the generated ones are no fault`() async throws {
        let filled = try fillSQLite()
        try await filled.database.execute(
            """
            INSERT INTO email_users (id, email, password_hash, created_at, updated_at)
            VALUES ('mine', 'me@example.com', 'x', '2026-01-01', '2026-01-01')
            """
        )
        #expect(try filled.failures() == [])
    }

    @Test func `somebody's own user of the same domain is not the run's`() async throws {
        let filled = try fillSQLite()
        try await filled.database.execute(
            """
            INSERT INTO email_users (id, email, password_hash, created_at, updated_at)
            SELECT 'mine', 'me@' || substr(email, instr(email, '@') + 1), 'x', created_at,
                updated_at FROM email_users LIMIT 1
            """
        )
        #expect(try filled.failures() == [])
        // The one user does not make up for the other.
        try await filled.database.execute(
            "DELETE FROM email_users WHERE rowid = (SELECT min(rowid) FROM email_users)"
        )
        try await filled.database.execute(
            """
            INSERT INTO email_users (id, email, password_hash, created_at, updated_at)
            SELECT 'other', 'other@' || substr(email, instr(email, '@') + 1), 'x', created_at,
                updated_at FROM email_users LIMIT 1
            """
        )
        let planned = filled.fixture.plan.tables[0].rowCount
        #expect(
            try filled.run([.counts]).filter { !$0.hasPassed } == [
                CheckResult(
                    check: .counts,
                    subject: "email_users",
                    measure: .rowCount(found: planned - 1, planned: planned)
                )
            ]
        )
    }

    @Test func `integer keys behind the run's block are somebody else's`() async throws {
        let filled = try fillSQLite()
        let rows = try #require(
            filled.fixture.plan.tables.first { $0.name == "tool_metrics_hourly" }?.rowCount
        )
        let first = try await filled.database.integer("SELECT min(id) FROM tool_metrics_hourly")
        func found() throws -> CheckResult.Measure? {
            try filled.run([.counts]).first { $0.subject == "tool_metrics_hourly" }?.measure
        }
        try await filled.database.execute(
            """
            INSERT INTO tool_metrics_hourly (tool_id, tool_name, hour_start)
            SELECT id, name, '2020-01-01 00:00:00.000000' FROM tools LIMIT 1
            """
        )
        #expect(try found() == .rowCount(found: rows, planned: rows))
        try await filled.database.execute("DELETE FROM tool_metrics_hourly WHERE id = \(first)")
        #expect(try found() == .rowCount(found: rows - 1, planned: rows))
    }

    @Test func `two runs in one target are each verified by themselves`() throws {
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let fixtures = try [42, 43].map { try RunFixture(seed: $0, batchSize: 100) }
        let first = try fill(target, file, fixtures[0])
        #expect(try target.countRuns() == 1)
        let second = try fill(target, file, fixtures[1])
        #expect(try target.countRuns() == 2)
        #expect(try first.failures() == [])
        #expect(try second.failures() == [])
    }

    @Test func `damage to another run does not fail this one`() async throws {
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let first = try fill(target, file, try RunFixture(seed: 42, batchSize: 100))
        let second = try fill(target, file, try RunFixture(seed: 43, batchSize: 100))
        // The first run's rows come first.
        for change in [
            "CREATE TABLE copy AS SELECT * FROM email_team_members",
            "DROP TABLE email_team_members",
            "ALTER TABLE copy RENAME TO email_team_members",
            "INSERT INTO email_team_members SELECT * FROM email_team_members WHERE rowid = 1",
            "UPDATE email_team_members SET team_id = 'nowhere' WHERE rowid = 2",
            "UPDATE email_team_members SET invited_by = 'nobody' WHERE rowid = 3",
            "UPDATE email_teams SET updated_at = '2001-01-01 00:00:00.000000' WHERE rowid = 1",
            "UPDATE llm_models SET updated_at = '2001-01-01 00:00:00.000000' WHERE rowid = 1",
            "DELETE FROM performance_metrics WHERE rowid = 1",
        ] { try await file.execute(change) }
        let failed = try first.run().filter { !$0.hasPassed }.map { "\($0.check) \($0.subject)" }
        for expected in [
            "counts email_team_members", "counts performance_metrics",
            "uniqueness email_team_members (team_id, user_email)",
            "foreignKeys email_team_members.team_id",
            "foreignKeys email_team_members.invited_by",
            "causality email_teams.updated_at before created_at",
            "causality llm_models.updated_at before created_at",
        ] { #expect(failed.contains(expected), "\(failed)") }
        #expect(try second.failures() == [])
    }

    @Test func `results are reported one by one, in the order of the answer`() throws {
        let filled = try fillSQLite()
        var reported: [CheckResult] = []
        var totals: Set<Int> = []
        let results = try filled.verification
            .run([.counts, .rollUps, .distributions]) { step in
                reported.append(step.result)
                #expect(step.doneCount == reported.count)
                totals.insert(step.totalCount)
            }
        #expect(reported == results)
        #expect(totals == [results.count])
        #expect(Set(results.map(\.subject)).count == results.count)
    }

    @Test func `good data pass every check in PostgreSQL`() async throws {
        let filled = try await fillPostgres()
        #expect(try filled.failures() == [])
        // These refer to the addresses by declared keys.
        for table in ["email_team_member_history", "password_history", "password_reset_tokens"] {
            try await filled.database.execute("DROP TABLE \(table)")
        }
        try await filled.database.execute("UPDATE email_users SET email = 'x' WHERE is_admin")
        #expect(!(try filled.failures([.emailFormats])).isEmpty)
    }

    @Test(arguments: [false, true])
    func `columns that the target lacks are not checked`(isPostgres: Bool) async throws {
        let filled = isPostgres ? try await fillPostgres() : try fillSQLite()
        // Columns that the first versions of the gateway did not have.
        for index in ["lifecycle_claim", "status_next_retry_at"] {
            try await filled.database.execute("DROP INDEX idx_gateways_\(index)")
        }
        for column in ["gateway_mode", "status", "registration_attempts"] {
            try await filled.database.execute("ALTER TABLE gateways DROP COLUMN \(column)")
        }
        #expect(try filled.failures() == [])
        let checked = try filled.run([.requiredFields]).map(\.subject)
        #expect(checked.contains("gateways"))
    }

    private func fillPostgres() async throws -> Filled {
        let database = try await PostgresCluster.shared().createDatabase()
        guard case .postgres(let parameters) = try TargetLocation(url: database.url) else {
            throw TestSupportError("not a URL of PostgreSQL", detail: database.url)
        }
        let target = PostgresTarget(parameters, timeoutSeconds: 5)
        try target.createSchema(.newest)
        return try fill(target, database)
    }
}
