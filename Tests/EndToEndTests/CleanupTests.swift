import Foundation
import TestSupport
import Testing

/// Cleanup deletes what was generated, and nothing else.
@Suite struct CleanupTests {
    @Test(arguments: TargetKind.allCases, ["tiny", "small"])
    func `after a cleanup every row of every table is as before`(
        kind: TargetKind,
        profile: String
    ) async throws {
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        var generation = try Generation(into: database)
        generation.profile = profile
        try await generation.run()
        #expect(try await WholeDatabase(database).differences(from: before).count > 20)

        let result = try await cleanup(generation, ["--confirm"]).requireSuccess("gatefill cleanup")
        #expect(try await WholeDatabase(database).differences(from: before) == [])
        #expect(result.standardOutput.contains("No run is left in it; the ledger is gone."))
        let schemas = try await database.integer(
            kind == .sqlite
                ? "SELECT count(*) FROM sqlite_master WHERE name LIKE 'gatefill%'"
                : "SELECT count(*) FROM pg_namespace WHERE nspname = 'gatefill'"
        )
        #expect(schemas == 0)

        let state = try await GatefillBinary.run(
            ["runs", "--journal", "run.journal", "--json"],
            in: generation.folder
        ).requireSuccess("gatefill runs")
        #expect(state.standardOutput.contains("\"state\" : \"cleaned\""))
        let resumed = try await GatefillBinary.run(
            ["resume", "1", "--journal", "run.journal", "--target", database.url],
            in: generation.folder
        )
        #expect(resumed.exit == .status(69))
        #expect(resumed.standardError.contains("cannot resume run 1: it is cleaned"))
        let again = try await cleanup(generation, ["--confirm"])
        #expect(again.exit == .status(69))
        #expect(again.standardError.contains("error[nothing-to-clean]"))
        // What it would find is not the run's.
        let verified = try await GatefillBinary.run(
            ["verify", "1", "--journal", "run.journal", "--target", database.url],
            in: generation.folder
        )
        #expect(verified.exit == .status(69))
        #expect(verified.standardError.contains("error[run-cleaned]: cannot verify run 1"))
    }

