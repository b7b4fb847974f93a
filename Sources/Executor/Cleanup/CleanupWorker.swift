import Foundation
import Logging
import Planner
import Rows
import Targets

/// Deletes granted batches, one after the other, over a connection of its own.
///
/// It runs on a thread of its own, because libpq and SQLite block.
struct CleanupWorker {
    let assignment: CleanupAssignment
    let target: any CleanupTarget
    /// Whether everything happens in one transaction that is never committed.
    let isDryRun: Bool
    /// Most rows that one transaction deletes; nil for a whole batch.
    let rowCountMax: Int64?
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
    ///
    /// It takes no work before it has a connection, so that where the server gives fewer of them
    /// than there are workers the others do all.
    func run() {
        var hand = Hand()
        let ending = trying("a connection is opened", metadata: [:], with: &hand) {
            hand throws(TargetError) in
            _ = try open(&hand)
        }
        switch ending {
        case .done: break
        case .failed(_, let error): return queue.report(.unconnected(error))
        case .stopped: return
        }
        while let work = queue.takeWork() {
            let report = carryOut(work, &hand)
            queue.report(report)
            switch report {
            case .prepared, .deleted: continue
            case .failed, .stopped, .unconnected: return
            }
        }
    }

    /// Does a piece of work, again after errors that pass.
    private func carryOut(_ work: CleanupWork, _ hand: inout Hand) -> CleanupWorkReport {
        switch work {
        case .preparation(let table):
            let name = assignment.tables[table].name
            let ending = trying(
                "a table is prepared",
                metadata: ["table": "\(name)"],
                with: &hand
            ) {
                hand throws(TargetError) in
                try open(&hand).prepare(assignment.tables[table])
            }
            return switch ending {
            case .done: .prepared
            case .failed(_, let error): .failed(batch: nil, error)
            case .stopped: .stopped
            }
        case .deletion(let batch, let keptTables):
            let ending = trying(
                "a batch is deleted",
                metadata: ["batch": "\(batch.number)"],
                with: &hand
            ) {
                hand throws(TargetError) in
                try delete(batch, keptTables, with: &hand)
            }
            return switch ending {
            case .done(let deletion): .deleted(deletion)
            case .failed(_, let error): .failed(batch: batch.number, error)
            case .stopped: .stopped
            }
        }
    }

    /// Tries something until it is done, the policy gives it up, or the cleanup is to stop.
    private func trying<Value>(
        _ what: String,
        metadata: Logger.Metadata,
        with hand: inout Hand,
        _ body: (inout Hand) throws(TargetError) -> Value
    ) -> TrialEnding<Value> {
        // A dry run is one transaction: what it had found is gone with it.
        let policy = isDryRun ? RetryPolicy(attemptCountMax: 1) : policy
        return policy.trying(
            willRetry: { _, error in
                board.update { $0.noteRetry(error) }
                logger.info(
                    "\(what) again",
                    metadata: metadata.merging(["cause": "\(error.code)"]) { $1 }
                )
            },
            pause: { queue.pause(milliseconds: $0, until: stop) },
            body: { _ throws(TargetError) in
                do throws(TargetError) {
                    return try body(&hand)
                } catch {
                    // The connection may be in any state: the next attempt opens another one.
                    hand.session = nil
                    throw error
                }
            }
        )
    }

    /// The session in hand, or a new one.
    private func open(_ hand: inout Hand) throws(TargetError) -> any CleanupSession {
        if let session = hand.session { return session }
        let session = try target.openCleanupSession(
            assignment.graph,
            generated: assignment.generated,
            isDryRun: isDryRun
        )
        hand.session = session
        return session
    }

    private func delete(
        _ batch: PlannedBatch,
        _ keptTables: Set<String>,
        with hand: inout Hand
    ) throws(TargetError) -> Deletion {
        let begun = ContinuousClock.now
        var outcome = try open(&hand)
            .delete(ticket(batch, keptTables), rows: rows(batch.table, &hand))
        outcome.countDeletedBefore(assignment.deletedBefore[batch.number] ?? 0)
        return Deletion(
            batch: batch,
            outcome: outcome,
            microseconds: (ContinuousClock.now - begun).microseconds
        )
    }

    private func ticket(_ batch: PlannedBatch, _ keptTables: Set<String>) -> DeletionTicket {
        DeletionTicket(
            runUID: assignment.runUID,
            epoch: assignment.epoch,
            batchNumber: batch.number,
            table: assignment.tables[batch.table],
            compared: assignment.compared.isEmpty ? nil : assignment.compared[batch.table],
            rows: batch.rows,
            policy: assignment.policy,
            keptTables: keptTables,
            rowCountMax: rowCountMax
        )
    }

    /// The source of a table's rows, with only the columns that address them or are compared.
    private func rows(_ index: Int, _ hand: inout Hand) -> RowSource {
        if let memory = hand.memory, memory.table == index { return memory.rows }
        let table = assignment.plan.dataset.table(named: assignment.plan.tables[index].name)
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
