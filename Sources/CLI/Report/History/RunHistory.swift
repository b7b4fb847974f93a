import Journal

/// What a run's events say about how it went: a fold that keeps sums, not events.
///
/// Seconds are those at work: the time between two parts of a run, while nobody worked, is left
/// out.
struct RunHistory {
    /// A table of the plan.
    struct Table {
        let name: String
        let plannedRowCount: Int64
        let plannedBatchCount: Int64
        var retryCount: Int64 = 0
        var latency = LatencyHistogram()
        var firstSeconds: Double?
        var lastSeconds: Double?
        /// Seconds of all workers on the batches whose commit was seen.
        var workSeconds = 0.0
        /// Rows of those batches; rows that were found in the target are not among them.
        var timedRowCount: Int64 = 0

        /// Rows by the second of work; nil before the first batch.
        var rowsPerWorkSecond: Double? {
            workSeconds > 0 ? Double(timedRowCount) / workSeconds : nil
        }
    }

    /// Something that happened to the run as a whole.
    struct Step {
        let at: UTCTimestamp
        let text: String
    }

    /// Tables in loading order.
    private(set) var tables: [Table] = []
    /// What happened, oldest first.
    private(set) var steps: [Step] = []
    /// Attempts that failed, by the code of their cause.
    private(set) var failureCounts: [String: Int64] = [:]
    /// Batches found committed without a checkpoint, and those that the target lost.
    private(set) var recoveredCount: Int64 = 0
    private(set) var lostCount: Int64 = 0
    /// Rows over time.
    private(set) var rows = RateSeries()
    /// Attempts that failed, over time.
    private(set) var failures = RateSeries()
    /// Machine and server of the last part; nil in runs of older versions.
    private(set) var environment: [String: String]?
    /// The last verification of the rows as they are.
    private(set) var verification: (result: RunVerified, at: UTCTimestamp)?
    /// Seconds at work so far.
    private(set) var seconds = 0.0
    /// Seconds from the plan to the end, first verification included; nil when the run was carried
    /// on later, or is not over.
    var secondsToEnd: Double? {
        guard let planned, let end, partCount == 1 else { return nil }
        return Double(end.microseconds - planned.microseconds) / 1e6
    }

    private var tableIndexes: [String: Int] = [:]
    private var planned: UTCTimestamp?
    private var end: UTCTimestamp?
    private var partCount = 0
    private var isVerified = false
    private var partStart: UTCTimestamp?
    private var secondsBefore = 0.0

    /// Takes the next event.
    mutating func apply(_ event: JournalEvent, at: UTCTimestamp) {
        if let partStart, isWork(event) {
            let passed = Double(at.microseconds - partStart.microseconds) / 1e6
            // A clock that was set back does not undo work.
            seconds = max(seconds, secondsBefore + passed)
        }
        switch event {
        case .runPlanned(let plan):
            planned = at
            tables = plan.tables.map {
                Table(
                    name: $0.name,
                    plannedRowCount: $0.rowCount,
                    plannedBatchCount: $0.batchCount
                )
            }
            tableIndexes = Dictionary(tables.indices.map { (tables[$0].name, $0) }) { $1 }
            note(
                "planned: \(Figures.grouped(tables.reduce(0) { $0 + $1.plannedRowCount })) rows",
                at
            )
        case .targetBound(let bound):
            environment = bound.environment ?? environment
            partStart = at
            partCount += 1
            secondsBefore = seconds
            note("bound to the target under epoch \(bound.epoch)", at)
        case .batchCommitted(let batch):
            commit(batch)
        case .batchRecovered:
            recoveredCount += 1
            verification = nil
        case .batchLost:
            lostCount += 1
            verification = nil
        case .batchDeleted: verification = nil
        case .batchFailed(let failure):
            failureCounts[failure.causeCode, default: 0] += 1
            failures.add(1, from: seconds, to: seconds)
            if let index = tableIndexes[failure.table] { tables[index].retryCount += 1 }
        default: noteStep(event, at)
        }
    }

    private mutating func noteStep(_ event: JournalEvent, _ at: UTCTimestamp) {
        switch event {
        case .runInterrupted(let stop): note("interrupted by \(stop.reason)", at)
        case .runFailed(let failure): note("failed: \(failure.causeCode): \(failure.message)", at)
        case .runResumed(let resumed): note("resumed under epoch \(resumed.epoch)", at)
        case .runCompleted(let completed):
            end = at
            partStart = nil
            note("completed: \(Figures.grouped(completed.rowCount)) rows", at)
        case .runVerified(let result):
            if !isVerified { end = at }
            isVerified = true
            verification = (result, at)
            note("verified: \(result.checkCount) checks, \(result.failedCount) failed", at)
        case .journalRebuilt(let rebuilt):
            partStart = nil
            note("journal rebuilt from the ledger: \(rebuilt.batchCount) batches", at)
        case .targetMoved(let moved):
            partStart = nil
            note("found in a copy of the target of run \(moved.originalRun)", at)
        case .cleanupStarted:
            partStart = nil
            note("cleanup started", at)
        case .cleanupCompleted(let end):
            note("cleaned up: \(Figures.grouped(end.deletedCount)) rows deleted", at)
        default: break
        }
    }

    private mutating func note(_ text: String, _ at: UTCTimestamp) {
        steps.append(Step(at: at, text: text))
    }

    private mutating func commit(_ batch: BatchCommitted) {
        verification = nil
        let workSeconds = Double(batch.durationMicroseconds) / 1e6
        let start = max(0, seconds - workSeconds)
        rows.add(Double(batch.rowCount), from: start, to: seconds)
        guard let index = tableIndexes[batch.table] else { return }
        tables[index].latency.add(batch.durationMicroseconds)
        tables[index].firstSeconds = min(tables[index].firstSeconds ?? start, start)
        tables[index].lastSeconds = seconds
        tables[index].workSeconds += workSeconds
        tables[index].timedRowCount += batch.rowCount
    }

    /// Whether an event belongs to the loading of rows.
    private func isWork(_ event: JournalEvent) -> Bool {
        switch event {
        case .batchStarted, .batchCommitted, .batchFailed, .batchLost, .batchRecovered,
            .tableAnalyzed, .runCompleted, .runInterrupted, .runFailed:
            true
        default: false
        }
    }
}
