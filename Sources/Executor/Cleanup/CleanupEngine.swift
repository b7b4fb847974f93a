import Dataset
import Foundation
import Journal
import Logging
import Planner
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
    /// Nil for a rehearsal.
    private let journal: EventStore?
    private let workerCount: Int
    private let policy: RetryPolicy
    private let board: ProgressBoard
    private let stop: StopRequest
    private let logger: Logger

    private let started = ContinuousClock.now
    private let queue = WorkQueue<CleanupWork, CleanupWorkReport>()
    private var inFlight = 0
    private var failure: (batch: Int64?, error: TargetError)?
    private var totals: [DeletionOutcome]
    private var pending: [JournalEvent] = []
    private var lastAppend = ContinuousClock.now

    /// Prepares a cleanup; nothing starts before ``run()``.
    ///
    /// Without a journal it is a rehearsal: what is deleted comes back at the end. That is one
    /// transaction, so it has one worker; so has a cleanup that deletes rows of others, which
    /// different batches may share.
    package init(
        _ assignment: CleanupAssignment,
        target: any CleanupTarget,
        journal: EventStore?,
        workerCount: Int,
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

    private func startWorker(_ number: Int) -> WorkerThread {
        let worker = CleanupWorker(
            assignment: assignment,
            target: target,
            isRehearsal: journal == nil,
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
        let threads = (0..<workerCount).map { startWorker($0) }
        defer {
            queue.close()
            for thread in threads { thread.waitUntilFinished() }
        }
        var waiting = assignment.batches[...]
        while let first = waiting.first {
            if stop.stopReason != nil { return first }
            let table = assignment.plan.batch(first).table
            let batches = waiting.prefix { assignment.plan.batch($0).table == table }
            if let left = try delete(batches, of: table) { return left }
            waiting = waiting[batches.endIndex...]
        }
        return nil
    }

    /// Deletes batches of a table until all are gone, one fails, or the cleanup is to stop.
    ///
    /// - Returns: The first batch that is left; nil when all are gone.
    private func delete(_ batches: ArraySlice<Int64>, of table: Int) throws -> Int64? {
        queue.grant([.preparation(table: table)])
        inFlight += 1
        while inFlight > 0 { _ = takeDeletions() }
        // Rows may refer to earlier ones of their table: then one batch goes after the other.
        let isInSequence = assignment.tables[table].references.contains {
            $0.table == assignment.tables[table].name
        }
        // Each worker has a batch waiting beside the one in hand.
        let inFlightMax = isInSequence ? 1 : workerCount * 2
        var waiting = batches
        var unnoted = DeletionOrder()
        while true {
            if failure != nil || stop.stopReason != nil {
                inFlight -= queue.withdrawGrants()
                if inFlight == 0 { break }
            } else {
                let granted = waiting.prefix(inFlightMax - inFlight)
                waiting = waiting[granted.endIndex...]
                unnoted.begin(granted)
                inFlight += granted.count
                queue.grant(granted.map { .deletion(assignment.plan.batch($0)) })
                if inFlight == 0 { break }
            }
            for deletion in takeDeletions() { unnoted.end(deletion) }
            for deletion in unnoted.takeNext() { note(deletion) }
            try appendIfDue()
        }
        for deletion in unnoted.takeAll() { note(deletion) }
        return unnoted.first ?? waiting.first
    }

    /// The batches that workers have deleted since the last call; waits a little for one.
    private func takeDeletions() -> [Deletion] {
        // The time-out is for a stop that is asked for while no batch ends.
        queue.takeReports(timeoutSeconds: 0.2).compactMap { report in
            inFlight -= 1
            switch report {
            case .deleted(let deletion): return deletion
            case .failed(let batch, let error): failure = failure ?? (batch, error)
            case .prepared, .stopped: break
            }
            return nil
        }
    }

    private func note(_ deletion: Deletion) {
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
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        board.update { progress in
            progress.tables[batch.table].advance(
                Int64(batch.rows.count),
                workSeconds: Double(deletion.microseconds) / 1e6
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
