import Foundation
import TestSupport
import Testing

/// Faults 10 to 13: the target is not what it was, or the profile is not.
@Suite struct Fault10OtherStateTests {
    /// What belongs to a SQLite file: a runner that was killed leaves its write-ahead log.
    private static let suffixes = ["", "-wal"]

    private static func remove(_ file: SQLiteFile) throws {
        for suffix in suffixes + ["-shm"]
        where FileManager.default.fileExists(atPath: file.path + suffix) {
            try FileManager.default.removeItem(atPath: file.path + suffix)
        }
    }

    /// Copies a target aside, while nobody works on it.
    private static func backUp(_ database: any TestDatabase) async throws {
        if let file = database as? SQLiteFile {
            for suffix in suffixes
            where FileManager.default.fileExists(atPath: file.path + suffix) {
                try FileManager.default.copyItem(
                    atPath: file.path + suffix,
                    toPath: file.path + ".backup" + suffix
                )
            }
        } else if let database = database as? PostgresDatabase {
            _ = try await database.cluster.rows(
                "CREATE DATABASE \(database.name)_backup OWNER \(PostgresCluster.owner)"
                    + " TEMPLATE \(database.name)",
                database: "postgres"
            )
        }
    }

    /// Puts the copy in the place of the target.
    private static func restore(_ database: any TestDatabase) async throws {
        if let file = database as? SQLiteFile {
            try remove(file)
            for suffix in suffixes
            where FileManager.default.fileExists(atPath: file.path + ".backup" + suffix) {
                try FileManager.default.moveItem(
                    atPath: file.path + ".backup" + suffix,
                    toPath: file.path + suffix
                )
            }
        } else if let database = database as? PostgresDatabase {
            try await recreate(database, from: "\(database.name)_backup")
        }
    }

    /// Drops a database and gives its name to another.
    private static func recreate(
        _ database: PostgresDatabase,
        from other: String? = nil
    ) async throws {
        _ = try await database.cluster.rows(
            "DROP DATABASE \(database.name) WITH (FORCE)",
            database: "postgres"
        )
        _ = try await database.cluster.rows(
            other.map { "ALTER DATABASE \($0) RENAME TO \(database.name)" }
                ?? "CREATE DATABASE \(database.name) OWNER \(PostgresCluster.owner)",
            database: "postgres"
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 10: exactly what an older state of the target lacks is loaded again`(
        kind: TargetKind
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "before-begin:20"))
        try await Self.backUp(run.generation.database)
        #expect(try await !run.proceed(crashAt: "before-begin:25"))
        let states = "SELECT count(*) FROM batch WHERE state IN (2, 4)"
        let committed = try await run.generation.journal.integer(states)
        try await Self.restore(run.generation.database)
        let table = kind == .sqlite ? "gatefill_batch" : "gatefill.batch"
        let kept = try await run.generation.database.integer("SELECT count(*) FROM \(table)")
        #expect(kept < committed)

        let result = try await run.generation.resume()
        #expect(result.exit == .status(0), "\(result.allOutput)")
        // Two batches may have been committed whose checkpoints were not written.
        let lost = try await run.generation.eventCount("batch-lost")
        #expect((committed - kept)...(committed - kept + 2) ~= lost)
        #expect(result.standardError.contains("the target lost \(lost) committed batches"))
        try await run.expectWhole()
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 10: a runner of the time after the older state is fenced nevertheless`(
        kind: TargetKind
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "before-begin:20"))
        try await Self.backUp(run.generation.database)
        #expect(try await !run.proceed(crashAt: "before-begin:5"))
        try await Self.restore(run.generation.database)
        #expect(try await run.proceed())
        let epochs = try await run.generation.journal.rows(
            "SELECT json_extract(payload, '$.epoch') FROM event WHERE kind = 'target-bound'"
        )
        #expect(epochs == [["1"], ["2"], ["3"]], "an epoch was given twice")
        try await run.expectWhole()
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 11: a target that was dropped and made anew is refused without a write`(
        kind: TargetKind
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "before-begin:20"))
        // Another run's tables and ledger, behind the same URL.
        let other = try await CrashingRun(kind)
        try await other.generation.run()
        if let file = run.generation.database as? SQLiteFile,
            let source = other.generation.database as? SQLiteFile
        {
            try Self.remove(file)
            try FileManager.default.copyItem(atPath: source.path, toPath: file.path)
        } else if let database = run.generation.database as? PostgresDatabase,
            let source = other.generation.database as? PostgresDatabase
        {
            try await Self.recreate(database, from: source.name)
        }
        let before = try await run.generation.digest()
        let result = try await run.generation.resume()
        #expect(result.exit == .status(69), "\(result.allOutput)")
        #expect(result.standardError.contains("error[target-identity]"))
        #expect(try await run.generation.digest() == before)
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 12: a schema that was migrated is refused with the difference`(
        kind: TargetKind
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "before-begin:20"))
        let before = try await run.generation.digest()
        try await run.generation.database.execute("ALTER TABLE tools ADD COLUMN novelty TEXT")
        let result = try await run.generation.resume()
        #expect(result.exit == .status(69), "\(result.allOutput)")
        #expect(result.standardError.contains("error[schema-changed]"))
        #expect(result.standardError.contains("new: tools.novelty text"), "\(result.standardError)")
        try await run.generation.database.execute("ALTER TABLE tools DROP COLUMN novelty")
        #expect(try await run.generation.digest() == before)
        if kind == .postgres {
            // SQLite keeps the statement that made a table, and its text has changed.
            #expect(try await run.proceed())
            try await run.expectWhole()
        }
    }

    @Test func `fault 13: a run is resumed from its journal when its profile has changed`()
        async throws
    {
        var generation = try await CrashingRun(.sqlite).generation
        let tiny = try String(
            contentsOfFile: "\(PackageRoot.path)/profiles/tiny.yaml",
            encoding: .utf8
        )
        let path = generation.folder.file("tiny.yaml")
        try tiny.write(toFile: path, atomically: true, encoding: .utf8)
        generation.profile = "tiny"
        var arguments = generation.generateArguments
        arguments[1] = "--config"
        arguments[2] = path
        let first = try await generation.gatefill(arguments, crashAt: "before-begin:20")
        #expect(first.exit == .signal(SIGKILL))
        try "scale:\n  users: 3\n".write(toFile: path, atomically: true, encoding: .utf8)
        try await generation.resume().requireSuccess("gatefill resume")
        #expect(try await generation.digest() == CrashingRun.undisturbedDigest())
    }
}
