import Foundation
import TestSupport
import Testing

/// Faults 15 and 16: two runners of one run.
@Suite(.serialized) struct Fault15TakeoverTests {
    private static func resume(_ run: SlowRun, journal: String) async throws -> ProcessResult {
        try await run.generation.gatefill(["resume", "--journal", journal])
    }

    // Not on SQLite: its one writer would wait for the lock that the other holds most of the time.
    @Test func `fault 15: a copied journal takes the run over, and the first runner is fenced`()
        async throws
    {
        let run = try await SlowRun(.postgres)
        let first = try run.start()
        try await run.waitForPrompts(3, first)
        try await run.copyJournal(to: "copy.journal")
        let second = try ChildProcess(
            GatefillBinary.path(),
            ["resume", "--journal", "copy.journal"],
            environment: run.generation.resumeEnvironment,
            workingFolder: run.generation.folder.path
        )
        let old = try await first.wait()
        #expect(old.exit == .status(69), "\(old.allOutput)")
        #expect(old.standardError.contains("error[runner-replaced]"), "\(old.standardError)")
        try await run.hurry()
        let new = try await second.wait()
        #expect(new.exit == .status(0), "\(new.allOutput)")
        try await run.expectWhole()
        let again = try await run.generation.resume()
        #expect(again.exit == .status(0), "the first journal finds every batch: \(again.allOutput)")
        try await run.expectWhole()
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 16: a runner that was stopped between two batches writes nothing when it goes on`(
        kind: TargetKind
    ) async throws {
        var run = try await SlowRun(kind)
        // A second worker would be stopped in its batch.
        run.generation.workers = 1
        try await run.hurry()
        let first = try run.start(environment: ["GATEFILL_CRASH_AT": "before-begin:30:stop"])
        try await Self.waitUntilStopped(first)
        try await run.copyJournal(to: "copy.journal")
        let second = try await Self.resume(run, journal: "copy.journal")
        #expect(second.exit == .status(0), "\(second.allOutput)")
        try await run.expectWhole()
        let ledger = try await run.ledgerCount()

        first.send(SIGCONT)
        let old = try await first.wait()
        #expect(old.exit == .status(69), "\(old.allOutput)")
        #expect(old.standardError.contains("error[runner-replaced]"), "\(old.standardError)")
        try await run.expectWhole()
        #expect(try await run.ledgerCount() == ledger)
    }

    @Test func `fault 16: a runner that was stopped in its batch holds the run, and is named`()
        async throws
    {
        let run = try await SlowRun(.postgres)
        try await run.hurry()
        let first = try run.start(environment: ["GATEFILL_CRASH_AT": "after-ledger-row:30:stop"])
        try await Self.waitUntilStopped(first)
        try await run.copyJournal(to: "copy.journal")
        let second = try await Self.resume(run, journal: "copy.journal")
        #expect(second.exit == .status(69), "\(second.allOutput)")
        #expect(second.standardError.contains("pg_terminate_backend"), "\(second.standardError)")

        // As told: its sessions are ended. Then the run is free, and the old runner is fenced.
        try await run.generation.database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'gatefill' AND datname = current_database()"
        )
        let third = try await Self.resume(run, journal: "copy.journal")
        #expect(third.exit == .status(0), "\(third.allOutput)")
        first.send(SIGCONT)
        let old = try await first.wait()
        #expect(old.exit == .status(69), "\(old.allOutput)")
        try await run.expectWhole()
    }

    /// Waits until a process has stopped itself.
    private static func waitUntilStopped(_ child: ChildProcess) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            try #require(child.poll() == nil, "\(child.standardError)")
            let state = try String(
                contentsOfFile: "/proc/\(child.processID)/stat",
                encoding: .utf8
            )
            // The state follows the program's name, which stands in parentheses.
            if state.split(separator: ")").last?.hasPrefix(" T") == true { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw TestSupportError("a process did not stop", detail: child.standardError)
    }
}
