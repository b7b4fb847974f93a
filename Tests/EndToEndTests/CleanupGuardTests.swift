import Foundation
import TestSupport
import Testing

/// Rows of somebody else that refer to generated ones.
@Suite struct CleanupGuardTests {
    /// A generated tiny dataset and rows of the administrator that refer to it.
    private struct Mixed {
        let kind: TargetKind
        let database: any TestDatabase
        let generation: Generation
        /// Before anything was generated.
        let before: WholeDatabase
        /// A generated tool of a gateway that a real server uses (CASCADE), with its parents.
        let tool: String
        let gateway: String
        /// A generated tool of whose calls the gateway has added a sum (SET NULL).
        let summed: String
        /// A generated team with a real member (a reference that only the gateway keeps).
        let team: String

        init(_ kind: TargetKind) async throws {
            self.kind = kind
            database = try await kind.makeGateway()
            before = try await WholeDatabase(database)
            var generation = try Generation(into: database)
            generation.profile = "tiny"
            try await generation.run()
            self.generation = generation
            let tools = try await database.rows(
                "SELECT id, gateway_id FROM tools WHERE gateway_id IS NOT NULL ORDER BY id"
            )
            tool = try #require(tools[0][0])
            gateway = try #require(tools[0][1])
            let sums = try await database.rows(
                "SELECT tool_id FROM tool_metrics_hourly WHERE tool_id <> '\(tool)' "
                    + "AND tool_id IS NOT NULL ORDER BY tool_id"
            )
            summed = try #require(sums[0][0])
            let teams = try await database.rows(
                "SELECT id FROM email_teams WHERE created_by <> '\(GatewaySettings.administrator)' "
                    + "AND NOT is_personal ORDER BY id"
            )
            team = try #require(teams[0][0])
            try await addForeignRows()
        }

        private func addForeignRows() async throws {
            let copy = RowCopy(database: database)
            let administrator = "'\(GatewaySettings.administrator)'"
            try await copy.insert(
                into: "servers",
                like: "1 = 1",
                changing: [
                    "id": "'real-server'", "name": "'Real'", "owner_email": administrator,
                    "team_id":
                        "(SELECT min(id) FROM email_teams WHERE created_by = \(administrator))",
                ]
            )
            try await database.execute(
                "INSERT INTO server_tool_association (server_id, tool_id) "
                    + "VALUES ('real-server', '\(tool)')"
            )
            try await copy.insert(
                into: "tool_metrics_hourly",
                like: "tool_id = '\(summed)'",
                changing: ["id": "900001", "hour_start": "'2020-01-01 00:00:00.000000'"]
            )
            try await copy.insert(
                into: "email_team_members",
                like: "team_id = '\(team)'",
                changing: ["id": "'real-member'", "user_email": administrator]
            )
        }

