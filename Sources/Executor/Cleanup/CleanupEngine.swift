import Dataset
import Foundation
import Journal
import Logging
import Planner
import Targets

/// Undoes a run: the one place where an assignment to clean up becomes actions.
///
/// Batches go in the reverse of their order, so children go before their parents. What became of a
/// batch is in the ledger before the journal hears of it, so events are written a group at a time.
package final class CleanupEngine {
    private let assignment: CleanupAssignment
    private let target: any CleanupTarget
    /// Nil for a rehearsal.
    private let journal: EventStore?
    private let policy: RetryPolicy
    private let board: ProgressBoard
    private let stop: StopRequest
    private let logger: Logger

    private let started = ContinuousClock.now
    private var session: (any CleanupSession)?
    private var preparedTable: Int?
    private var memory: (table: Int, rows: RowSource)?
    private var totals: [DeletionOutcome]
    private var pending: [JournalEvent] = []
    private var lastAppend = ContinuousClock.now

    /// Prepares a cleanup; nothing starts before ``run()``.
    ///
    /// Without a journal it is a rehearsal: what is deleted comes back at the end.
    package init(
        _ assignment: CleanupAssignment,
        target: any CleanupTarget,
        journal: EventStore?,
        policy: RetryPolicy = RetryPolicy(),
        board: ProgressBoard,
        stop: StopRequest,
        logger: Logger
    ) {
        self.assignment = assignment
        self.target = target
        self.journal = journal
        self.policy = policy
        self.board = board
        self.stop = stop
        self.logger = logger
        totals = assignment.earlier
        board.update { $0 = CleanupEngine.progress(of: assignment) }
    }

    /// What became of the rows of each table of the plan, those of earlier parts included.
    package var outcomes: [DeletionOutcome] { totals }

    /// The first of the rows that this part has kept, the last table first.
    package var keptRows: [NamedKeptRow] {
        totals.indices.reversed().flatMap { index in
            totals[index].keptRows.map {
                NamedKeptRow(table: assignment.plan.tables[index].name, row: $0)
            }
        }
    }

    /// Deletes every batch that is left.
    ///
    /// - Throws: ``TargetError`` when a batch could not be deleted, `JournalError` when the journal
    ///   cannot be written. The cleanup can be carried on after either.
    package func run() throws -> RunOutcome {
        for number in assignment.batches {
            if let reason = stop.stopReason { return try interrupt(reason) }
            let batch = assignment.plan.batch(number)
            do {
                guard let outcome = try delete(batch) else {
                    return try interrupt(stop.stopReason ?? "request")
                }
                note(outcome.0, of: batch, microseconds: outcome.1)
            } catch let error as TargetError {
                abandonIndexes()
                try append([
                    .runFailed(
                        RunFailed(causeCode: error.code, message: error.cause, batch: number)
                    )
                ])
                throw error
            }
            try appendIfDue()
        }
        try append([])
        session = nil
        return .completed
    }

    /// Records the end in ledger and journal.
    ///
    /// - Returns: Whether the target holds no ledger any more.
    package func complete() throws -> Bool {
        guard let journal else { return false }
        try target.dropTemporaryIndexes()
        _ = try IndexRestorer(
            journal: journal,
            target: target,
            run: assignment.runNumber,
            fence: try target.readLedger(runUID: assignment.runUID)
                .map { _ in RunFence(runUID: assignment.runUID, epoch: assignment.epoch) },
            policy: policy
        ).restore()
        try analyze()
        let isGone = try target.endCleanup(runUID: assignment.runUID)
        let record = try journal.run(assignment.runNumber)
        try append([
            .cleanupCompleted(
                CleanupCompleted(
                    deletedCount: record?.rowsDeleted ?? 0,
                    goneCount: record?.rowsGone ?? 0,
                    keptCount: record?.rowsKept ?? 0,
                    durationMicroseconds: (ContinuousClock.now - started).microseconds
                )
            )
        ])
        return isGone
    }

    /// Rows deleted from a table after which its statistics are gathered again.
    private static let analyzedRowCountMin: Int64 = 1000

    /// Gathers statistics of the tables that shrank much.
    private func analyze() throws {
        let session = try target.openSession()
        for (index, outcome) in totals.enumerated()
        where outcome.deletedCount >= CleanupEngine.analyzedRowCountMin
            && assignment.tables[index].isPresent
        {
            let begun = ContinuousClock.now
            let table = assignment.tables[index].name
            guard try session.analyze(table: table) else { continue }
            try append([
                .tableAnalyzed(
                    TableAnalyzed(
                        table: table,
                        durationMicroseconds: (ContinuousClock.now - begun).microseconds
                    )
                )
            ])
        }
    }

    // MARK: Steps

    /// Deletes one batch, again after errors that pass; nil when it was given up because of a
    /// request to stop.
    private func delete(_ batch: PlannedBatch) throws(TargetError) -> (DeletionOutcome, Int64)? {
        var attempt = 1
        while true {
            let begun = ContinuousClock.now
            do throws(TargetError) {
                let open: any CleanupSession
                if let session {
                    open = session
                } else {
                    open = try target.openCleanupSession(
                        assignment.graph,
                        isRehearsal: journal == nil
                    )
                }
                session = open
                if preparedTable != batch.table {
                    try open.prepare(assignment.tables[batch.table])
                    preparedTable = batch.table
                }
                let outcome = try open.delete(ticket(batch), rows: rows(batch.table))
                return (outcome, (ContinuousClock.now - begun).microseconds)
            } catch {
                // A rehearsal is one transaction: what it had found is gone with it.
                session = nil
                let jitter = Double.random(in: 0..<1)
                guard journal != nil,
                    case .retry(let pause) = policy.decide(
                        error.category,
                        attempt: attempt,
                        jitter: jitter
                    )
                else { throw error }
                board.update { progress in
                    progress.retryCount += 1
                    progress.lastRetryCause = error.code
                }
                logger.info(
                    "a batch is deleted again",
                    metadata: ["batch": "\(batch.number)", "cause": "\(error.code)"]
                )
                guard rest(milliseconds: pause) else { return nil }
                attempt += 1
            }
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
    private func rows(_ index: Int) -> RowSource {
        if let memory, memory.table == index { return memory.rows }
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
        memory = (index, source)
        return source
    }

    /// Waits before another attempt; false when a stop was asked for.
    private func rest(milliseconds: Int) -> Bool {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < end && stop.stopReason == nil {
            Thread.sleep(forTimeInterval: 0.05)
        }
        return stop.stopReason == nil
    }

    private func note(_ outcome: DeletionOutcome, of batch: PlannedBatch, microseconds: Int64) {
        totals[batch.table].add(outcome)
        let table = assignment.plan.tables[batch.table].name
        pending.append(
            CleanupEvents.deleted(batch.number, table: table, outcome, microseconds: microseconds)
        )
        logger.debug("a batch is deleted", metadata: ["batch": "\(batch.number)"])
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        board.update { progress in
            progress.tables[batch.table].advance(
                Int64(batch.rows.count),
                workSeconds: Double(microseconds) / 1e6
            )
            progress.tables[batch.table].endedSeconds = seconds
            progress.tables[batch.table].isStarted = true
        }
    }

    private func interrupt(_ reason: String) throws -> RunOutcome {
        abandonIndexes()
        try append([.runInterrupted(RunInterrupted(reason: reason))])
        return .interrupted(reason: reason)
    }

    /// Drops the temporary indexes at an early end, if the target still answers; otherwise whoever
    /// carries the cleanup on begins with it.
    private func abandonIndexes() {
        session = nil
        guard journal != nil else { return }
        do {
            try target.dropTemporaryIndexes()
        } catch {
            logger.info("temporary indexes are left", metadata: ["cause": "\(error.code)"])
        }
    }

    // MARK: Journal

    /// Writes the waiting events a few times a second: each group costs an fsync.
    private func appendIfDue() throws {
        if pending.count >= 256 || ContinuousClock.now - lastAppend > .milliseconds(200) {
            try append([])
        }
    }

    private func append(_ events: [JournalEvent]) throws {
        let group = pending + events
        pending.removeAll()
        lastAppend = ContinuousClock.now
        guard let journal else { return }
        _ = try journal.append(group.map { NewEvent(run: assignment.runNumber, $0) })
    }

    private static func progress(of assignment: CleanupAssignment) -> RunProgress {
        let left = assignment.rowCounts
        return RunProgress(
            tables: assignment.plan.tables.indices.map { index in
                let table = assignment.plan.tables[index]
                let done = assignment.earlier[index].rowCount
                return RunProgress.Table(
                    name: table.name,
                    component: table.component,
                    rowCount: left[index] + done,
                    committedRowCount: done
                )
            }
        )
    }
}
