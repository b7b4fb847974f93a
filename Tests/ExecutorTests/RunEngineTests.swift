import ContextForge
import Foundation
import Journal
import Planner
import Rows
import Synchronization
import Targets
import TestSupport
import Testing

@testable import Executor

@Suite struct RunEngineTests {
    private static func transient() -> TargetError {
        TargetError(
            code: "connection-lost",
            message: "could not go on: the connection to the target was lost",
            category: .transient
        )
    }

    private static func definite() -> TargetError {
        TargetError(
            code: "key-collision",
            message: "could not commit a batch: a key is in the target already",
            detail: "SQLSTATE 23505"
        )
    }

    @Test(arguments: [1, 2, 5])
    func `a batch's start is in the journal before it is committed`(workers: Int) throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let early = Mutex<[String]>([])
        let target = FakeTarget(willCommit: { ticket in
            let record = Result { try journal.batch(run: 1, number: ticket.batchNumber) }
            guard case .success(let batch?) = record, batch.state == .started,
                batch.firstRow == ticket.rows.lowerBound,
                batch.rowCount == Int64(ticket.rows.count), batch.epoch == ticket.epoch
            else {
                early.withLock { $0.append("\(ticket.batchNumber): \(record)") }
                return
            }
        })
        let assignment = try fixture.start(journal, target)
        #expect(
            try fixture.carryOut(assignment, journal, target, workers: workers) == .completed
        )
        #expect(early.withLock { $0 } == [])
        #expect(target.state.withLock { $0.calls.count } == Int(fixture.plan.batchCount))
    }

    @Test(arguments: [(1, false), (1, true), (4, false), (4, true)])
    func `every batch is committed once, with its checkpoint`(
        workers: Int,
        worksInProcess: Bool
    ) throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget(worksInProcess: worksInProcess)
        let assignment = try fixture.start(journal, target)
        #expect(
            try fixture.carryOut(assignment, journal, target, workers: workers) == .completed
        )
        try expectComplete(fixture, journal, target)
        let run = try #require(try journal.run(1))
        #expect(run.batchesCommitted == fixture.plan.batchCount)
        #expect(run.rowsCommitted == fixture.plan.rowCount)
        for record in try journal.batches(run: 1) {
            #expect(record.state == .committed)
            #expect(record.digest?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
        }
        #expect(try journal.milestones() == ["run-planned", "target-bound"])
    }

    @Test(
        arguments: [
            (true, 1, 1, false), (true, 1, 2, true), (true, 2, 2, false), (true, 2, 4, true),
            (false, 1, 8, false),
        ] as [(Bool, Int, Int, Bool)]
    )
    func `rows are made ahead for a library that leaves a core to spare`(
        worksInProcess: Bool,
        workers: Int,
        cores: Int,
        expected: Bool
    ) {
        #expect(
            RunEngine.makesRowsAhead(
                worksInProcess: worksInProcess,
                workerCount: workers,
                coreCount: cores
            ) == expected
        )
    }

    @Test func `rows that are made ahead have the digests of those that are not`() throws {
        var digests: [[String?]] = []
        for worksInProcess in [false, true] {
            let fixture = try RunFixture(profile: "small", batchSize: 3_000)
            let journal = try fixture.openJournal()
            let target = FakeTarget(worksInProcess: worksInProcess)
            let assignment = try fixture.start(journal, target)
            #expect(
                try fixture.carryOut(assignment, journal, target, workers: 1, cores: 2)
                    == .completed
            )
            let batches = try journal.batches(run: 1)
            // Of several slices each.
            #expect(batches.contains { $0.rowCount > 2 * Int64(ColumnBatch.sliceRowCountMax) })
            digests.append(batches.map(\.digest))
        }
        #expect(digests[0] == digests[1])
        #expect(digests[0].allSatisfy { $0 != nil })
    }

    @Test func `a table's batches wait for those of its parents`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let done = Mutex<Set<Int64>>([])
        let early = Mutex<[Int64]>([])
        let plan = fixture.plan
        let target = FakeTarget(
            willCommit: { ticket in
                let table = plan.tables[plan.batch(ticket.batchNumber).table]
                let known = done.withLock { $0 }
                let areIn = table.parents.allSatisfy { parent in
                    let first = plan.tables[parent].firstBatch
                    return (first..<first + plan.tables[parent].batchCount)
                        .allSatisfy { known.contains($0) }
                }
                if !areIn { early.withLock { $0.append(ticket.batchNumber) } }
            },
            didCommit: { ticket in done.withLock { _ = $0.insert(ticket.batchNumber) } }
        )
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target, workers: 8) == .completed)
        #expect(early.withLock { $0 } == [])
    }

    @Test func `the target's limit of sessions holds`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget(sessionCountMax: 1)
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target, workers: 8) == .completed)
        #expect(target.state.withLock { $0.openCount } == 1)
        #expect(target.state.withLock { $0.busyCountMax } == 1)
    }

    @Test func `a transient failure is recorded and tried again in a new session`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget(willCommit: { ticket throws(TargetError) in
            if ticket.batchNumber == 3 && ticket.attempt < 3 { throw Self.transient() }
        })
        let board = ProgressBoard()
        let assignment = try fixture.start(journal, target)
        #expect(
            try fixture.carryOut(assignment, journal, target, workers: 1, board: board)
                == .completed
        )
        try expectComplete(fixture, journal, target)
        #expect(board.snapshot.retryCount == 2)
        #expect(target.state.withLock { $0.openCount } == 3)
        let events = try journal.allEvents().filter { $0.payload.batchNumber == 3 }
        let kinds = events.map(\.kind.rawValue)
        #expect(
            kinds == [
                "batch-started", "batch-failed", "batch-started", "batch-failed", "batch-started",
                "batch-committed",
            ]
        )
        guard case .batchFailed(let failed) = events[1],
            case .batchCommitted(let committed) = events[5]
        else { return }
        #expect(failed.attempt == 1)
        #expect(failed.causeCode == "connection-lost")
        #expect(failed.message == Self.transient().cause)
        #expect(committed.attempt == 3)
    }

    @Test
    func `fault 6: a commit whose answer was lost is found in the ledger by the next attempt`()
        throws
    {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget(didCommit: { ticket throws(TargetError) in
            if ticket.batchNumber == 2 { throw Self.transient() }
        })
        let board = ProgressBoard()
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target, board: board) == .completed)
        try expectComplete(fixture, journal, target)
        #expect(try journal.batch(run: 1, number: 2)?.state == .recovered)
        #expect(board.snapshot.recoveredCount == 1)
    }

    @Test func `a transient failure that does not end stops the run, which can be resumed`()
        throws
    {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let isBroken = Atomic(true)
        let target = FakeTarget(willCommit: { ticket throws(TargetError) in
            if ticket.batchNumber == 5 && isBroken.load(ordering: .relaxed) {
                throw Self.transient()
            }
        })
        let assignment = try fixture.start(journal, target)
        let error = try #require(throws: TargetError.self) {
            _ = try fixture.carryOut(assignment, journal, target, attempts: 3)
        }
        #expect(error.code == "connection-lost")
        #expect(error.category == .transient)
        let calls = target.state.withLock { $0.calls.filter { $0.batchNumber == 5 } }
        #expect(calls.map(\.attempt) == [1, 2, 3])
        #expect(try journal.run(1)?.phase == .failed)

        isBroken.store(false, ordering: .relaxed)
        let resumed = try fixture.resume(journal, target)
        #expect(try fixture.carryOut(resumed, journal, target) == .completed)
        try expectComplete(fixture, journal, target)
    }

    @Test(arguments: [1, 4])
    func `a definite failure stops the run with its cause in the journal`(workers: Int) throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget(willCommit: { ticket throws(TargetError) in
            if ticket.batchNumber == 4 { throw Self.definite() }
        })
        let assignment = try fixture.start(journal, target)
        let error = try #require(throws: TargetError.self) {
            _ = try fixture.carryOut(assignment, journal, target, workers: workers)
        }
        #expect(error.code == "key-collision")
        #expect(error.detail == "SQLSTATE 23505")
        let events = try journal.allEvents()
        guard case .runFailed(let failed) = events.last else {
            Issue.record("the last event is \(String(describing: events.last))")
            return
        }
        #expect(failed.batch == 4)
        #expect(failed.causeCode == "key-collision")
        #expect(failed.message == Self.definite().cause)
        let run = try #require(try journal.run(1))
        #expect(run.phase == .failed)
        #expect(run.phase.isResumable)
        #expect(run.causeCode == "key-collision")
        #expect(try journal.batch(run: 1, number: 4)?.state == .failed)
        // One attempt, and no batch is begun once the journal knows of the failure. How many were
        // begun before depends on when the failing worker gets the processor.
        let calls = target.state.withLock { $0.calls }
        #expect(calls.filter { $0.batchNumber == 4 }.count == 1)
        let kinds = events.map(\.kind.rawValue)
        let failure = try #require(kinds.firstIndex(of: "batch-failed"))
        #expect(!kinds[failure...].contains("batch-started"))
        #expect(Int64(calls.count) < fixture.plan.batchCount)
        // What is in the target has its checkpoint.
        let ledger = try target.committedBatches(runUID: assignment.runUID)
        let states = try journal.batchStates(run: 1)
        #expect(ledger == (0..<fixture.plan.batchCount).filter { states[$0] == .committed })
    }

    @Test func `a runner that was replaced stops without another attempt`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let assignment = try fixture.start(journal, target)
        _ = try target.bind(
            RunRegistration(
                uid: assignment.runUID,
                planDigest: fixture.plan.digest,
                isResumed: true
            )
        )
        let error = try #require(throws: TargetError.self) {
            _ = try fixture.carryOut(assignment, journal, target, workers: 1)
        }
        #expect(error.category == .fenced)
        #expect(target.state.withLock { $0.calls.count } == 1)
        #expect(try target.committedBatches(runUID: assignment.runUID) == [])
    }

    @Test(arguments: [1, 3], [0, 5, 12] as [Int64])
    func `a run that is stopped can be resumed, and each batch is stored once`(
        workers: Int,
        stopBatch: Int64
    ) throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let stop = StopRequest()
        let target = FakeTarget(willCommit: { ticket in
            if ticket.batchNumber == stopBatch { stop.stop(reason: "SIGTERM") }
        })
        let assignment = try fixture.start(journal, target)
        #expect(
            try fixture.carryOut(assignment, journal, target, workers: workers, stop: stop)
                == .interrupted(reason: "SIGTERM")
        )
        guard case .runInterrupted(let interrupted) = try journal.allEvents().last else {
            Issue.record("the last event is not the interruption")
            return
        }
        #expect(interrupted.reason == "SIGTERM")
        let run = try #require(try journal.run(1))
        #expect(run.phase == .interrupted)
        #expect(run.batchesCommitted < fixture.plan.batchCount)
        let before = target.state.withLock { $0.calls.count }

        let resumed = try fixture.resume(journal, target)
        #expect(resumed.epoch == 2)
        #expect(resumed.committed.count == run.batchesCommitted)
        #expect(resumed.recoveredCount == 0)
        #expect(resumed.lostCount == 0)
        #expect(try fixture.carryOut(resumed, journal, target) == .completed)
        try expectComplete(fixture, journal, target)
        let calls = target.state.withLock { $0.calls.count }
        #expect(Int64(calls - before) == fixture.plan.batchCount - run.batchesCommitted)
    }

    @Test func `a stop before the first batch begins nothing`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        let stop = StopRequest()
        stop.stop(reason: "SIGINT")
        stop.stop(reason: "SIGTERM")
        let assignment = try fixture.start(journal, target)
        #expect(
            try fixture.carryOut(assignment, journal, target, stop: stop)
                == .interrupted(reason: "SIGINT")
        )
        #expect(target.state.withLock { $0.calls.isEmpty })
    }

    @Test func `a stop that comes with the last batch leaves a complete run`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let stop = StopRequest()
        let last = fixture.plan.batchCount - 1
        let target = FakeTarget(willCommit: { ticket in
            if ticket.batchNumber == last { stop.stop(reason: "SIGINT") }
        })
        let assignment = try fixture.start(journal, target)
        #expect(
            try fixture.carryOut(assignment, journal, target, workers: 1, stop: stop)
                == .completed
        )
        try expectComplete(fixture, journal, target)
    }

    @Test
    func `fault 17: a journal that cannot be written stops the run, and what is in is recovered`()
        throws
    {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        // The journal ends while batch 6 is in hand, as if the process were killed there.
        let target = FakeTarget(didCommit: { ticket in
            guard ticket.batchNumber == 6 else { return }
            do { try journal.close() } catch { Issue.record("\(error)") }
        })
        let assignment = try fixture.start(journal, target)
        #expect(throws: JournalError.self) {
            try fixture.carryOut(assignment, journal, target, workers: 1)
        }
        let ledger = try target.committedBatches(runUID: assignment.runUID)
        #expect(ledger.contains(6))
        let order = target.state.withLock { $0.calls.map(\.batchNumber) }
        let position = try #require(order.firstIndex(of: 6))
        #expect(
            ledger.count <= position + 2,
            "batches were committed that the journal had not begun"
        )

        let reopened = try fixture.openJournal()
        let resumed = try fixture.resume(reopened, target)
        #expect(resumed.recoveredCount >= 1)
        #expect(try reopened.batch(run: 1, number: 6)?.state == .recovered)
        #expect(try fixture.carryOut(resumed, reopened, target) == .completed)
        try expectComplete(fixture, reopened, target)
    }

    /// Every batch is in the target once, and the journal says so.
    private func expectComplete(
        _ fixture: RunFixture,
        _ journal: EventStore,
        _ target: FakeTarget,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let counts = target.state.withLock { $0.storedCounts }
        #expect(counts.count == Int(fixture.plan.batchCount), sourceLocation: location)
        #expect(counts.values.allSatisfy { $0 == 1 }, sourceLocation: location)
        let run = try #require(try journal.run(1), sourceLocation: location)
        #expect(run.batchesCommitted == fixture.plan.batchCount, sourceLocation: location)
        #expect(run.rowsCommitted == fixture.plan.rowCount, sourceLocation: location)
    }
}
