import Dataset
import Foundation
import Logging
import Planner
import Targets

/// Deletes granted batches, one after the other, over a connection of its own.
///
/// It runs on a thread of its own, because libpq and SQLite block.
struct CleanupWorker {
    let assignment: CleanupAssignment
    let target: any CleanupTarget
    /// Whether everything happens in one transaction that is never committed.
    let isRehearsal: Bool
    let queue: WorkQueue<CleanupWork, CleanupWorkReport>
    let policy: RetryPolicy
    let stop: StopRequest
    let board: ProgressBoard
    let logger: Logger

    /// What a worker keeps from one piece of work to the next.
    private struct Hand {
        var session: (any CleanupSession)?
        /// The source of the rows of the table that was worked on last.
        var memory: (table: Int, rows: RowSource)?
    }

    /// Works until there is nothing more to do, or a piece of work cannot be done.
    func run() {
        var hand = Hand()
        while let work = queue.takeWork() {
            let report = carryOut(work, &hand)
            queue.report(report)
            switch report {
            case .prepared, .deleted: continue
            case .failed, .stopped: return
            }
        }
    }

    /// Does a piece of work, again after errors that pass.
    private func carryOut(_ work: CleanupWork, _ hand: inout Hand) -> CleanupWorkReport {
        var attempt = 1
        while true {
            do throws(TargetError) {
                return try attemptOnce(work, &hand)
            } catch {
                hand.session = nil
                let jitter = Double.random(in: 0..<1)
                // A rehearsal is one transaction: what it had found is gone with it.
                guard !isRehearsal,
                    case .retry(let pause) = policy.decide(
                        error.category,
                        attempt: attempt,
                        jitter: jitter
                    )
                else {
                    if case .deletion(let batch) = work {
                        return .failed(batch: batch.number, error)
                    }
                    return .failed(batch: nil, error)
                }
                note(error, in: work)
                guard queue.pause(milliseconds: pause, until: stop) else { return .stopped }
                attempt += 1
            }
        }
    }

    private func attemptOnce(
        _ work: CleanupWork,
        _ hand: inout Hand
    ) throws(TargetError) -> CleanupWorkReport {
        let begun = ContinuousClock.now
        let session: any CleanupSession
        if let open = hand.session {
            session = open
        } else {
            session = try target.openCleanupSession(assignment.graph, isRehearsal: isRehearsal)
        }
        hand.session = session
        switch work {
        case .preparation(let table):
            try session.prepare(assignment.tables[table])
            return .prepared
        case .deletion(let batch):
            let outcome = try session.delete(ticket(batch), rows: rows(batch.table, &hand))
            return .deleted(
                Deletion(
                    batch: batch,
                    outcome: outcome,
                    microseconds: (ContinuousClock.now - begun).microseconds
                )
            )
        }
    }

    private func note(_ error: TargetError, in work: CleanupWork) {
        board.update { progress in
            progress.retryCount += 1
            progress.lastRetryCause = error.code
        }
        switch work {
        case .preparation(let table):
            logger.info(
                "a table is prepared again",
                metadata: [
                    "table": "\(assignment.plan.tables[table].name)", "cause": "\(error.code)",
                ]
            )
        case .deletion(let batch):
            logger.info(
                "a batch is deleted again",
                metadata: ["batch": "\(batch.number)", "cause": "\(error.code)"]
            )
        }
    }

    private func ticket(_ batch: PlannedBatch) -> DeletionTicket {
        DeletionTicket(
            runUID: assignment.runUID,
            epoch: assignment.epoch,
            batchNumber: batch.number,
            table: assignment.tables[batch.table],
            compared: assignment.compared.isEmpty ? nil : assignment.compared[batch.table],
            rows: batch.rows,
            policy: assignment.policy
        )
    }

    /// The source of a table's rows, with only the columns that address them or are compared.
    private func rows(_ index: Int, _ hand: inout Hand) -> RowSource {
        if let memory = hand.memory, memory.table == index { return memory.rows }
        let table = assignment.plan.catalogue.table(named: assignment.plan.tables[index].name)
        guard let table else { preconditionFailure("a plan's table is not in its catalogue") }
        let source = RowSource(
            table,
            batch: ColumnBatch(
                table: type(of: table).definition,
                constants: assignment.constants,
                only: assignment.compared.isEmpty
                    ? assignment.tables[index].columnNames
                    : assignment.compared[index].columnNames
            )
        )
        hand.memory = (index, source)
        return source
    }
}
