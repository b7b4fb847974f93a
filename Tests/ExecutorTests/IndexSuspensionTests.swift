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

/// Suspension and restoration as a run, a resumption and a cleanup carry them out.
@Suite struct IndexSuspensionTests {
    private static func objects(_ table: String) -> [SuspendedObject] {
        [
            SuspendedObject(
                table: table,
                name: "ix_\(table)",
                kind: .index,
                statements: ["CREATE INDEX ix_\(table)"],
                schemaLines: []
            ),
            SuspendedObject(
                table: table,
                name: "uq_\(table)",
                kind: .unique,
                statements: ["CREATE UNIQUE INDEX uq_\(table)", "ALTER TABLE \(table) ADD"],
                schemaLines: []
            ),
        ]
    }

    /// A fixture whose run suspends all it can.
    private static func fixture() throws -> RunFixture {
        var fixture = try RunFixture()
        fixture.request.settings.indexSuspension = .always
        return fixture
    }

    @Test func `definitions are in the journal and with the ledger before the first drop`() throws {
        let fixture = try Self.fixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        target.state.withLock { $0.suspendable = Self.objects("email_teams") }
        let assignment = try fixture.start(journal, target)
        #expect(assignment.suspended == Self.objects("email_teams"))
        #expect(target.state.withLock { $0.suspended } == ["ix_email_teams", "uq_email_teams"])
        let written = try journal.suspensions(run: 1)
        #expect(written.map(\.definition) == assignment.suspended.map(\.definition))
        let record = try #require(target.state.withLock { $0.records.values.first })
        #expect(try LedgerRecord(text: record).suspended?.map(\.name) == written.map(\.name))
        // A drop that fails leaves a run that can be resumed.
        let failing = FakeTarget()
        failing.state.withLock {
            $0.suspendable = Self.objects("email_teams")
            $0.suspensionError = TargetError(code: "target-locked", message: "locked")
        }
        let other = try Self.fixture()
        let otherJournal = try other.openJournal()
        #expect(throws: TargetError.self) { try other.start(otherJournal, failing) }
        #expect(try otherJournal.suspensions(run: 1).count == 2)
        #expect(try #require(try otherJournal.run(1)).phase == .failed)
    }

