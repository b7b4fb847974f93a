import ContextForge
import Journal
import Planner
import Rows
import Synchronization
import Targets
import TestSupport
import Testing

@testable import Executor

/// Journal, ledger and rows during a cleanup.
@Suite struct CleanupEngineTests {
    private func total(_ engine: CleanupEngine) -> DeletionOutcome {
        engine.outcomes.reduce(into: DeletionOutcome()) { $0.add($1) }
    }

    @Test(arguments: [(TargetKind.sqlite, 1), (.sqlite, 4), (.postgres, 1), (.postgres, 4)])
    func `every batch is journaled in order and the run is cleaned`(
        kind: TargetKind,
        workers: Int
    ) async throws {
        let filled = try await FilledTarget(kind)
        let engine = filled.engine(try filled.startCleanup(), workers: workers)
        #expect(try engine.run() == .completed)
        #expect(try engine.complete())
        #expect(try await filled.rowCount() == 0)
        let record = try filled.record
        #expect(record.phase == .cleaned)
        #expect(record.batchesDeleted == filled.fixture.plan.batchCount)
        #expect(record.rowsDeleted == filled.fixture.plan.rowCount)
        #expect(record.rowsGone == 0 && record.rowsKept == 0 && record.rowsCommitted == 0)
        let kinds = try filled.journal.milestones().suffix(2)
        #expect(kinds == ["cleanup-started", "cleanup-completed"])
        let numbers = try filled.journal.allEvents().compactMap { event -> Int64? in
            guard case .batchDeleted(let payload) = event else { return nil }
            return payload.batch
        }
        #expect(numbers == (0..<filled.fixture.plan.batchCount).reversed())
        #expect(try filled.journal.projectionDifferences() == [])
        #expect(try filled.journal.verifyChain().isIntact)
    }

