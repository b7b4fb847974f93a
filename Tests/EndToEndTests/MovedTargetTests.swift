import Foundation
import TestSupport
import Testing

/// Databases that were copied, restored, renamed or upgraded after a run was written to them.
@Suite struct MovedTargetTests {
    private static func tiny(_ database: any TestDatabase) throws -> Generation {
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        return generation
    }

    private static func state(_ generation: Generation) async throws -> [[String?]] {
        try await generation.journal.rows("SELECT id, state, rows_deleted > 0 FROM run ORDER BY id")
    }

    @Test(arguments: TargetKind.allCases)
    func `cleaning a copy up leaves the run of the original as it was`(
        kind: TargetKind
    ) async throws {
        let generation = try await Self.tiny(kind.makeGateway())
        let before = try await WholeDatabase(generation.database)
        try await generation.run()
        let filled = try await WholeDatabase(generation.database)
        let copy = try await CopiedTarget.copy(generation.database)

        let refused = try await generation.command(["verify"], on: copy)
        #expect(refused.exit == .status(69), "\(refused.allOutput)")
        #expect(
            refused.standardError.contains(" contains the run but is not the database it was "),
            "\(refused.standardError)"
        )
        let fact = kind == .sqlite ? "file: expected /" : "database: expected test_"
        #expect(refused.standardError.contains(fact))
        #expect(refused.standardError.contains(" verify 1 --moved --target "))
        #expect(try await generation.eventCount("target-moved") == 0)

        let moved = try await generation.command(["verify", "--moved"], on: copy)
            .requireSuccess("gatefill verify --moved")
        #expect(moved.standardError.contains("verifying run 2 of profile tiny in "))
        #expect(try await generation.eventCount("target-moved") == 1)
        // From now on the copy is a target like others.
        for command in [["verify"], ["verify", "--moved"], ["verify", "2"]] {
            let known = try await generation.command(command, on: copy)
                .requireSuccess("gatefill \(command)")
            #expect(known.standardError.contains("verifying run 2 of profile tiny in "))
        }
        let number = try await generation.command(["verify", "1"], on: copy)
        #expect(number.standardError.contains("The copy there is run 2"), "\(number.allOutput)")
        #expect(try await generation.eventCount("target-moved") == 1)

