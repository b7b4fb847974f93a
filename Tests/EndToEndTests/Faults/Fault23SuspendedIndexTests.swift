import Foundation
import TestSupport
import Testing

/// Fault 23: the program dies while indexes of the real gateway's schema are suspended.
@Suite(.serialized) struct Fault23SuspendedIndexTests {
    /// A gateway's database, and what it was before gatefill saw it.
    private struct Case {
        let generation: Generation
        let rows: WholeDatabase
        let schema: Set<String>

        init(_ kind: TargetKind) async throws {
            let database = try await kind.makeGateway()
            rows = try await WholeDatabase(database)
            schema = try await Self.schema(of: database)
            var generation = try Generation(into: database)
            generation.profile = "tiny"
            generation.batchSize = 20
            generation.options = ["--disable-indexes", "true"]
            self.generation = generation
        }

        /// Starts the run, to be killed.
        func killed(at crash: String) async throws {
            let result = try await generation.gatefill(
                generation.generateArguments,
                crashAt: crash
            )
            #expect(result.exit == .signal(SIGKILL), "\(result.allOutput)")
        }

        /// What is missing of the schema, and what is new in it.
        func schemaChanges() async throws -> (gone: Int, new: Int) {
            let now = try await Self.schema(of: generation.database)
            return (schema.subtracting(now).count, now.subtracting(schema).count)
        }

        func expectWholeSchema(at location: SourceLocation = #_sourceLocation) async throws {
            let changes = try await schemaChanges()
            #expect(changes.gone == 0 && changes.new == 0, sourceLocation: location)
        }

        /// Writes the row of a member anew, with changes, which only suspended keys forbid.
        func doubleMember(_ changes: String) async throws {
            try await generation.database.execute(
                """
                INSERT INTO email_team_members
                SELECT (json_populate_record(m, '\(changes)')).* FROM email_team_members m LIMIT 1
                """
            )
        }

        func command(_ words: [String], crashAt crash: String? = nil) async throws -> ProcessResult
        {
            try await generation.gatefill(words + ["--journal", "run.journal"], crashAt: crash)
        }

        private static func schema(of database: any TestDatabase) async throws -> Set<String> {
            let sql =
                database is SQLiteFile
                ? "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'gatefill%'"
                : """
                SELECT concat(pg_get_indexdef(indexrelid), indisvalid) FROM pg_index
                WHERE indrelid::regclass::text !~ '^(gatefill|pg_)'
                UNION ALL SELECT concat(conrelid::regclass, conname, pg_get_constraintdef(oid),
                    convalidated) FROM pg_constraint WHERE conrelid::regclass::text !~ '^gatefill'
                """
            return Set(try await database.rows(sql).compactMap { $0[0] })
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a killed run whose journal is lost too is rebuilt, restored by doctor, and cleaned up`(
        kind: TargetKind
    ) async throws {
        let run = try await Case(kind)
        try await run.killed(at: "mid-rows:12")
        #expect(try await run.schemaChanges().gone > 100)
        let manager = FileManager.default
        for file in try manager.contentsOfDirectory(atPath: run.generation.folder.path)
        where file.hasPrefix("run.journal") {
            try manager.removeItem(atPath: run.generation.folder.file(file))
        }
        try await run.command([
            "journal", "rebuild", "--target", run.generation.database.url,
        ]).requireSuccess("gatefill journal rebuild")
        let told = try await run.command(["doctor"])
        #expect(told.exit == .status(1))
        #expect(told.standardOutput.contains("FAILED   suspended indexes: run 1"))
        // It dies too, and is repeated.
        let half = try await run.command(
            ["doctor", "--restore-indexes"],
            crashAt: "after-restoration:9"
        )
        #expect(half.exit == .signal(SIGKILL))
        try await run.command(["doctor", "--restore-indexes"]).requireSuccess("gatefill doctor")
        try await run.expectWholeSchema()
        try await run.command(["cleanup", "1", "--confirm"]).requireSuccess("gatefill cleanup")
        try await run.expectWholeSchema()
        let now = try await WholeDatabase(run.generation.database)
        #expect(now.differences(from: run.rows) == [])
    }

    @Test(arguments: TargetKind.allCases)
    func `cleanup restores what a killed run has suspended`(kind: TargetKind) async throws {
        let run = try await Case(kind)
        try await run.killed(at: "mid-rows:30")
        try await run.command(["cleanup", "1", "--confirm"]).requireSuccess("gatefill cleanup")
        try await run.expectWholeSchema()
        let now = try await WholeDatabase(run.generation.database)
        #expect(now.differences(from: run.rows) == [])
    }

    @Test
    func `a run killed while it drops, loads and restores ends with the schema it began with`()
        async throws
    {
        let run = try await Case(.postgres)
        try await run.killed(at: "after-drop:7")
        for crash in ["mid-rows:15", "before-restoration-commit:20", "mid-restoration:4"] {
            let result = try await run.command(["resume"], crashAt: crash)
            #expect(result.exit == .signal(SIGKILL), "\(crash): \(result.allOutput)")
        }
        try await run.command(["resume"]).requireSuccess("gatefill resume")
        try await run.expectWholeSchema()
        // The run has verified its rows; nothing is left for the doctor.
        let told = try await run.command(["doctor"])
        #expect(!told.standardOutput.contains("suspended indexes"))
        let idle = try await run.command(["doctor", "--restore-indexes"])
        #expect(idle.standardError.contains("notice: no run of run.journal has left anything"))
    }

    @Test(arguments: ["--all", "--truncate"])
    func `rows that violate a suspended key are deleted without a journal, and the schema is whole`(
        scope: String
    ) async throws {
        let run = try await Case(.postgres)
        try await run.killed(at: "mid-rows:1")
        for id in ["other", "another"] {
            try await run.doubleMember(
                #"{"id": "\#(id)", "user_email": "nobody@loadtest.example.com"}"#
            )
        }
        let target = ["--target", run.generation.database.url]
        // Whoever keeps another journal does not begin on such a schema.
        let other = try await run.generation.gatefill(
            ["generate", "--profile", "tiny", "--seed", "43", "--journal", "other"] + target
        )
        #expect(other.exit == .status(69), "\(other.allOutput)")
        #expect(other.standardError.contains("a run of another journal has indexes suspended"))
        var arguments = ["cleanup", scope, "--confirm"] + target
        if scope == "--truncate" {
            let name = try #require(run.generation.database as? PostgresDatabase).name
            arguments += ["--yes-truncate", name]
        }
        try await run.generation.gatefill(arguments).requireSuccess("gatefill cleanup \(scope)")
        try await run.expectWholeSchema()
        let left = try await run.generation.database.integer(
            "SELECT count(*) FROM email_team_members WHERE id LIKE '%other'"
        )
        #expect(left == 0)
    }

    @Test func `a row that somebody wrote against a suspended key is named, and the run goes on`()
        async throws
    {
        let run = try await Case(.postgres)
        // Everything is dropped, and nothing restored yet.
        try await run.killed(at: "mid-rows:1")
        let database = run.generation.database
        try await run.doubleMember(#"{"id": "other"}"#)
        let result = try await run.command(["resume"])
        #expect(result.exit == .status(1), "\(result.allOutput)")
        #expect(result.standardError.contains("error[unique-violation]"))
        #expect(result.standardError.contains("of table `email_team_members`"))
        #expect(result.standardError.contains("doctor --restore-indexes"))
        try await database.execute("DELETE FROM email_team_members WHERE id = 'other'")
        try await run.command(["resume"]).requireSuccess("gatefill resume")
        try await run.expectWholeSchema()
    }
}
