import ContextForge
import Foundation
import Journal
import Planner
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// Journal and ledger disagree, in a real SQLite file.
@Suite struct RunRecoveryTests {
    private struct Filled {
        let fixture: RunFixture
        let journal: EventStore
        let file: SQLiteFile
        let target: SQLiteTarget
        let digests: [TableDigest]
    }

    /// A run whose every batch is in, but which has not been recorded as complete.
    private func fill() throws -> Filled {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        return Filled(
            fixture: fixture,
            journal: journal,
            file: file,
            target: target,
            digests: try digests(fixture, target)
        )
    }

    private func digests(_ fixture: RunFixture, _ target: any Target) throws -> [TableDigest] {
        let schema = try target.readSchema()
        return try fixture.plan.tables.map { table in
            try target.digest(of: try #require(schema.tables[table.name]))
        }
    }

    @Test func `the rows are those of the plan`() throws {
        let filled = try fill()
        #expect(filled.digests.map(\.rowCount) == filled.fixture.plan.tables.map(\.rowCount))
    }

    @Test func `fault 10: a checkpointed batch that the target lost is reported and loaded again`()
        async throws
    {
        let filled = try fill()
        let plan = filled.fixture.plan
        let prompts = try #require(plan.tables.firstIndex { $0.name == "prompts" })
        let lost = [plan.tables[prompts].firstBatch, plan.tables[prompts].firstBatch + 1]
        let rowCount = lost.reduce(0) { $0 + plan.batch($1).rows.count }
        // An older backup: the last rows and their ledger rows are gone.
        try await filled.file.execute(
            """
            DELETE FROM prompts WHERE rowid IN (SELECT rowid FROM prompts ORDER BY rowid
            LIMIT \(rowCount))
            """
        )
        for batch in lost {
            try await filled.file.execute(
                "DELETE FROM gatefill_batch WHERE batch_number = \(batch)"
            )
        }
        let resumed = try filled.fixture.resume(filled.journal, filled.target)
        #expect(resumed.lostCount == 2)
        #expect(resumed.recoveredCount == 0)
        #expect(
            resumed.notices
                == ["the target lost 2 committed batches: they are loaded again"]
        )
        let reported = try filled.journal.allEvents().compactMap { event -> BatchLost? in
            guard case .batchLost(let payload) = event else { return nil }
            return payload
        }
        #expect(reported.map(\.batch) == lost)
        #expect(reported.map(\.table) == ["prompts", "prompts"])
        #expect(reported[0].reason == "absent from the target's ledger")
        for batch in lost {
            #expect(try filled.journal.batch(run: 1, number: batch)?.state == .lost)
        }

        let board = ProgressBoard()
        #expect(
            try filled.fixture.carryOut(resumed, filled.journal, filled.target, board: board)
                == .completed
        )
        #expect(board.snapshot.newRowCount == Int64(rowCount))
        #expect(try digests(filled.fixture, filled.target) == filled.digests)
        #expect(try filled.journal.run(1)?.batchesCommitted == plan.batchCount)
    }

    @Test func `fault 4: a committed batch without a checkpoint is recovered and not sent again`()
        throws
    {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let assignment = try fixture.start(journal, target)
        // The process is killed between the target's answer and the checkpoint.
        let table = try #require(fixture.plan.dataset.table(named: "email_users"))
        let batch = fixture.plan.batch(0)
        var rows = RowStream(
            table,
            rows: batch.rows,
            batch: ColumnBatch(table: type(of: table).definition)
        )
        let ticket = BatchTicket(
            runUID: assignment.runUID,
            epoch: assignment.epoch,
            batchNumber: 0,
            match: assignment.matches[0],
            table: "email_users",
            rows: batch.rows,
            attempt: 1
        )
        #expect(try target.openSession().commit(ticket, rows: &rows) != .alreadyCommitted)
        #expect(try journal.batch(run: 1, number: 0) == nil)

        let resumed = try fixture.resume(journal, target)
        #expect(resumed.recoveredCount == 1)
        #expect(resumed.lostCount == 0)
        #expect(resumed.committed.contains(0))
        #expect(
            resumed.notices == ["1 batches were committed without a checkpoint: recovered"]
        )
        let record = try #require(try journal.batch(run: 1, number: 0))
        #expect(record.state == .recovered)
        #expect(record.rowCount == Int64(batch.rows.count))
        #expect(try fixture.carryOut(resumed, journal, target) == .completed)
        let users = try target.queryInteger("SELECT count(*) FROM email_users")
        #expect(users == fixture.plan.tables[0].rowCount)
        #expect(try journal.run(1)?.rowsCommitted == fixture.plan.rowCount)
    }

    @Test func `fault 20: a journal cut off at any event gives the same rows`() async throws {
        let filled = try fill()
        let events = try filled.journal.allEvents()
        // Right after the binding, in the middle, and before the last checkpoint.
        for cut in [2, events.count / 2, events.count - 1] {
            let path = filled.fixture.folder.file("cut-\(cut).journal")
            let journal = try EventStore(path: path, mode: .write)
            _ = try journal.append(events[..<cut].map { NewEvent(run: 1, $0) })
            let resumed = try filled.fixture.resume(journal, filled.target)
            #expect(resumed.recoveredCount > 0)
            #expect(resumed.committed.count == filled.fixture.plan.batchCount)
            #expect(try filled.fixture.carryOut(resumed, journal, filled.target) == .completed)
            #expect(try digests(filled.fixture, filled.target) == filled.digests)
            #expect(try journal.run(1)?.batchesCommitted == filled.fixture.plan.batchCount)
        }
    }

    @Test func `fault 16: the older runner is fenced when the run is resumed`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let old = try fixture.start(journal, target)
        let new = try fixture.resume(journal, target)
        let error = try #require(throws: TargetError.self) {
            _ = try fixture.carryOut(old, journal, target)
        }
        #expect(error.category == .fenced)
        #expect(try target.queryInteger("SELECT count(*) FROM email_users") == 0)
        #expect(try fixture.carryOut(new, journal, target) == .completed)
    }

    @Test func `fault 11: another database behind the same path is refused`() throws {
        let filled = try fill()
        try FileManager.default.removeItem(atPath: filled.file.path)
        let error = try #require(throws: RunFailure.self) {
            _ = try filled.fixture.resume(filled.journal, filled.target)
        }
        #expect(error.code == "target-identity")
        #expect(!FileManager.default.fileExists(atPath: filled.file.path))
    }

    @Test func `statistics and completion are recorded`() throws {
        let filled = try fill()
        let resumed = try filled.fixture.resume(filled.journal, filled.target)
        let finisher = RunFinisher(resumed, target: filled.target, journal: filled.journal)
        #expect(try finisher.analyze(until: StopRequest(), workerCount: 2) == [])
        try finisher.complete(seconds: 2.5)
        try finisher.verified([
            CheckResult(check: .counts, subject: "tools", measure: .violations(2)),
            CheckResult(check: .uniqueness, subject: "tools (id)", measure: .violations(0)),
        ])
        let run = try #require(try filled.journal.run(1))
        #expect(run.phase == .completed)
        #expect(run.durationMicroseconds == 2_500_000)
        #expect(run.hasPassedVerification == false)
        guard case .runVerified(let verified) = try filled.journal.allEvents().last else {
            Issue.record("the last event is not the verification")
            return
        }
        #expect(verified.checkCount == 2)
        #expect(verified.failedCount == 1)
        #expect(verified.summary == "counts tools: 2 violations")
    }
}