        try await generation.command(["cleanup", "--confirm"], on: copy)
            .requireSuccess("gatefill cleanup")
        #expect(try await WholeDatabase(copy).differences(from: before) == [])
        #expect(try await WholeDatabase(generation.database).differences(from: filled) == [])
        #expect(
            try await Self.state(generation) == [["1", "completed", "0"], ["2", "cleaned", "1"]]
        )
        let original = try await generation.command(["verify"])
            .requireSuccess("gatefill verify")
        #expect(original.standardError.contains("verifying run 1 of profile tiny in "))
        try await generation.command(["cleanup", "--confirm"]).requireSuccess("gatefill cleanup")
        #expect(try await WholeDatabase(generation.database).differences(from: before) == [])
        let audit = try await generation.command(["audit", "verify"])
        #expect(audit.exit == .status(0), "\(audit.allOutput)")
    }

    @Test(arguments: TargetKind.allCases)
    func `a copy can be cleaned up after the original was, without a word of it before`(
        kind: TargetKind
    ) async throws {
        let generation = try await Self.tiny(kind.makeGateway())
        let before = try await WholeDatabase(generation.database)
        try await generation.run()
        let copy = try await CopiedTarget.copy(generation.database)
        try await generation.command(["cleanup", "--confirm"]).requireSuccess("gatefill cleanup")
        let refused = try await generation.command(["cleanup", "1", "--confirm"], on: copy)
        #expect(refused.exit == .status(69))
        try await generation.command(["cleanup", "--confirm", "--moved"], on: copy)
            .requireSuccess("gatefill cleanup --moved")
        #expect(try await WholeDatabase(copy).differences(from: before) == [])
    }

    @Test(arguments: TargetKind.allCases)
    func `a run whose database was renamed goes on`(kind: TargetKind) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "after-commit:30"))
        let renamed = try await CopiedTarget.rename(run.generation.database)
        let gone = try await run.generation.command(["resume"])
        #expect(gone.exit == .status(69), "\(gone.allOutput)")
        #expect(gone.standardError.contains("error[run-gone]"), "\(gone.allOutput)")
        let result = try await run.generation.command(["resume", "--moved"], on: renamed)
            .requireSuccess("gatefill resume --moved")
        #expect(result.standardError.contains("resuming run 2 of profile tiny in "))
        let whole = Generation(run.generation, into: renamed, seed: 42)
        #expect(try await whole.digest() == CrashingRun.undisturbedDigest())
        // Nothing need be named any more.
        try await whole.command(["verify"]).requireSuccess("gatefill verify")
        try await whole.command(["export", "fixtures", "--kind", "users"])
            .requireSuccess("gatefill export fixtures")
    }

    @Test(arguments: TargetKind.allCases)
    func `a copy of a part is completed while the original has gone on`(
        kind: TargetKind
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "after-commit:20"))
        let copy = try await CopiedTarget.copy(run.generation.database)
        #expect(try await run.proceed())
        try await run.generation.command(["resume", "--moved"], on: copy)
            .requireSuccess("gatefill resume --moved")
        let other = Generation(run.generation, into: copy, seed: 42)
        #expect(try await other.digest() == CrashingRun.undisturbedDigest())
        #expect(try await run.generation.digest() == CrashingRun.undisturbedDigest())
        #expect(
            try await Self.state(run.generation).map { $0[1] } == ["completed", "completed"]
        )
    }

    @Test func `a database that was restored on another server is taken with --moved`()
        async throws
    {
        let cluster = try await PostgresCluster.shared()
        let generation = try await Self.tiny(TargetKind.postgres.makeGateway())
        try await generation.run()
        let database = try #require(generation.database as? PostgresDatabase)
        let other = try await PostgresCluster.start(isDurable: false)
        let restored = PostgresDatabase(name: database.name, cluster: other)
        _ = try await other.rows(
            "CREATE DATABASE \(restored.name) OWNER \(PostgresCluster.owner)",
            database: "postgres"
        )
        let dump = generation.folder.file("dump.sql")
        try await cluster.dump(database.name, to: dump)
        try await other.load(dump, into: restored.name)
        // The name of the database is the same: the server is not.
        let refused = try await generation.command(["verify"], on: restored)
        #expect(refused.exit == .status(69))
        #expect(refused.standardError.contains("systemIdentifier: expected "))
        try await generation.command(["verify", "--moved"], on: restored)
            .requireSuccess("gatefill verify --moved")
        try await generation.command(["cleanup", "--confirm"], on: restored)
            .requireSuccess("gatefill cleanup")
        try await generation.command(["verify", "1"]).requireSuccess("gatefill verify 1")
        try await other.stop()
    }

    @Test(arguments: TargetKind.allCases)
    func `a copy that another journal has carried on is refused`(kind: TargetKind) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "after-commit:10"))
        let copy = try await CopiedTarget.copy(run.generation.database)
        let other = Generation(run.generation, into: copy, seed: 42)
        let foreign = ["--journal", "other.journal", "--target", copy.url]
        for command in [["journal", "rebuild"], ["resume"]] {
            try await GatefillBinary.run(
                command + foreign,
                in: other.folder,
                environment: ["PGPASSWORD": PostgresCluster.password]
            ).requireSuccess("gatefill \(command)")
        }
        let refused = try await run.generation.command(["verify", "1", "--moved"], on: copy)
        #expect(refused.exit == .status(69))
        #expect(
            refused.standardError.contains("its ledger belongs to another journal"),
            "\(refused.standardError)"
        )
        #expect(try await run.generation.eventCount("target-moved") == 0)
    }

    @Test func `a link to a SQLite file is the file`() async throws {
        let generation = try Self.tiny(try SQLiteFile())
        try await generation.run()
        let file = try #require(generation.database as? SQLiteFile)
        let link = SQLiteFile("link.db", in: file.folder)
        try FileManager.default.createSymbolicLink(
            atPath: link.path,
            withDestinationPath: file.path
        )
        try await generation.command(["verify", "1", "--checks", "counts"], on: link)
            .requireSuccess("gatefill verify")
    }
}