    @Test(arguments: TargetKind.allCases)
    func `a rehearsal says what the cleanup then does and changes nothing`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        try await generation.run()
        let before = try await WholeDatabase(database)
        let rehearsed = try await cleanup(generation, ["--dry-run", "--json"])
            .requireSuccess("gatefill cleanup --dry-run")
        #expect(try await WholeDatabase(database).differences(from: before) == [])
        let done = try await cleanup(generation, ["--confirm", "--workers", "2", "--json"])
            .requireSuccess("gatefill cleanup")
        let (planned, found) = (try CleanupFigures(rehearsed), try CleanupFigures(done))
        #expect(planned.tables == found.tables)
        #expect(planned.dryRun && !found.dryRun)
        let rows = try await generation.plannedCounts().values.reduce(0, +)
        #expect(found.generated == rows)
        #expect(found.deleted == rows)
        let times = try JSONDecoder().decode(
            TableTimes.self,
            from: Data(done.standardOutput.utf8)
        )
        for (table, time) in zip(found.tables, times.tables) where table.deleted > 0 {
            let timed = time.rowsPerWorkSecond * time.workSeconds
            #expect(abs(timed - Double(table.deleted)) < 0.01, "\(table.table)")
        }
        #expect(times.workers == (kind == .sqlite ? 1 : 2))
        let workSeconds = times.tables.reduce(0) { $0 + $1.workSeconds }
        #expect(workSeconds <= times.seconds * Double(times.workers))
    }

    @Test(arguments: TargetKind.allCases)
    func `the space of a run that is cleaned up can be reclaimed later`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        try await generation.run()
        let result = try await cleanup(generation, ["--confirm"]).requireSuccess("gatefill cleanup")
        let command = "  run: gatefill cleanup 1 --confirm --vacuum --journal run.journal\n"
        #expect(result.standardOutput.contains(command), "\(result.standardOutput)")
        let after = try await WholeDatabase(database)
        let vacuumed = try await cleanup(generation, ["1", "--confirm", "--vacuum", "--json"])
            .requireSuccess("gatefill cleanup --vacuum")
        let room = try JSONDecoder().decode(Room.self, from: Data(vacuumed.standardOutput.utf8))
        #expect(room.space.vacuumed && room.space.bytesAfter < room.space.bytesBefore)
        #expect(try await WholeDatabase(database).differences(from: after) == [])
        // Without a run it would be another one that is cleaned up.
        let unnamed = try await cleanup(generation, ["--confirm", "--vacuum"])
        #expect(unnamed.standardError.contains("error[nothing-to-clean]"))
        let other = try await kind.makeGateway()
        let elsewhere = try await GatefillBinary.run(
            [
                "cleanup", "1", "--confirm", "--vacuum", "--journal", "run.journal", "--target",
                other.url,
            ],
            in: generation.folder
        )
        #expect(elsewhere.exit == .status(69))
        #expect(elsewhere.standardError.contains("error[target-identity]"))
        // A later run has a ledger of its own.
        var later = generation
        later.seed = 7
        try await later.run()
        let whole = try await WholeDatabase(database)
        try await cleanup(generation, ["1", "--confirm", "--vacuum"])
            .requireSuccess("gatefill cleanup --vacuum")
        #expect(try await WholeDatabase(database).differences(from: whole) == [])
        guard kind == .sqlite else { return }
        let missing = try #require(database as? SQLiteFile)
        try FileManager.default.removeItem(atPath: missing.path)
        let nothing = try await cleanup(generation, ["1", "--confirm", "--vacuum"])
        #expect(nothing.exit == .status(69))
        #expect(nothing.standardError.contains("error[target-missing]"))
        #expect(!FileManager.default.fileExists(atPath: missing.path))
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 26: a cleanup that is killed at random moments is carried on`(
        kind: TargetKind
    ) async throws {
        let killer = try Killer()
        var random = killer.moments()
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        var killCount = 0
        var seed = 1
        while killCount < killer.killCountMin {
            var generation = try Generation(into: database)
            generation.batchSize = 25
            generation.seed = seed
            seed += 1
            try await generation.run()
            var isDone = false
            while !isDone {
                let result = try await ProcessRunner.run(
                    GatefillBinary.path(),
                    arguments(generation, ["1", "--confirm"]),
                    sending: SIGKILL,
                    afterSeconds: killCount < killer.killCountMin
                        ? 0.1 + 0.9 * random.nextFraction() : 600,
                    environment: ProcessRunner.plainEnvironment,
                    workingFolder: generation.folder.path,
                    timeoutSeconds: 700
                )
                if result.exit == .signal(SIGKILL) {
                    killCount += 1
                } else if !result.standardError.contains("error[nothing-to-clean]") {
                    try result.requireSuccess("gatefill cleanup, kill seed \(killer.seed)")
                    isDone = true
                } else {
                    // The last kill came behind the last event.
                    isDone = true
                }
            }
            #expect(
                try await WholeDatabase(database).differences(from: before) == [],
                "seed \(killer.seed)"
            )
            let totals = try await runLine(generation)
            #expect(totals.state == "cleaned", "seed \(killer.seed)")
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a run that was killed while it loaded is cleaned up`(kind: TargetKind) async throws {
        let database = try await kind.makeGateway()
        let before = try await WholeDatabase(database)
        var generation = try Generation(into: database)
        generation.batchSize = 25
        let killed = try await generation.gatefill(
            generation.generateArguments,
            crashAt: "mid-rows:60"
        )
        #expect(killed.exit == .signal(SIGKILL))
        try await cleanup(generation, ["--confirm"]).requireSuccess("gatefill cleanup")
        #expect(try await WholeDatabase(database).differences(from: before) == [])
        #expect(try await runLine(generation).state == "cleaned")
    }

    @Test(arguments: TargetKind.allCases)
    func `of two runs in one database the other one stays as it is`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        var second = try Generation(into: database)
        second.profile = "tiny"
        second.seed = 7
        try await second.run()
        let before = try await WholeDatabase(database)
        var first = try Generation(into: database)
        first.profile = "tiny"
        try await first.run()
        try await cleanup(first, ["--confirm"]).requireSuccess("gatefill cleanup")
        #expect(try await WholeDatabase(database).differences(from: before) == ignoringLedger(kind))
        try await cleanup(second, ["--confirm"]).requireSuccess("gatefill cleanup")
    }

    @Test(arguments: TargetKind.allCases)
    func `the content of a filled gateway is verified, and a changed cell is named`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeGateway()
        let generation = try Generation(into: database)
        try await generation.run()
        let arguments = [
            "verify", "--journal", "run.journal", "--target", database.url, "--checks", "content",
        ]
        let passed = try await GatefillBinary.run(
            arguments + ["--output", "content.json"],
            in: generation.folder
        ).requireSuccess("gatefill verify")
        #expect(passed.standardOutput.contains("checks passed, 0 failed."))
        let report = try String(
            contentsOfFile: generation.folder.file("content.json"),
            encoding: .utf8
        )
        #expect(report.contains("\"expectedDigest\"") && !report.contains("\"passed\" : false"))

        let key = try #require(
            try await database.rows("SELECT min(id) FROM prompts WHERE created_via IS NOT NULL")[0][
                0
            ]
        )
        try await database.execute("UPDATE prompts SET template = 'mine' WHERE id = '\(key)'")
        let failed = try await GatefillBinary.run(arguments, in: generation.folder)
        #expect(failed.exit == .status(1))
        #expect(failed.standardOutput.contains("failed: content prompts: "))
        #expect(failed.standardOutput.contains("(\(key)), column template: expected `"))
        #expect(failed.standardOutput.contains("found `mine`"))
    }

    /// The ledger has got room for the outcome of cleanups, which an earlier state had not.
    private func ignoringLedger(_ kind: TargetKind) -> [String] {
        [kind == .sqlite ? "gatefill_cleanup is new" : "gatefill.cleanup is new"]
    }

    // MARK: Running

    private func arguments(_ generation: Generation, _ more: [String]) -> [String] {
        ["cleanup", "--journal", "run.journal", "--target", generation.database.url] + more
    }

    private func cleanup(
        _ generation: Generation,
        _ more: [String]
    ) async throws -> ProcessResult {
        try await GatefillBinary.run(arguments(generation, more), in: generation.folder)
    }

    private func runLine(_ generation: Generation) async throws -> RunState {
        let result = try await GatefillBinary.run(
            ["runs", "--journal", "run.journal", "--json"],
            in: generation.folder
        ).requireSuccess("gatefill runs")
        let runs = try JSONDecoder().decode(
            [RunState].self,
            from: Data(result.standardOutput.utf8)
        )
        return try #require(runs.first)
    }

    private struct RunState: Decodable {
        let state: String
    }

    /// What room there was and is, of the JSON of a cleanup.
    private struct Room: Decodable {
        struct Space: Decodable {
            let bytesBefore: Int64
            let bytesAfter: Int64
            let vacuumed: Bool
        }

        let space: Space
    }

    /// The times of `gatefill cleanup --json`.
    private struct TableTimes: Decodable {
        struct Table: Decodable {
            let workSeconds: Double
            let rowsPerWorkSecond: Double
        }

        let workers: Int
        let seconds: Double
        let tables: [Table]
    }
}

/// The figures of `gatefill cleanup --json`.
struct CleanupFigures: Decodable {
    struct Table: Decodable, Equatable {
        let table: String
        let generated: Int
        let deleted: Int
        let alreadyGone: Int
        let kept: Int
        let foreignDeleted: Int
        let derivedDeleted: Int
    }

    /// Kept rows of a table by reason.
    struct KeptSum: Decodable, Equatable {
        let table: String
        let reason: String
        let rows: Int
        let deletedBy: String?
    }

    struct KeptRow: Decodable, Hashable {
        let table: String
        let key: String
        let reason: String
    }

    let dryRun: Bool
    let tables: [Table]
    let generated: Int
    let deleted: Int
    let alreadyGone: Int
    let kept: Int
    let derivedDeleted: Int
    let keptReasons: [KeptSum]
    let keptRows: [KeptRow]

    init(_ result: ProcessResult) throws {
        self = try JSONDecoder().decode(
            CleanupFigures.self,
            from: Data(result.standardOutput.utf8)
        )
    }
}
