import Dataset
import Faults
import Foundation
import Planner
import Targets

/// Commits granted batches and restores indexes, one after the other, over a connection of its own.
///
/// It runs on a thread of its own, because libpq and SQLite block.
struct BatchWorker {
    let assignment: RunAssignment
    let target: any Target
    let queue: WorkQueue<RunWork, RunWorkReport>
    let policy: RetryPolicy
    let stop: StopRequest
    let board: ProgressBoard
    /// Whether a second thread makes rows while this one sends those before.
    let makesRowsAhead: Bool

    /// Works until there is nothing more to do, or a batch cannot be committed.
    func run() {
        var session: (any TargetSession)?
        var memory: SliceMemory?
        let maker = makesRowsAhead ? RowMakerThread(name: "gatefill rows") : nil
        defer { maker?.close() }
        while let work = queue.takeWork() {
            let goesOn =
                switch work {
                case .batch(let grant):
                    commit(
                        grant,
                        session: &session,
                        memory: prepare(&memory, for: grant.batch, maker)
                    )
                case .restoration(let step): restore(step, session: &session)
                }
            guard goesOn else { return }
        }
    }

    /// Takes one step towards an index or constraint; false when this worker is to end.
    private func restore(
        _ step: RestorationStep,
        session: inout (any TargetSession)?
    ) -> Bool {
        var attempt = 1
        while true {
            let started = ContinuousClock.now
            do throws(TargetError) {
                let open: any TargetSession
                if let session { open = session } else { open = try target.openSession() }
                session = open
                try open.restore(step)
                let microseconds = (ContinuousClock.now - started).microseconds
                queue.report(.restored(step, microseconds: microseconds))
                return true
            } catch {
                session = nil
                let jitter = Double.random(in: 0..<1)
                switch policy.decide(error.category, attempt: attempt, jitter: jitter) {
                case .stop:
                    queue.report(.restorationFailed(error))
                    return false
                case .retry(let milliseconds):
                    queue.report(.restorationRetrying(step, error))
                    guard queue.pause(milliseconds: milliseconds, until: stop) else {
                        queue.report(.restorationFailed(nil))
                        return false
                    }
                    attempt += 1
                }
            }
        }
    }

    /// The memory for the rows of a batch: that of the batch before if it is of the same table.
    private func prepare(
        _ memory: inout SliceMemory?,
        for batch: PlannedBatch,
        _ maker: RowMakerThread?
    ) -> SliceMemory {
        if let memory, memory.tableIndex == batch.table { return memory }
        let name = assignment.plan.tables[batch.table].name
        guard let table = assignment.plan.catalogue.table(named: name) else {
            preconditionFailure("a plan's table is not in its catalogue")
        }
        let prepared = SliceMemory(
            table,
            index: batch.table,
            constants: assignment.constants,
            maker: maker
        )
        memory = prepared
        return prepared
    }

    /// Commits one batch; false when this worker is to end.
    private func commit(
        _ grant: Grant,
        session: inout (any TargetSession)?,
        memory: SliceMemory
    ) -> Bool {
        let batch = grant.batch
        var attempt = 1
        while true {
            let started = ContinuousClock.now
            var madeRowCount: Int64 = 0
            do throws(TargetError) {
                let open: any TargetSession
                if let session { open = session } else { open = try target.openSession() }
                session = open
                var rows = memory.stream(batch.rows) { rowCount in
                    madeRowCount += rowCount
                    board.update { progress in
                        progress.generatedRowCount += rowCount
                        progress.tables[batch.table].inHandRowCount += rowCount
                    }
                }
                let outcome = try open.commit(ticket(grant, attempt: attempt), rows: &rows)
                CrashPoint.pass(.beforeReport)
                queue.report(
                    .committed(
                        BatchReceipt(
                            batch: batch,
                            outcome: outcome,
                            fingerprint: rows.fingerprint.text,
                            attempt: attempt,
                            microseconds: (ContinuousClock.now - started).microseconds
                        )
                    )
                )
                return true
            } catch {
                // The connection may be in any state: the next attempt opens another one.
                session = nil
                board.update { $0.tables[batch.table].inHandRowCount -= madeRowCount }
                let jitter = Double.random(in: 0..<1)
                switch policy.decide(error.category, attempt: attempt, jitter: jitter) {
                case .stop:
                    queue.report(.gaveUp(batch, attempt: attempt, error))
                    return false
                case .retry(let milliseconds):
                    queue.report(.retrying(batch, attempt: attempt, error))
                    guard queue.pause(milliseconds: milliseconds, until: stop) else {
                        queue.report(.stopped(batch))
                        return false
                    }
                    attempt += 1
                }
            }
        }
    }

    private func ticket(_ grant: Grant, attempt: Int) -> BatchTicket {
        let batch = grant.batch
        return BatchTicket(
            runUID: assignment.runUID,
            epoch: assignment.epoch,
            batchNumber: batch.number,
            match: assignment.matches[batch.table],
            table: assignment.plan.tables[batch.table].name,
            rows: batch.rows,
            attempt: attempt,
            journalHead: grant.journalHead
        )
    }
}

extension Duration {
    /// Whole microseconds.
    package var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