    @Test func `a table is restored when its last batch is in, while others load`() throws {
        let fixture = try Self.fixture()
        let journal = try fixture.openJournal()
        let early = Mutex<[String]>([])
        let late = Mutex(0)
        let plan = fixture.plan
        let known = Mutex<FakeTarget?>(nil)
        let target = FakeTarget(willRestore: { step in
            guard let target = known.withLock({ $0 }) else { return }
            let done = target.state.withLock { $0.committed.values.first ?? [] }
            let table = plan.tables.first { $0.name == step.object.table }
            let range = table.map { $0.firstBatch..<$0.firstBatch + $0.batchCount } ?? 0..<0
            if !range.allSatisfy({ done.contains($0) }) {
                early.withLock { $0.append(step.object.name) }
            }
            if done.count < Int(plan.batchCount) { late.withLock { $0 += 1 } }
        })
        known.withLock { $0 = target }
        target.state.withLock {
            $0.suspendable = Self.objects("email_teams") + Self.objects("tools")
        }
        let board = ProgressBoard()
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target, board: board) == .completed)
        known.withLock { $0 = nil }
        #expect(early.withLock { $0 } == [])
        #expect(late.withLock { $0 } > 0)
        #expect(target.state.withLock { $0.suspended } == [])
        #expect(try journal.suspensions(run: 1).isEmpty)
        #expect(board.snapshot.suspendedCount == 4)
        #expect(board.snapshot.restoredCount == 4)
        let record = try #require(target.state.withLock { $0.records.values.first })
        #expect(try LedgerRecord(text: record).suspended == [])
    }

    @Test(arguments: [1, 2])
    func `an index is built alone when there is one worker, or nothing else left`(
        workerCount: Int
    ) throws {
        let fixture = try Self.fixture()
        let journal = try fixture.openJournal()
        let batchCount = Int(fixture.plan.batchCount)
        let known = Mutex<FakeTarget?>(nil)
        // Building takes as long as loading all tables does, so that attaching has nothing beside
        // it.
        let target = FakeTarget(
            sessionCountMax: workerCount,
            willRestore: { step throws(TargetError) in
                guard step.action == .build, workerCount > 1,
                    let target = known.withLock({ $0 })
                else { return }
                while target.state.withLock({ $0.committed.values.first?.count }) != batchCount {
                    usleep(1000)
                }
                usleep(100_000)
            }
        )
        known.withLock { $0 = target }
        target.state.withLock { $0.suspendable = [Self.objects("email_teams")[1]] }
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        known.withLock { $0 = nil }
        let steps = target.state.withLock { $0.steps }
        #expect(steps.map(\.action) == [.build, .attach])
        #expect(steps.map(\.isAlone) == [workerCount == 1, true])
    }

    @Test
    func `a restoration that fails for a moment is tried again, one that rows forbid is told`()
        throws
    {
        let fixture = try Self.fixture()
        let journal = try fixture.openJournal()
        let attempts = Mutex(0)
        let isForbidden = Mutex(true)
        let target = FakeTarget(willRestore: { step throws(TargetError) in
            if step.object.kind == .index {
                let attempt = attempts.withLock { count -> Int in
                    count += 1
                    return count
                }
                if attempt == 1 {
                    throw TargetError(code: "lost", message: "lost", category: .transient)
                }
            } else if isForbidden.withLock({ $0 }) {
                throw TargetError(code: "unique-violation", message: "two rows are alike")
            }
        })
        target.state.withLock { $0.suspendable = Self.objects("email_teams") }
        let assignment = try fixture.start(journal, target)
        let error = try #require(throws: TargetError.self) {
            try fixture.carryOut(assignment, journal, target)
        }
        #expect(error.code == "unique-violation")
        let run = try #require(try journal.run(1))
        #expect(run.phase == .failed)
        #expect(attempts.withLock { $0 } == 2)
        #expect(try journal.suspensions(run: 1).map(\.name) == ["uq_email_teams"])
        // The row is changed: the same run goes on and ends.
        isForbidden.withLock { $0 = false }
        let again = try fixture.resume(journal, target)
        #expect(again.suspended.map(\.name) == ["uq_email_teams"])
        #expect(try fixture.carryOut(again, journal, target) == .completed)
        #expect(try journal.suspensions(run: 1).isEmpty)
    }

    @Test func `no other run begins where indexes are suspended`() throws {
        let fixture = try Self.fixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget()
        target.state.withLock { $0.suspendable = Self.objects("email_teams") }
        _ = try fixture.start(journal, target)
        let other = try RunFixture(seed: 43)
        let error = try #require(throws: RunFailure.self) {
            try RunStarter(journal: journal, target: target)
                .start(other.request, plan: other.plan, schema: .emptyFile)
        }
        #expect(error.code == "indexes-suspended")
        #expect(error.commands == [["resume", "1"], ["doctor", "--restore-indexes"]])
    }

    @Test(arguments: [true, false])
    func `a journal that is older than the suspension learns of it from the ledger`(
        resumes: Bool
    ) async throws {
        let fixture = try Self.fixture()
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let journal = try fixture.openJournal()
        let names = fixture.plan.tables.map(\.name)
        #expect(!(try fixture.start(journal, target).suspended.isEmpty))
        let bound = try #require(try journal.binding(run: 1))
        let old = try EventStore(path: fixture.folder.file("old.journal"), mode: .write)
        let kept = try journal.allEvents().filter {
            [.runPlanned, .targetBound, .idsReserved].contains($0.kind)
        }
        _ = try old.append(kept.map { NewEvent(run: 1, $0) })
        #expect(try target.readSchema().fingerprint(of: names) != bound.schemaFingerprint)
        if resumes {
            let assignment = try fixture.resume(old, target)
            #expect(try fixture.carryOut(assignment, old, target) == .completed)
        } else {
            let run = try #require(try old.run(1))
            _ = try CleanupStarter(journal: old, target: target)
                .start(run, plan: fixture.plan, policy: CleanupPolicy())
        }
        #expect(try old.suspensions(run: 1).isEmpty)
        #expect(try target.readSchema().fingerprint(of: names) == bound.schemaFingerprint)
    }

    @Test(arguments: TargetKind.allCases)
    func `the schema is the same after a run that suspends all it can, and after its cleanup`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind, indexSuspension: .always)
        let names = filled.fixture.plan.tables.map(\.name)
        let bound = try #require(try filled.journal.binding(run: 1))
        #expect(try filled.target.readSchema().fingerprint(of: names) == bound.schemaFingerprint)
        let events = try filled.journal.allEvents()
        let suspended = events.filter { $0.kind == .indexSuspended }.count
        #expect(suspended > 0)
        #expect(events.filter { $0.kind == .indexRestored }.count == suspended)
        #expect(try await filled.rowCount() == Int(filled.fixture.plan.rowCount))
        let cleanup = try filled.startCleanup()
        let engine = filled.engine(cleanup)
        #expect(try engine.run() == .completed)
        _ = try engine.complete()
        #expect(try filled.target.readSchema().fingerprint(of: names) == bound.schemaFingerprint)
        #expect(try await filled.rowCount() == 0)
    }
}