    @Test(arguments: TargetKind.allCases)
    func `what the ledger knows and the journal does not is recorded when the cleanup goes on`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind)
        // The process dies with the outcome of four batches in the ledger alone.
        let assignment = try filled.startCleanup()
        let session = try filled.target.openCleanupSession(
            assignment.graph,
            generated: assignment.generated,
            isDryRun: false
        )
        for number in assignment.batches.prefix(4) {
            let batch = assignment.plan.batch(number)
            let outcome = try session.delete(
                ticket(assignment, batch),
                rows: source(assignment, batch.table)
            )
            #expect(outcome.deletedCount == Int64(batch.rows.count))
            // Asked again, the session answers from the ledger.
            let again = try session.delete(
                ticket(assignment, batch),
                rows: source(assignment, batch.table)
            )
            #expect(again == outcome)
        }
        #expect(try filled.record.batchesDeleted == 0)
        let second = try filled.startCleanup()
        #expect(try filled.record.batchesDeleted == 4)
        #expect(second.batches == Array(assignment.batches.dropFirst(4)))
        #expect(second.epoch == assignment.epoch + 1)
        let engine = filled.engine(second)
        #expect(try engine.run() == .completed)
        #expect(total(engine).deletedCount == filled.fixture.plan.rowCount)
        #expect(try engine.complete())
        #expect(try filled.record.rowsDeleted == filled.fixture.plan.rowCount)
        #expect(try await filled.rowCount() == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a runner that was replaced deletes nothing`(kind: TargetKind) async throws {
        let filled = try await FilledTarget(kind)
        let first = try filled.startCleanup()
        _ = try filled.startCleanup()
        let before = try await filled.rowCount()
        let error = try #require(throws: TargetError.self) { _ = try filled.engine(first).run() }
        #expect(error.code == "runner-replaced")
        #expect(try await filled.rowCount() == before)
        #expect(try filled.record.phase == .cleanupInterrupted)
    }

    @Test(arguments: TargetKind.allCases)
    func `a runner that still loads is fenced off by a cleanup`(kind: TargetKind) async throws {
        let filled = try await FilledTarget(kind)
        let engine = filled.engine(try filled.startCleanup())
        #expect(try engine.run() == .completed)
        let error = try #require(throws: TargetError.self) {
            _ = try filled.fixture.carryOut(
                RunAssignment(
                    runNumber: filled.assignment.runNumber,
                    runUID: filled.assignment.runUID,
                    epoch: filled.assignment.epoch,
                    plan: filled.fixture.plan,
                    matches: filled.assignment.matches,
                    constants: filled.assignment.constants,
                    committed: BatchSet(capacity: filled.fixture.plan.batchCount),
                    notices: [],
                    recoveredCount: 0,
                    lostCount: 0
                ),
                filled.journal,
                filled.target
            )
        }
        #expect(error.code == "runner-replaced")
        #expect(try await filled.rowCount() == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a stop is recorded, and the next cleanup does the rest`(kind: TargetKind) async throws {
        let filled = try await FilledTarget(kind)
        let stop = StopRequest()
        stop.stop(reason: "SIGTERM")
        let first = filled.engine(try filled.startCleanup(), stop: stop)
        #expect(try first.run() == .interrupted(reason: "SIGTERM"))
        #expect(try filled.record.phase == .cleanupInterrupted)
        let second = filled.engine(try filled.startCleanup())
        #expect(try second.run() == .completed)
        #expect(try second.complete())
        #expect(try filled.record.phase == .cleaned)
    }

    @Test(arguments: TargetKind.allCases)
    func `a batch that the target lost is reported and nothing is deleted of it`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind)
        let ledger = kind == .sqlite ? "gatefill_batch" : "gatefill.batch"
        let last = filled.fixture.plan.batchCount - 1
        try await filled.database.execute("DELETE FROM \(ledger) WHERE batch_number = \(last)")
        let assignment = try filled.startCleanup()
        #expect(assignment.batches.first == last - 1)
        #expect(assignment.notices.count == 1)
        let lost = try filled.journal.allEvents().contains { event in
            guard case .batchLost(let payload) = event else { return false }
            return payload.batch == last
        }
        #expect(lost)
    }

    @Test(arguments: TargetKind.allCases)
    func `a row that was changed is kept with its parents when that is asked for`(
        kind: TargetKind
    ) async throws {
        let filled = try await FilledTarget(kind)
        let prompts = try await filled.database.rows(
            "SELECT id, team_id, owner_email FROM prompts ORDER BY id"
        )
        let prompt = try #require(prompts.first)
        let (id, team) = (try #require(prompt[0]), try #require(prompt[1]))
        try await filled.database.execute(
            "UPDATE prompts SET description = 'mine' WHERE id = '\(id)'"
        )
        // The gateway's own writing is no change.
        let moment = filled.target.momentLiteral(1_790_000_000_000_000)
        try await filled.database.execute("UPDATE email_users SET last_login = \(moment)")
        let policy = CleanupPolicy(foreignRows: .keep, changedRows: .keep)
        let engine = filled.engine(try filled.startCleanup(policy), workers: 4)
        #expect(try engine.run() == .completed)
        #expect(try !engine.complete())
        let kept = engine.keptRows
        #expect(
            kept.filter { $0.table == "prompts" }
                == [
                    NamedKeptRow(
                        table: "prompts",
                        row: KeptRow(key: id, reason: "changed description")
                    )
                ]
        )
        #expect(kept.contains { $0.table == "email_teams" && $0.row.key == team })
        #expect(kept.allSatisfy { ["prompts", "email_teams", "email_users"].contains($0.table) })
        #expect(try await filled.rowCount() == kept.count)
        #expect(try CleanupHistory.keptRows(1, in: filled.journal) == kept)
        let outcome = total(engine)
        #expect(outcome.rowCount == filled.fixture.plan.rowCount)
        // Asked a second time without that, they go too.
        let second = filled.engine(try filled.startCleanup())
        #expect(try second.run() == .completed)
        #expect(try second.complete())
        #expect(try await filled.rowCount() == 0)
    }

    @Test(arguments: TargetKind.allCases)
    func `a table that is gone, and another schema, do not hinder`(kind: TargetKind) async throws {
        let filled = try await FilledTarget(kind)
        let gone = try await filled.database.integer("SELECT count(*) FROM tool_metrics_hourly")
        try await filled.database.execute("DROP TABLE tool_metrics_hourly")
        try await filled.database.execute("ALTER TABLE prompts ADD COLUMN extra TEXT")
        let engine = filled.engine(try filled.startCleanup())
        #expect(try engine.run() == .completed)
        #expect(total(engine).goneCount == Int64(gone))
        #expect(total(engine).rowCount == filled.fixture.plan.rowCount)
        #expect(try engine.complete())
    }

    @Test(arguments: TargetKind.allCases)
    func `another target is refused before anything changes`(kind: TargetKind) async throws {
        let filled = try await FilledTarget(kind)
        let other = try await FilledTarget(kind)
        let before = try await other.rowCount()
        let error = try #require(throws: RunFailure.self) {
            _ = try CleanupStarter(journal: filled.journal, target: other.target)
                .start(try filled.record, plan: filled.fixture.plan, policy: CleanupPolicy())
        }
        #expect(error.code == "target-identity")
        #expect(try await other.rowCount() == before)
        #expect(try filled.record.phase == .completed)
    }

    private func ticket(_ assignment: CleanupAssignment, _ batch: PlannedBatch) -> DeletionTicket {
        DeletionTicket(
            runUID: assignment.runUID,
            epoch: assignment.epoch,
            batchNumber: batch.number,
            table: assignment.tables[batch.table],
            rows: batch.rows,
            policy: assignment.policy
        )
    }

    private func source(_ assignment: CleanupAssignment, _ index: Int) throws -> RowSource {
        let name = assignment.plan.tables[index].name
        let table = try #require(assignment.plan.dataset.table(named: name))
        return RowSource(
            table,
            batch: ColumnBatch(
                table: assignment.plan.definition(of: index),
                constants: assignment.constants,
                only: assignment.tables[index].columnNames
            )
        )
    }
}
