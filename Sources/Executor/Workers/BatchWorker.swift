import Faults
import Foundation
import Planner
import Rows
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
    ///
    /// It takes no work before it has a connection, so that where the server gives fewer of them
    /// than there are workers the others do all.
    func run() {
        var session: (any TargetSession)?
        guard connect(&session) else { return }
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

    /// Opens the first session; false when there is none to get, or nothing to do any more.
    private func connect(_ session: inout (any TargetSession)?) -> Bool {
        let ending = policy.trying(
            willRetry: { _, error in queue.report(.connectionRetrying(error)) },
            pause: pause,
            body: { _ throws(TargetError) in try target.openSession() }
        )
        switch ending {
        case .done(let opened):
            session = opened
            return true
        case .failed(_, let error):
            queue.report(.unconnected(error))
            return false
        case .stopped: return false
        }
    }

    /// The session in hand, or a new one.
    private func open(
        _ session: inout (any TargetSession)?
    ) throws(TargetError) -> any TargetSession {
        if let session { return session }
        let opened = try target.openSession()
        session = opened
        return opened
    }

    private func pause(milliseconds: Int) -> Bool {
        queue.pause(milliseconds: milliseconds, until: stop)
    }

    /// Takes one step towards an index or constraint; false when this worker is to end.
    private func restore(
        _ step: RestorationStep,
        session: inout (any TargetSession)?
    ) -> Bool {
        let ending = policy.trying(
            willRetry: { _, error in queue.report(.restorationRetrying(step, error)) },
            pause: pause,
            body: { _ throws(TargetError) -> Int64 in
                let started = ContinuousClock.now
                do throws(TargetError) {
                    try open(&session).restore(step)
                } catch {
                    session = nil
                    throw error
                }
                return (ContinuousClock.now - started).microseconds
            }
        )
        switch ending {
        case .done(let microseconds):
            queue.report(.restored(step, microseconds: microseconds))
            return true
        case .failed(_, let error): queue.report(.restorationFailed(error))
        case .stopped: queue.report(.restorationFailed(nil))
        }
        return false
    }

    /// The memory for the rows of a batch: that of the batch before if it is of the same table.
    private func prepare(
        _ memory: inout SliceMemory?,
        for batch: PlannedBatch,
        _ maker: RowMakerThread?
    ) -> SliceMemory {
        if let memory, memory.tableIndex == batch.table { return memory }
        let name = assignment.plan.tables[batch.table].name
        guard let table = assignment.plan.dataset.table(named: name) else {
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
        let ending = policy.trying(
            willRetry: { attempt, error in
                queue.report(.retrying(batch, attempt: attempt, error))
            },
            pause: pause,
            body: { attempt throws(TargetError) in
                try commitOnce(grant, attempt: attempt, session: &session, memory: memory)
            }
        )
        switch ending {
        case .done(let receipt):
            queue.report(.committed(receipt))
            return true
        case .failed(let attempt, let error):
            queue.report(.gaveUp(batch, attempt: attempt, error))
        case .stopped: queue.report(.stopped(batch))
        }
        return false
    }

    private func commitOnce(
        _ grant: Grant,
        attempt: Int,
        session: inout (any TargetSession)?,
        memory: SliceMemory
    ) throws(TargetError) -> BatchReceipt {
        let batch = grant.batch
        let started = ContinuousClock.now
        var madeRowCount: Int64 = 0
        do throws(TargetError) {
            let open = try open(&session)
            var rows = memory.stream(batch.rows) { rowCount in
                madeRowCount += rowCount
                board.update { progress in
                    progress.generatedRowCount += rowCount
                    progress.tables[batch.table].inHandRowCount += rowCount
                }
            }
            let outcome = try open.commit(ticket(grant, attempt: attempt), rows: &rows)
            CrashPoint.pass(.beforeReport)
            return BatchReceipt(
                batch: batch,
                outcome: outcome,
                fingerprint: rows.fingerprint.text,
                attempt: attempt,
                microseconds: (ContinuousClock.now - started).microseconds
            )
        } catch {
            // The connection may be in any state: the next attempt opens another one.
            session = nil
            board.update { $0.tables[batch.table].inHandRowCount -= madeRowCount }
            throw error
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
