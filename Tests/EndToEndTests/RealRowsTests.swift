import Foundation
import TestSupport
import Testing

/// A gateway in which a real person works, filled and cleaned up.
///
/// `GATEFILL_REAL_ROWS_PROFILE` names another profile than small.
@Suite struct RealRowsTests {
    private static let profile =
        ProcessInfo.processInfo.environment["GATEFILL_REAL_ROWS_PROFILE"] ?? "small"

    private func generate(_ kind: TargetKind) async throws -> (Generation, WholeDatabase) {
        let database = try await kind.makeGateway()
        try await RealRows(database: database).make()
        let before = try await WholeDatabase(database)
        var generation = try Generation(into: database)
        generation.profile = Self.profile
        if Self.profile != "small" { generation.batchSize = 10_000 }
        try await GatefillBinary.run(
            generation.generateArguments + ["--skip-validation"],
            in: generation.folder,
            timeoutSeconds: 3_600
        ).requireSuccess("gatefill generate")
        return (generation, before)
    }

    private func cleanup(
        _ generation: Generation,
        exit: Int32 = 0
    ) async throws -> CleanupFigures {
        let result = try await GatefillBinary.run(
            [
                "cleanup", "--journal", "run.journal", "--target", generation.database.url,
                "--confirm", "--json",
            ],
            in: generation.folder,
            timeoutSeconds: 3_600
        )
        #expect(result.exit == .status(exit), "\(result.standardError)")
        return try CleanupFigures(result)
    }

    @Test(arguments: TargetKind.allCases)
    func `a cleanup leaves every row of a real person as it was`(kind: TargetKind) async throws {
        let (generation, before) = try await generate(kind)
        let figures = try await cleanup(generation)
        #expect(figures.deleted == figures.generated && figures.generated > 25_000)
        let after = try await WholeDatabase(generation.database)
        #expect(after.differences(from: before) == [])
        let made = ["email_users", "tools", "resources", "prompts", "servers", "email_api_tokens"]
        for table in made {
            #expect((after.tables[table] ?? after.tables["public.\(table)"] ?? []).count > 0)
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `what a real person uses stays with its parents, and nothing of the person changes`(
        kind: TargetKind
    ) async throws {
        let (generation, before) = try await generate(kind)
        let database = generation.database
        let generated = "LIKE '%@loadtest.example.com'"
        let team = try #require(
            try await database.rows(
                "SELECT min(id) FROM email_teams WHERE created_by \(generated) AND NOT is_personal"
            )[0][0]
        )
        let tools = try await database.rows(
            "SELECT id FROM tools WHERE owner_email \(generated) AND visibility = 'public' "
                + "AND enabled ORDER BY id LIMIT 3"
        ).compactMap { $0[0] }
        // Of millions of rows only the numbers are compared.
        let isSmall = Self.profile == "small"
        let filledCounts = try await WholeDatabase.counts(database)
        let filled = isSmall ? try await WholeDatabase(database) : before
        try await RealRows(database: database)
            .mix(team: team, tools: Array(tools.prefix(2)), called: tools[2])
        let mixedCounts = try await WholeDatabase.counts(database)
        let mixed = isSmall ? try await WholeDatabase(database) : before

        let figures = try await cleanup(generation, exit: 2)
        // The call of the last tool is the gateway's own record of it, and goes with it.
        #expect(figures.derivedDeleted == 1)
        let named = tools.prefix(2).map { "'\($0)'" }.joined(separator: ", ")
        let objects =
            "SELECT team_id, owner_email FROM tools WHERE id IN (\(named)) UNION "
            + "SELECT team_id, owner_email FROM gateways WHERE id IN "
            + "(SELECT gateway_id FROM tools WHERE id IN (\(named)))"
        let teams =
            "SELECT id FROM email_teams WHERE id = '\(team)' "
            + "OR id IN (SELECT team_id FROM (\(objects)) AS o)"
        var expected = Set(tools.prefix(2).map { CleanupFigures.Kept(table: "tools", key: $0) })
        for (table, sql) in [
            (
                "gateways",
                "SELECT DISTINCT gateway_id FROM tools WHERE id IN (\(named)) "
                    + "AND gateway_id IS NOT NULL"
            ),
            ("email_teams", teams),
            (
                "email_users",
                "SELECT id FROM email_users WHERE email IN (SELECT owner_email FROM "
                    + "(\(objects)) AS o UNION SELECT created_by FROM email_teams WHERE id IN (\(teams)))"
            ),
        ] {
            for row in try await database.rows(sql) {
                expected.insert(CleanupFigures.Kept(table: table, key: try #require(row[0])))
            }
        }
        #expect(figures.keptKeys == expected)
        #expect(figures.deleted + figures.alreadyGone + figures.kept == figures.generated)
        // Every row that was not generated is as it was: those of before, and what came since.
        let after = try await WholeDatabase(database)
        for (table, rows) in after.tables where !table.hasPrefix("gatefill") {
            let now = Set(rows)
            #expect(now.isSuperset(of: before.tables[table] ?? []), "\(table)")
            let name = table.replacingOccurrences(of: "public.", with: "")
            let since = Set(mixed.tables[table] ?? []).subtracting(filled.tables[table] ?? [])
            let derivedCount = name == "tool_metrics" ? figures.derivedDeleted : 0
            #expect(since.subtracting(now).count == (isSmall ? derivedCount : 0), "\(table)")
            let kept = figures.keptKeys.count { $0.table == name }
            let added = mixedCounts[table, default: 0] - filledCounts[table, default: 0]
            #expect(
                rows.count == (before.tables[table] ?? []).count + kept + added - derivedCount,
                "\(table)"
            )
        }
    }
}
