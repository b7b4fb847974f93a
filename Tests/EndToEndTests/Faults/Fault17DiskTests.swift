import Foundation
import TestSupport
import Testing

/// Faults 17 to 20: disks that are full, that cannot sync, or that lose what was not synced.
///
/// The disk is a library between the program and libc, see ``TestSupport/FaultyDisk``: the program
/// sees what it would see from the kernel, at a moment of the test's choice.
@Suite(.serialized) struct Fault17DiskTests {
    /// Batches of the ledger whose start the journal does not know: there must never be one.
    private static func unknownBatchCount(_ run: SlowRun) async throws -> Int {
        let started = try await run.generation.journal.rows(
            "SELECT DISTINCT batch FROM event WHERE kind = 'batch-started'"
        )
        let ledger = try await run.generation.database.rows(
            "SELECT batch_number FROM \(run.ledger("batch"))"
        )
        return Set(ledger.map { $0[0] }).subtracting(started.map { $0[0] }).count
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 17: a full disk of the journal stops the run before the next batch is sent`(
        kind: TargetKind
    ) async throws {
        let run = try await SlowRun(kind)
        let disk = try FaultyDisk(.full, files: "run.journal")
        let child = try run.start(environment: disk.environment)
        try await run.waitForPrompts(3, child)
        try disk.fail()
        let result = try await child.wait()
        #expect(result.exit == .status(69), "\(result.allOutput)")
        #expect(result.standardError.contains("error[journal-write-failed]"))
        #expect(result.standardError.contains("run: gatefill resume 1"))
        #expect(disk.failureCount > 0)
        #expect(try await Self.unknownBatchCount(run) == 0)

        try await run.hurry()
        let refused = try await run.generation.gatefill(
            ["resume", "--journal", "run.journal"],
            with: disk.environment
        )
        #expect(refused.exit == .status(69), "\(refused.allOutput)")
        try disk.mend()
        let resumed = try await run.generation.gatefill(
            ["resume", "--journal", "run.journal"],
            with: disk.environment
        )
        #expect(resumed.exit == .status(0), "\(resumed.allOutput)")
        try await run.expectWhole()
    }

    @Test func `fault 18: a full disk of a SQLite target stops the run with the cause`()
        async throws
    {
        let run = try await SlowRun(.sqlite)
        let disk = try FaultyDisk(.full, files: "target.db")
        let child = try run.start(environment: disk.environment)
        try await run.waitForPrompts(3, child)
        try disk.fail()
        let result = try await child.wait()
        #expect(result.exit == .status(1), "\(result.allOutput)")
        #expect(result.standardError.contains("error[target-disk-full]"), "\(result.standardError)")
        #expect(result.standardError.contains("run: gatefill resume 1"))
        // One attempt: a full disk does not get better by trying.
        #expect(try await run.generation.eventCount("batch-failed") == 1)
        try disk.mend()
        try await run.hurry()
        try await run.generation.resume().requireSuccess("gatefill resume")
        try await run.expectWhole()
    }

    @Test func `fault 18: a full disk of a PostgreSQL server stops the run with the cause`()
        async throws
    {
        let disk = try FaultyDisk(.full, files: "/base/")
        let cluster = try await PostgresCluster.start(
            isDurable: false,
            environment: disk.environment
        )
        let run = try await SlowRun(.postgres, in: cluster.createDatabase())
        let child = try run.start()
        try await run.waitForPrompts(3, child)
        try disk.fail()
        try await run.hurry()
        let result = try await child.wait()
        try disk.mend()
        #expect(result.exit == .status(1), "\(result.allOutput)")
        #expect(result.standardError.contains("error[target-disk-full]"), "\(result.standardError)")
        #expect(result.standardError.contains("53100"))
        #expect(try await run.generation.eventCount("run-failed") == 1)
        try await run.generation.resume().requireSuccess("gatefill resume")
        try await run.expectWhole()
        try await cluster.stop()
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 19: an fsync of the journal that fails is fatal and is not tried again`(
        kind: TargetKind
    ) async throws {
        let run = try await SlowRun(kind)
        let disk = try FaultyDisk(.unsynced, files: "run.journal-wal")
        let child = try run.start(environment: disk.environment)
        try await run.waitForPrompts(3, child)
        try disk.fail()
        let result = try await child.wait()
        #expect(result.exit == .status(69), "\(result.allOutput)")
        #expect(result.standardError.contains("error[journal-write-failed]"))
        // One for the commit; closing the file makes SQLite ask once more, and nobody relies on it.
        #expect((1...2) ~= disk.failureCount)
        #expect(try await Self.unknownBatchCount(run) == 0)
        try disk.mend()
        try await run.hurry()
        try await run.generation.resume().requireSuccess("gatefill resume")
        try await run.expectWhole()
    }

    @Test(arguments: TargetKind.allCases, [0.1, 0.5, 0.93])
    func `fault 20: writes of the journal that a loss of power took are made up for`(
        kind: TargetKind,
        keptShare: Double
    ) async throws {
        var run = try await CrashingRun(kind)
        #expect(try await !run.proceed(crashAt: "after-commit:60"))
        // The log of a journal that was not checkpointed yet: its end never reached the disk.
        let path = run.generation.journal.path + "-wal"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let size = try #require(attributes[.size] as? Int)
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.truncate(atOffset: UInt64(Double(size) * keptShare))
        try handle.close()
        let hasRun = try await run.hasRun()
        if !hasRun {
            // Even the plan is gone: the ledger has it.
            try await run.generation.gatefill(["journal", "rebuild", "--journal", "run.journal"])
                .requireSuccess("journal rebuild")
        }
        #expect(try await run.proceed())
        #expect(try await run.generation.eventCount("batch-recovered") > 0)
        try await run.expectWhole()
    }
}