        /// The rows that must stay: those that others refer to, and what those refer to.
        func expectedParents() async throws -> Set<CleanupFigures.Kept> {
            let tools = "('\(tool)')"
            let gateways = "(SELECT gateway_id FROM tools WHERE id IN \(tools))"
            let objects =
                "SELECT team_id, owner_email FROM tools WHERE id IN \(tools) UNION "
                + "SELECT team_id, owner_email FROM gateways WHERE id IN \(gateways)"
            let teams =
                "SELECT id FROM email_teams WHERE id = '\(team)' "
                + "OR id IN (SELECT team_id FROM (\(objects)) AS o)"
            let rows = [
                "tools": "SELECT id FROM tools WHERE id IN \(tools)",
                "gateways": "SELECT id FROM gateways WHERE id IN \(gateways)",
                "email_teams": teams,
                "email_users": """
                SELECT id FROM email_users WHERE email IN (
                    SELECT owner_email FROM (\(objects)) AS o
                    UNION SELECT created_by FROM email_teams WHERE id IN (\(teams))
                    UNION SELECT invited_by FROM email_team_members WHERE id = 'real-member')
                """,
            ]
            var expected: Set<CleanupFigures.Kept> = []
            for (table, sql) in rows {
                for row in try await database.rows(sql) {
                    expected.insert(CleanupFigures.Kept(table: table, key: try #require(row[0])))
                }
            }
            return expected
        }

        func cleanup(_ more: [String]) async throws -> ProcessResult {
            try await GatefillBinary.run(
                ["cleanup", "--journal", "run.journal", "--target", database.url] + more,
                in: generation.folder
            )
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 25: by default exactly the parents of others' rows stay`(
        kind: TargetKind
    ) async throws {
        let mixed = try await Mixed(kind)
        let filled = try await WholeDatabase(mixed.database)
        let expected = try await mixed.expectedParents()
        let rehearsed = try CleanupFigures(
            try await mixed.cleanup(["--dry-run", "--json"]).requireSuccess("cleanup --dry-run")
        )
        let result = try await mixed.cleanup(["--confirm", "--json"])
        #expect(result.exit == .status(2))
        let figures = try CleanupFigures(result)

        #expect(figures.derivedDeleted == 1)
        #expect(figures.keptKeys == expected)
        #expect(rehearsed.keptKeys == expected)
        #expect(rehearsed.tables == figures.tables)
        #expect(figures.kept == expected.count)
        #expect(figures.deleted + figures.alreadyGone + figures.kept == figures.generated)
        let reasons = Set(figures.keptRows.map(\.reason))
        #expect(
            reasons.isSuperset(of: [
                "server_tool_association.tool_id", "email_team_members.team_id",
                "tools.gateway_id",
            ])
        )
        // What is left beside the rows of before is what was kept, and others' rows are untouched.
        let after = try await WholeDatabase(mixed.database)
        for (table, rows) in after.tables where !table.contains("gatefill") {
            let left = Set(rows)
            #expect(left.isSubset(of: filled.tables[table] ?? []), "\(table)")
            #expect(left.isSuperset(of: mixed.before.tables[table] ?? []), "\(table)")
        }
        for (table, key) in [
            ("servers", "real-server"), ("email_team_members", "real-member"),
        ] {
            #expect(
                try await mixed.database.integer(
                    "SELECT count(*) FROM \(table) WHERE id = '\(key)'"
                ) == 1
            )
        }
        #expect(
            try await mixed.database.rows(
                "SELECT tool_id FROM tool_metrics_hourly WHERE id = 900001"
            ) == []
        )
        // When the others have gone, a second cleanup takes what was kept.
        for statement in [
            "DELETE FROM server_tool_association WHERE server_id = 'real-server'",
            "DELETE FROM servers WHERE id = 'real-server'",
            "DELETE FROM email_team_members WHERE id = 'real-member'",
        ] { try await mixed.database.execute(statement) }
        try await mixed.cleanup(["1", "--confirm"]).requireSuccess("second cleanup")
        #expect(try await WholeDatabase(mixed.database).differences(from: mixed.before) == [])
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 25: told to stop, a cleanup stops before the first such parent and can go on`(
        kind: TargetKind
    ) async throws {
        let mixed = try await Mixed(kind)
        let result = try await mixed.cleanup([
            "--confirm", "--on-foreign-rows", "stop", "--workers", "1",
        ])
        #expect(result.exit == .status(1))
        #expect(result.standardError.contains("error[foreign-row]"))
        // The same command would stop at the same row: the hint names the policies instead.
        #expect(!result.standardError.contains("  run: "), "\(result.standardError)")
        #expect(result.standardError.contains("`--on-foreign-rows keep`"))
        for id in [mixed.tool, mixed.summed] {
            #expect(
                try await mixed.database.integer("SELECT count(*) FROM tools WHERE id = '\(id)'")
                    == 1
            )
        }
        let expected = try await mixed.expectedParents()
        let figures = try CleanupFigures(
            try await mixed.cleanup(["--confirm", "--json"])
        )
        #expect(figures.keptKeys == expected)
        #expect(figures.deleted + figures.alreadyGone + figures.kept == figures.generated)
        let planned = try await mixed.generation.plannedCounts().values.reduce(0, +)
        #expect(figures.generated == planned)
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 25: told to delete them, others' rows go with their parents, nothing else does`(
        kind: TargetKind
    ) async throws {
        let mixed = try await Mixed(kind)
        let figures = try CleanupFigures(
            try await mixed.cleanup(["--confirm", "--json", "--on-foreign-rows", "delete"])
                .requireSuccess("cleanup")
        )
        #expect(figures.kept == 0)
        #expect(figures.tables.reduce(0) { $0 + $1.foreignDeleted } == 2)
        #expect(figures.derivedDeleted == 1)
        // The real server referred to nothing but a tool: it stays, without it.
        try await mixed.database.execute("DELETE FROM servers WHERE id = 'real-server'")
        #expect(try await WholeDatabase(mixed.database).differences(from: mixed.before) == [])
    }

    @Test(arguments: TargetKind.allCases)
    func `rows that the gateway has deleted meanwhile count as gone`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        try await generation.run()
        let gone = try await database.integer("SELECT count(*) FROM tool_metrics_hourly")
        try await database.execute("DELETE FROM tool_metrics_hourly")
        let figures = try CleanupFigures(
            try await GatefillBinary.run(
                [
                    "cleanup", "--journal", "run.journal", "--target", database.url, "--confirm",
                    "--json",
                ],
                in: generation.folder
            ).requireSuccess("cleanup")
        )
        #expect(figures.alreadyGone == gone && gone > 0)
        #expect(figures.deleted + figures.alreadyGone == figures.generated)
        #expect(try await WholeDatabase(database).differences(from: before) == [])
    }

    @Test func `a row that took the key of a generated one is not touched`() async throws {
        let database = try await TargetKind.sqlite.makeGateway()
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        try await generation.run()
        // Retention removed the newest rows; SQLite gives their keys again.
        let key = try await database.integer("SELECT max(id) FROM tool_metrics_hourly")
        let copy = RowCopy(database: database)
        let tool = try await database.rows(
            "SELECT tool_id FROM tool_metrics_hourly WHERE id = \(key)"
        )
        try await database.execute("DELETE FROM tool_metrics_hourly WHERE id >= \(key - 1)")
        try await copy.insert(
            into: "tool_metrics_hourly",
            like: "1 = 1",
            changing: [
                "id": "\(key)", "tool_id": "NULL", "hour_start": "'2020-01-01 00:00:00.000000'",
            ]
        )
        #expect(tool.count == 1)
        let figures = try CleanupFigures(
            try await GatefillBinary.run(
                [
                    "cleanup", "--journal", "run.journal", "--target", database.url, "--confirm",
                    "--json",
                ],
                in: generation.folder
            ).requireSuccess("cleanup")
        )
        #expect(figures.alreadyGone == 2)
        #expect(
            try await database.rows("SELECT id, tool_id FROM tool_metrics_hourly")
                == [["\(key)", nil]]
        )
    }
}

extension CleanupFigures {
    /// A kept row without the reason.
    struct Kept: Hashable {
        let table: String
        let key: String
    }

    var keptKeys: Set<Kept> { Set(keptRows.map { Kept(table: $0.table, key: $0.key) }) }
}
