import Foundation
import Journal
import Logging
import Planner
import Rows
import Targets

/// Undoes a run: the one place where an assignment to clean up becomes actions.
///
/// Tables go in the reverse of their order, so children go before their parents: the workers share
/// the batches of one table, and the next one begins when all of them are gone. What became of a
/// batch is in the ledger before the journal hears of it, so events are written a group at a time,
/// in the batches' order.
package final class CleanupEngine {
    private let assignment: CleanupAssignment
    private let target: any CleanupTarget
    /// Nil for a dry run.
    private let journal: EventStore?
    /// Workers that delete side by side.
    package let workerCount: Int
    private let policy: RetryPolicy
    private let rowCountMax: Int64?
    private let board: ProgressBoard
    private let stop: StopRequest
    private let logger: Logger

    private let started = ContinuousClock.now
    private let queue = WorkQueue<CleanupWork, CleanupWorkReport>()
    private var scheduler: CleanupScheduler
    /// Pieces of work that were granted and have not ended.
    private var inHand = 0
    private var connectable: ConnectableWorkers
    private var failure: (batch: Int64?, error: TargetError)?
    private var totals: [DeletionOutcome]
    private var pending: [JournalEvent] = []
    private var lastAppend = ContinuousClock.now

    /// Prepares a cleanup; nothing starts before ``run()``.
    ///
    /// Without a journal it is a dry run: what is deleted comes back at the end. That is one
    /// transaction, so it has one worker; so has a cleanup that deletes rows of others, which
    /// different batches may share. A transaction deletes at most `rowCountMax` rows.
    package init(
        _ assignment: CleanupAssignment,
        target: any CleanupTarget,
        journal: EventStore?,
        workerCount: Int,
        rowCountMax: Int64? = nil,
        policy: RetryPolicy = RetryPolicy(),
        board: ProgressBoard,
        stop: StopRequest,
        logger: Logger
    ) {
        self.assignment = assignment
        self.target = target
        self.journal = journal
        self.workerCount =
            journal == nil || assignment.policy.foreignRows == .delete
            ? 1 : min(workerCount, target.sessionCountMax ?? workerCount)
        self.rowCountMax = rowCountMax
        self.policy = policy
        self.board = board
        self.stop = stop
        self.logger = logger
        totals = assignment.earlier
        connectable = ConnectableWorkers(self.workerCount)
        scheduler = CleanupScheduler(
            assignment,
            begunCountMax: self.workerCount * CleanupEngine.begunCountMaxByWorker
        )
        board.update { $0 = RunProgress(assignment) }
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
        let left = try deleteAll()
        if let failure {
            abandonIndexes()
            try append([
                .runFailed(
                    RunFailed(
                        causeCode: failure.error.code,
                        message: failure.error.cause,
                        batch: failure.batch ?? left
                    )
                )
            ])
            throw failure.error
        }
        if left != nil { return try interrupt(stop.stopReason ?? "request") }
        try append([])
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

    /// Batches by worker that may be ahead of the oldest that is in hand.
    private static let begunCountMaxByWorker = 16

    private func startWorker(_ number: Int) -> WorkerThread {
        let worker = CleanupWorker(
            assignment: assignment,
            target: target,
            isDryRun: journal == nil,
            rowCountMax: rowCountMax,
            queue: queue,
            policy: policy,
            stop: stop,
            board: board,
            logger: logger
        )
        return WorkerThread(name: "gatefill worker \(number)") { worker.run() }
    }

    /// Deletes table after table until all are gone, a batch fails, or the cleanup is to stop.
    ///
    /// - Returns: The first batch that is left; nil when all are gone.
    private func deleteAll() throws -> Int64? {
        // Nothing to do is no reason to connect.
        if scheduler.first == nil { return nil }
        let threads = (0..<workerCount).map { startWorker($0) }
        defer {
            queue.close()
            for thread in threads { thread.waitUntilFinished() }
        }
        while true {
            if failure == nil && stop.stopReason == nil {
                grantWork()
            } else {
                inHand -= queue.withdrawGrants()
            }
            if inHand == 0 { break }
            // The time-out is for a stop that is asked for while no batch ends.
            for report in queue.takeReports(timeoutSeconds: 0.2) { note(report) }
            for deletion in scheduler.takeInOrder() { record(deletion) }
            try appendIfDue()
        }
        for deletion in scheduler.takeAll() { record(deletion) }
        return scheduler.first
    }

    /// Hands out what can be done now: each worker has something waiting beside what it does.
    private func grantWork() {
        while inHand < workerCount * 2, let step = scheduler.workerIsIdle() {
            inHand += 1
            switch step {
            case .prepare(let table): queue.grant([.preparation(table: table)])
            case .delete(let batch):
                queue.grant([
                    .deletion(assignment.plan.batch(batch), keptTables: keptTables)
                ])
            }
        }
    }

    /// Tables in which rows of the run have been kept so far.
    private var keptTables: Set<String> {
        Set(totals.indices.filter { totals[$0].keptCount > 0 }.map { assignment.tables[$0].name })
    }

    private func note(_ report: CleanupWorkReport) {
        switch report {
        case .unconnected(let error):
            if let last = connectable.refuse(error, logger: logger) {
                failure = failure ?? (nil, last)
            }
            return
        case .prepared: scheduler.tablePrepared()
        case .deleted(let deletion):
            scheduler.batchDeleted(deletion)
            show(deletion)
        case .failed(let batch, let error): failure = failure ?? (batch, error)
        case .stopped: break
        }
        inHand -= 1
    }

    private func show(_ deletion: Deletion) {
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        board.update { progress in
            let table = deletion.batch.table
            progress.tables[table].advance(
                Int64(deletion.batch.rows.count),
                workSeconds: Double(deletion.microseconds) / 1e6
            )
            progress.tables[table].endedSeconds = seconds
            progress.tables[table].isStarted = true
        }
    }

    /// Takes a deletion into the totals and the journal.
    private func record(_ deletion: Deletion) {
        let batch = deletion.batch
        totals[batch.table].add(deletion.outcome)
        pending.append(
            CleanupEvents.deleted(
                batch.number,
                table: assignment.plan.tables[batch.table].name,
                deletion.outcome,
                microseconds: deletion.microseconds
            )
        )
        logger.debug("a batch is deleted", metadata: ["batch": "\(batch.number)"])
    }

    private func interrupt(_ reason: String) throws -> RunOutcome {
        abandonIndexes()
        try append([.runInterrupted(RunInterrupted(reason: reason))])
        return .interrupted(reason: reason)
    }

    /// Drops the temporary indexes at an early end, if the target still answers; otherwise whoever
    /// carries the cleanup on begins with it.
    private func abandonIndexes() {
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
}
