import Foundation
import TestSupport
import Testing

/// Faults 1 to 5: what is in target and journal right after a SIGKILL, and what resuming makes of
/// it.
///
/// ``CrashLabelTests`` kills at every label; here one kill at a time is looked at closely, with one
/// worker, so that it is known which batch was in hand.
@Suite struct Fault01KilledRunTests {
    private static func killed(
        _ kind: TargetKind,
        at crash: String
    ) async throws -> CrashingRun {
        var run = try await CrashingRun(kind)
        run.generation.workers = 1
        #expect(try await !run.proceed(crashAt: crash))
        return run
    }

    private static func ledgerCount(_ run: CrashingRun, _ kind: TargetKind) async throws -> Int {
        let table = kind == .sqlite ? "gatefill_batch" : "gatefill.batch"
        return try await run.generation.database.integer("SELECT count(*) FROM \(table)")
    }

    private static func startCount(_ run: CrashingRun, ofBatch batch: String) async throws -> Int {
        try await run.generation.journal.integer(
            "SELECT count(*) FROM event WHERE kind = 'batch-started' AND batch = \(batch)"
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 1: a kill before the first start is stored leaves the target untouched`(
        kind: TargetKind
    ) async throws {
        // The first group behind the reserved keys is the one that begins batches.
        var probe = try await CrashingRun(kind)
        #expect(try await !probe.proceed(crashAt: "before-begin:1"))
        let groups = try await probe.generation.journal.integer(
            "SELECT count(DISTINCT at_utc) FROM event WHERE kind <> 'batch-started'"
        )
        var run = try await Self.killed(kind, at: "before-journal-transaction:\(groups + 1)")
        #expect(try await run.generation.eventCount("batch-started") == 0)
        #expect(try await Self.ledgerCount(run, kind) == 0)
        #expect(try await run.proceed())
        try await run.expectWhole()
        #expect(try await run.generation.eventCount("batch-recovered") == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `fault 2: a kill in the middle of the rows leaves no ledger row, and they come once`(
        kind: TargetKind
    ) async throws {
        var run = try await Self.killed(kind, at: "mid-rows:12")
        // Every batch is one slice, so the twelfth batch was in hand.
        #expect(try await Self.ledgerCount(run, kind) == 11)
        #expect(try await run.proceed())
        try await run.expectWhole()
    }

    @Test func `fault 3: a kill between COMMIT and its answer is decided by the ledger`()
        async throws
    {
        var run = try await Self.killed(.postgres, at: "commit-sent:12")
        #expect((11...12) ~= (try await Self.ledgerCount(run, .postgres)))
        #expect(try await run.proceed())
        try await run.expectWhole()
        let ledger = try await Self.ledgerCount(run, .postgres)
        #expect(try await run.generation.journal.integer("SELECT batch_total FROM run") == ledger)
    }

    @Test(arguments: TargetKind.allCases, ["after-commit:12", "before-report:12"])
    func `fault 4: a batch that was acknowledged without a checkpoint is recovered, not loaded`(
        kind: TargetKind,
        crash: String
    ) async throws {
        var run = try await Self.killed(kind, at: crash)
        #expect(try await Self.ledgerCount(run, kind) == 12)
        #expect(try await run.proceed())
        let recovered = try await run.generation.journal.rows(
            "SELECT batch FROM event WHERE kind = 'batch-recovered' ORDER BY batch DESC"
        ).compactMap { $0[0] }
        #expect((1...2) ~= recovered.count)
        for batch in recovered { #expect(try await Self.startCount(run, ofBatch: batch) == 1) }
        try await run.expectWhole()
    }

    @Test(arguments: TargetKind.allCases, ["before-journal-commit:20", "after-journal-commit:20"])
    func `fault 5: a kill inside the journal's own commit leaves a sound journal`(
        kind: TargetKind,
        crash: String
    ) async throws {
        var run = try await Self.killed(kind, at: crash)
        let audit = try await run.generation.gatefill(
            ["audit", "verify", "--journal", "run.journal"]
        )
        #expect(audit.exit == .status(0), "\(audit.allOutput)")
        #expect(try await run.proceed())
        try await run.expectWhole()
    }
}
