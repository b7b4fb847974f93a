import Foundation
import Journal
import Logging
import Planner
import Targets

/// How a run ended, if no error ended it.
package enum RunOutcome: Sendable, Equatable {
    /// Every batch is in the target.
    case completed
    /// It was asked to stop; it can be resumed.
    case interrupted(reason: String)
}

/// Carries out a run: the one place where decisions become actions.
///
/// The calling thread is the journal's. It takes the workers' reports, asks the scheduler what
/// comes next, writes all events of the moment in one transaction, and only then lets the
/// workers begin: the journal is never behind what it allowed to start. Each worker has one batch
/// waiting beside the one in hand, so the journal's fsync costs the workers nothing.
package final class RunEngine {
    private let assignment: RunAssignment
    private let target: any Target
    private let journal: EventStore
    private let workerCount: Int
    private let makesRowsAhead: Bool
    private let policy: RetryPolicy
    private let board: ProgressBoard
    private let stop: StopRequest
    private let logger: Logger

    private var scheduler: RunScheduler
    private var restoration: RestorationScheduler
    private var queue = WorkQueue<RunWork, RunWorkReport>()
    private let started = ContinuousClock.now
    private var inFlight = 0
    private var connectable = ConnectableWorkers(0)
    /// Steps of a restoration that are granted and not reported.
    private var stepsInFlight = 0
    /// Whether something has happened since there was no step to take: looking for one takes its
    /// time.
    private var mayHaveSteps = true
    private var failure: (batch: PlannedBatch?, error: TargetError)?

    /// Prepares a run for a machine with so many cores; nothing starts before ``run()``.
    package init(
        _ assignment: RunAssignment,
        target: any Target,
        journal: EventStore,
        workerCount: Int,
        coreCount: Int,
        policy: RetryPolicy = RetryPolicy(),
        board: ProgressBoard,
        stop: StopRequest,
        logger: Logger
    ) {
        self.assignment = assignment
        self.target = target
        self.journal = journal
        self.workerCount = min(workerCount, target.sessionCountMax ?? workerCount)
        makesRowsAhead = RunEngine.makesRowsAhead(
            worksInProcess: target.worksInProcess,
            workerCount: self.workerCount,
            coreCount: coreCount
        )
        self.policy = policy
        self.board = board
        self.stop = stop
        self.logger = logger
        scheduler = RunScheduler(
            tables: assignment.plan.tables,
            committed: assignment.committed,
            lastBatchFirst: target.countsKeysFromHighest
                ? assignment.plan.tablesWithReservedKeys : [],
            inSequence: assignment.plan.tablesWithOwnReferences
        )
        restoration = RestorationScheduler(assignment.suspended)
        board.update { $0 = RunProgress(assignment) }
    }

    /// Commits every batch that is not in the target yet, and restores what is suspended of each
    /// table when its last batch is in, while others load.
    ///
    /// - Throws: ``TargetError`` when a batch could not be committed or an index not be restored,
    ///   `JournalError` when the journal cannot be written. The run can be resumed after either.
    package func run() throws -> RunOutcome {
        while true {
            if let reason = try load() { return .interrupted(reason: reason) }
            // The workers' connections are closed: the server may have no more of them.
            if try loadAgainWhatIsLost() == 0 { break }
        }
        try checkSchema()
        return .completed
    }

    /// Commits and restores what the schedulers have left.
    ///
    /// - Returns: Why it was stopped before the end; nil when nothing is left.
    private func load() throws -> String? {
        // Nothing to do is no reason to connect.
        if scheduler.isFinished, restoration.isFinished { return nil }
        queue = WorkQueue()
        connectable = ConnectableWorkers(workerCount)
        let threads = (0..<workerCount).map { startWorker($0) }
        defer {
            queue.close()
            for thread in threads { thread.waitUntilFinished() }
        }
        var reports: [RunWorkReport] = []
        while true {
            var events = reports.flatMap { note($0) }
            let isStopping = failure != nil || stop.stopReason != nil
            if isStopping { inFlight -= queue.withdrawGrants() }
            let steps = isStopping ? [] : nextSteps()
            let batches = isStopping ? [] : nextBatches()
            events.append(contentsOf: batches.map { startEvent($0) })
            _ = try journal.append(events.map { NewEvent(run: assignment.runNumber, $0) })
            // What a step does is in the journal since the objects were suspended.
            // A table that was just loaded is still in the server's memory: its indexes come first.
            queue.grant(steps.map { .restoration($0) }, first: true)
            if !batches.isEmpty {
                let head = try journal.head()
                let position = JournalPosition(seq: head.seq, hash: head.hash.hexText)
                queue.grant(batches.map { .batch(Grant(batch: $0, journalHead: position)) })
            }
            if inFlight == 0 {
                if let failure {
                    try recordFailure(failure)
                    throw failure.error
                }
                if scheduler.isFinished, restoration.isFinished { return nil }
                if let reason = stop.stopReason {
                    try record(.runInterrupted(RunInterrupted(reason: reason)))
                    return reason
                }
            }
            // The time-out is for a stop that is asked for while no batch ends.
            reports = queue.takeReports(timeoutSeconds: 0.2)
        }
    }

    // MARK: Steps

    /// Takes steps of the restoration until every worker has one.
    private func nextSteps() -> [RestorationStep] {
        let othersInFlight = inFlight
        var due: [(object: SuspendedObject, action: RestorationStep.Action)] = []
        while mayHaveSteps && stepsInFlight < workerCount {
            guard let step = restoration.next(isComplete: { isComplete($0) }) else {
                mayHaveSteps = false
                break
            }
            stepsInFlight += 1
            inFlight += 1
            due.append(step)
        }
        let isAlone =
            workerCount == 1 || (othersInFlight == 0 && due.count == 1 && scheduler.isFinished)
        return due.map { object, action in
            RestorationStep(
                object,
                action,
                fence: RunFence(runUID: assignment.runUID, epoch: assignment.epoch),
                memoryKilobyteCount: RestorationMemory.kilobyteCount(workerCount: workerCount),
                isAlone: isAlone
            )
        }
    }

    /// Whether every batch of a table is in; so it is of tables that the plan does not have.
    private func isComplete(_ table: String) -> Bool {
        guard let index = assignment.plan.tables.firstIndex(where: { $0.name == table }) else {
            return true
        }
        return scheduler.isComplete(table: index)
    }

    /// Compares the target's schema with what it was before anything was suspended.
    private func checkSchema() throws {
        guard let bound = assignment.boundSchema else { return }
        try LedgerRecord.keep(
            run: assignment.runNumber,
            in: journal,
            target: target,
            runUID: assignment.runUID
        )
        let schema = try target.readSchema()
        let names = assignment.plan.tables.map(\.name)
        guard schema.fingerprint(of: names) != bound.fingerprint else { return }
        let error = TargetError(
            code: "schema-not-restored",
            message: "could not end the run: the target's schema is not what it was at the start",
            detail: SchemaDifference(bound.lines, schema.lines(of: names)).text,
            hint: "Undo what others have changed, then resume the run to restore what it dropped."
        )
        try recordFailure((nil, error))
        throw error
    }

    /// Compares the finished run with the ledger: a server that crashed on the way may have lost
    /// what it had acknowledged, if it commits asynchronously.
    ///
    /// - Returns: The number of batches that are gone; they are reported and scheduled again.
    private func loadAgainWhatIsLost() throws -> Int {
        let ledger = try target.committedBatches(runUID: assignment.runUID)
        guard Int64(ledger.count) < assignment.plan.batchCount else { return 0 }
        let lost = Reconciliation(
            batchCount: assignment.plan.batchCount,
            hasCheckpoint: { _ in true },
            ledger: ledger
        ).lost
        let tables = assignment.plan.tables
        _ = try journal.append(
            lost.map { number in
                let table = tables[assignment.plan.batch(number).table].name
                return NewEvent(run: assignment.runNumber, RunEvents.lost(number, table: table))
            }
        )
        for number in lost { scheduler.batchLost(number) }
        board.update { progress in
            progress.lostCount += lost.count
            for number in lost {
                let batch = assignment.plan.batch(number)
                progress.tables[batch.table].committedRowCount -= Int64(batch.rows.count)
            }
        }
        logger.warning("the target lost batches", metadata: ["count": "\(lost.count)"])
        return lost.count
    }

    /// Takes batches from the scheduler until every worker has one in hand and one waiting.
    private func nextBatches() -> [PlannedBatch] {
        var batches: [PlannedBatch] = []
        while inFlight < workerCount * 2 {
            guard case .begin(let number) = scheduler.workerIsIdle() else { break }
            let batch = assignment.plan.batch(number)
            batches.append(batch)
            inFlight += 1
            board.update { progress in
                progress.tables[batch.table].isStarted = true
            }
        }
        return batches
    }

    /// Applies a report to the state; the events that record it.
    private func note(_ report: RunWorkReport) -> [JournalEvent] {
        switch report {
        case .connectionRetrying(let error):
            board.update { $0.noteRetry(error) }
            logger.info("a connection is tried again", metadata: ["cause": "\(error.code)"])
            return []
        case .unconnected(let error):
            if let last = connectable.refuse(error, logger: logger) {
                failure = failure ?? (nil, last)
            }
            return []
        case .committed(let receipt):
            inFlight -= 1
            return [committed(receipt)]
        case .stopped:
            inFlight -= 1
            return []
        case .restored(let step, let microseconds):
            inFlight -= 1
            stepsInFlight -= 1
            mayHaveSteps = true
            let total = restoration.stepTaken(
                step.object,
                step.action,
                microseconds: microseconds
            )
            guard let total else { return [] }
            board.update { $0.restoredCount += 1 }
            logger.debug("an index is restored", metadata: ["index": "\(step.object.name)"])
            return [step.object.restoredEvent(microseconds: total)]
        case .restorationRetrying(let step, let error):
            board.update { $0.noteRetry(error) }
            logger.info(
                "an index is restored again",
                metadata: ["index": "\(step.object.name)", "cause": "\(error.code)"]
            )
            return []
        case .restorationFailed(let error):
            inFlight -= 1
            stepsInFlight -= 1
            if failure == nil, let error { failure = (nil, error) }
            return []
        case .retrying(let batch, let attempt, let error):
            board.update { $0.noteRetry(error) }
            logger.info(
                "a batch is tried again",
                metadata: ["batch": "\(batch.number)", "cause": "\(error.code)"]
            )
            return [
                failedEvent(batch, attempt: attempt, error),
                startEvent(batch, attempt: attempt + 1),
            ]
        case .gaveUp(let batch, let attempt, let error):
            inFlight -= 1
            if failure == nil { failure = (batch, error) }
            return [failedEvent(batch, attempt: attempt, error)]
        }
    }

    private func committed(_ receipt: BatchReceipt) -> JournalEvent {
        let batch = receipt.batch
        let table = assignment.plan.tables[batch.table]
        let completed = scheduler.batchCommitted(batch.number)
        board.update { progress in
            let rowCount = Int64(batch.rows.count)
            switch receipt.outcome {
            case .committed:
                progress.tables[batch.table].inHandRowCount -= rowCount
                progress.tables[batch.table].advance(
                    rowCount,
                    workSeconds: Double(receipt.microseconds) / 1e6
                )
            case .alreadyCommitted:
                progress.recoveredCount += 1
                progress.tables[batch.table].recover(rowCount)
            }
            progress.tables[batch.table].endedSeconds = elapsedSeconds
        }
        logger.debug("a batch is committed", metadata: ["batch": "\(batch.number)"])
        if completed != nil {
            mayHaveSteps = true
            logger.debug(
                "a table is complete",
                metadata: ["table": "\(table.name)", "rows": "\(table.rowCount)"]
            )
        }
        switch receipt.outcome {
        case .committed(let transaction):
            return RunEvents.committed(receipt, table: table.name, transaction: transaction)
        case .alreadyCommitted:
            return RunEvents.recovered(batch, table: table.name)
        }
    }

    private func startEvent(_ batch: PlannedBatch, attempt: Int = 1) -> JournalEvent {
        RunEvents.started(
            batch,
            table: assignment.plan.tables[batch.table].name,
            attempt: attempt,
            epoch: assignment.epoch
        )
    }

    private func failedEvent(
        _ batch: PlannedBatch,
        attempt: Int,
        _ error: TargetError
    ) -> JournalEvent {
        RunEvents.failed(
            batch,
            table: assignment.plan.tables[batch.table].name,
            attempt: attempt,
            error
        )
    }

    private func recordFailure(_ failure: (batch: PlannedBatch?, error: TargetError)) throws {
        try record(
            .runFailed(
                RunFailed(
                    causeCode: failure.error.code,
                    message: failure.error.cause,
                    batch: failure.batch?.number
                )
            )
        )
    }

    private func record(_ event: JournalEvent) throws {
        _ = try journal.append([NewEvent(run: assignment.runNumber, event)])
    }

    private var elapsedSeconds: Double {
        Double((ContinuousClock.now - started).microseconds) / 1e6
    }

    // MARK: Workers

    private func startWorker(_ number: Int) -> WorkerThread {
        let worker = BatchWorker(
            assignment: assignment,
            target: target,
            queue: queue,
            policy: policy,
            stop: stop,
            board: board,
            makesRowsAhead: makesRowsAhead
        )
        return WorkerThread(name: "gatefill worker \(number)") { worker.run() }
    }

    /// Whether each worker gets a second thread that makes the rows it sends next.
    ///
    /// A server works while its client makes rows, and without a core to spare nobody gains.
    static func makesRowsAhead(worksInProcess: Bool, workerCount: Int, coreCount: Int) -> Bool {
        worksInProcess && coreCount > workerCount
    }
}
