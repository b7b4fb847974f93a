import Foundation
import TestSupport
import Testing

/// Which run of which target a command takes.
@Suite struct RunSelectionTests {
    private static func tiny(_ database: any TestDatabase) throws -> Generation {
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        return generation
    }

    /// Run 1 in one database, run 2 in another.
    private static func two(_ kind: TargetKind) async throws -> (Generation, Generation) {
        let first = try await tiny(kind.makeEmpty())
        try await first.run()
        let second = Generation(first, into: try await kind.makeEmpty(), seed: 7)
        try await second.run()
        return (first, second)
    }

    @Test(arguments: TargetKind.allCases)
    func `the last run is that of the target that is named, and every command says which`(
        kind: TargetKind
    ) async throws {
        let (first, second) = try await Self.two(kind)
        for (generation, number) in [(first, 1), (second, 2)] {
            for command in [
                ["verify", "--checks", "counts"], ["report", "--markdown"],
                ["export", "fixtures", "--kind", "users"],
            ] {
                let result = try await first.command(command, on: generation.database)
                    .requireSuccess("gatefill \(command)")
                #expect(
                    result.standardError.contains(" run \(number) of profile tiny in "),
                    "\(result.standardError)"
                )
            }
            let dry = try await first.command(["cleanup", "--dry-run"], on: generation.database)
                .requireSuccess("gatefill cleanup --dry-run")
            #expect(dry.standardOutput.contains("to run \(number)."))
        }
        let ids = try await first.command(
            ["export", "fixtures", "--kind", "users"],
            on: first.database
        ).standardOutput
        let email = try #require(
            try await first.database.rows("SELECT min(email) FROM email_users WHERE is_active")
                .first?.first.flatMap { $0 }
        )
        #expect(ids.contains(email), "ids of another target")
        // DATABASE_URL counts like --target, and without both it is the newest.
        let named = try await first.gatefill(["verify", "--journal", "run.journal"])
        #expect(named.standardError.contains(" run 1 of profile tiny in "))
        let newest = try await first.command(["verify", "--checks", "counts"])
            .requireSuccess("gatefill verify")
        #expect(newest.standardError.contains("verifying run 2 of profile tiny in "))
        let quiet = try await first.command(["verify", "--checks", "counts", "--quiet"])
        #expect(quiet.standardError.isEmpty)
    }

    @Test(arguments: TargetKind.allCases)
    func `a run of another target is refused by its number, and nothing is written there`(
        kind: TargetKind
    ) async throws {
        let (first, second) = try await Self.two(kind)
        let before = try await WholeDatabase(second.database)
        for command in [
            ["verify", "1"], ["report", "1", "--json"], ["cleanup", "1", "--confirm"],
            ["cleanup", "1", "--dry-run"], ["export", "fixtures", "1", "--kind", "users"],
            ["verify", "1", "--moved"],
        ] {
            let result = try await first.command(command, on: second.database)
            #expect(result.exit == .status(69), "\(command) \(result.allOutput)")
            #expect(
                result.standardError.contains("error[target-identity]: could not "),
                "\(command) \(result.standardError)"
            )
            #expect(!result.allOutput.contains(PostgresCluster.password))
        }
        #expect(try await WholeDatabase(second.database).differences(from: before) == [])
        #expect(try await first.eventCount("cleanup-started") == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a target without a run of the journal gets none`(kind: TargetKind) async throws {
        let generation = try Self.tiny(try await kind.makeEmpty())
        try await generation.run()
        let empty = try await kind.makeEmpty()
        if kind == .sqlite { try await empty.execute("CREATE TABLE t (a)") }
        for command in [
            ["verify"], ["cleanup", "--confirm"], ["report", "--json"],
            ["export", "fixtures", "--kind", "users"],
        ] {
            let result = try await generation.command(command, on: empty)
            #expect(result.exit == .status(69), "\(command) \(result.allOutput)")
            #expect(result.standardError.contains("error[target-identity]: could not "))
            #expect(result.standardError.contains("run 1, the most recent, is in "))
        }
    }

    @Test func `a command that reads creates no file`() async throws {
        let generation = try Self.tiny(try SQLiteFile())
        try await generation.run()
        let folder = try TemporaryFolder("nothing")
        let missing = SQLiteFile("nosuch.db", in: folder)
        for command in [
            ["verify"], ["verify", "1"], ["verify", "--all"], ["cleanup", "--confirm"],
            ["cleanup", "--dry-run"], ["export", "fixtures", "--kind", "users"],
            ["report", "--json"], ["resume"],
            ["generate", "--profile", "tiny", "--dry-run"],
        ] {
            let result = try await generation.command(command, on: missing)
            if command.last != "--dry-run" {
                #expect(result.exit == .status(69), "\(command) \(result.allOutput)")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty, "\(command)")
        }
        let plan = try await GatefillBinary.run(
            ["plan", "--profile", "tiny", "--target", missing.url],
            in: generation.folder
        )
        #expect(plan.exit == .status(0))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    /// What may become of a target.
    enum Loss: String, CaseIterable, Sendable {
        case dropped, wiped, truncated
    }

    private static func lose(_ loss: Loss, _ generation: Generation) async throws {
        switch loss {
        case .dropped: try await CopiedTarget.drop(generation.database)
        case .wiped:
            let statements =
                generation.database is SQLiteFile
                ? ["batch", "run", "target"].map { "DROP TABLE gatefill_\($0)" }
                : ["DROP SCHEMA gatefill CASCADE"]
            for statement in statements { try await generation.database.execute(statement) }
        case .truncated:
            let name =
                (generation.database as? PostgresDatabase)?.name
                ?? (generation.database as? SQLiteFile).map {
                    URL(filePath: $0.path).lastPathComponent
                } ?? ""
            try await generation.command(
                ["cleanup", "--truncate", "--confirm", "--yes-truncate", name],
                on: generation.database
            ).requireSuccess("gatefill cleanup --truncate")
        }
    }

    @Test(arguments: TargetKind.allCases, Loss.allCases)
    func `a run whose database is gone is nobody's default`(
        kind: TargetKind,
        loss: Loss
    ) async throws {
        let (first, second) = try await Self.two(kind)
        try await Self.lose(loss, second)
        let older = try await first.command(["verify", "--checks", "counts"])
            .requireSuccess("gatefill verify")
        #expect(older.standardError.contains("verifying run 1 of profile tiny in "))
        let named = try await first.command(["verify", "2"])
        #expect(named.exit == .status(69))
        try await Self.lose(loss, first)
        for command in [
            ["verify"], ["cleanup", "--dry-run"], ["export", "fixtures", "--kind", "users"],
        ] {
            let none = try await first.command(command)
            #expect(none.exit == .status(69), "\(command) \(none.allOutput)")
            #expect(none.standardError.contains("error[run-gone]: could not "))
            #expect(
                none.standardError.contains("\n  detail: run 2, the most recent, was in "),
                "\(none.standardError)"
            )
        }
        // What is only in the journal can still be told, and a number is enough where there is no
        // database to ask.
        try await first.command(["report", "2", "--json"]).requireSuccess("gatefill report")
        try await first.command(["status"]).requireSuccess("gatefill status")
        if loss == .dropped {
            let offline = try await first.command(["export", "fixtures", "2", "--kind", "users"])
                .requireSuccess("gatefill export fixtures")
            #expect(offline.standardError.contains("using the journal only"))
        }
    }

    @Test func `a server that cannot be reached is an error, not an older run`() async throws {
        let first = try Self.tiny(try SQLiteFile())
        try await first.run()
        let cluster = try await PostgresCluster.start(isDurable: false)
        let second = Generation(first, into: try await cluster.createDatabase(), seed: 7)
        try await second.run()
        try await cluster.stop()
        let result = try await first.command(["verify"])
        #expect(result.exit == .status(69))
        #expect(result.standardError.contains("error[target-unreachable]: could not connect to "))
    }

    @Test func `a run that was never bound is resumed at its address`() async throws {
        var run = try await CrashingRun(.sqlite)
        #expect(try await !run.proceed(crashAt: "before-bind:1"))
        let elsewhere = try await run.generation.command(["resume"], on: SQLiteFile())
        #expect(elsewhere.exit == .status(69))
        let result = try await run.generation.command(["resume"])
            .requireSuccess("gatefill resume")
        #expect(result.standardError.contains("resuming run 1 of profile tiny in "))
        try await run.expectWhole()
    }

    @Test func `the last run of a profile is found by its name and by its file's name`()
        async throws
    {
        let generation = try Self.tiny(try SQLiteFile())
        let profile = try String(
            contentsOfFile: "\(PackageRoot.path)/profiles/tiny.yaml",
            encoding: .utf8
        )
        try FileManager.default.createDirectory(
            atPath: generation.folder.file("profiles"),
            withIntermediateDirectories: true
        )
        try profile.replacing(/name: .*\n/, with: "name: Load of Monday\n", maxReplacements: 1)
            .write(
                toFile: generation.folder.file("profiles/monday.yaml"),
                atomically: true,
                encoding: .utf8
            )
        var monday = generation
        monday.profile = "monday"
        try await monday.run()
        var other = generation
        other.seed = 7
        try await other.run()
        for name in ["monday", "Load of Monday", "monday.yaml"] {
            for command in [
                ["verify", "--checks", "counts"], ["report", "--markdown"],
                ["export", "fixtures", "--kind", "users"], ["cleanup", "--dry-run"],
            ] {
                let result = try await generation.command(command + ["--profile", name])
                    .requireSuccess("gatefill \(command)")
                #expect(
                    result.allOutput.contains("run 1"),
                    "\(command) \(result.standardError)"
                )
            }
            let status = try await generation.command(["status", "--profile", name])
            #expect(status.standardOutput.hasPrefix("Run 1 of profile Load of Monday is "))
        }
        let none = try await generation.command(["resume", "--profile", "monday"])
        #expect(
            none.standardError.contains("error[nothing-to-resume]: could not resume: no run of ")
        )
        let last = try await generation.command(["status"])
        #expect(last.standardOutput.hasPrefix("Run 2 of profile tiny "))
    }
}
