import Faults
import Journal
import Targets

/// What is left to do when every batch is in: statistics, verification, the last events.
package struct RunFinisher {
    private let assignment: RunAssignment
    private let target: any Target
    private let journal: EventStore

    /// A finisher for one run.
    package init(_ assignment: RunAssignment, target: any Target, journal: EventStore) {
        self.assignment = assignment
        self.target = target
        self.journal = journal
    }

    /// Gathers statistics of the tables that were filled, until `stop` is asked for.
    ///
    /// - Returns: Tables that were left out, because only their owner may.
    package func analyze(until stop: StopRequest, workerCount: Int) throws -> [String] {
        try recordingFailure { try gather(until: stop, workerCount: workerCount) }
    }

    private func gather(until stop: StopRequest, workerCount: Int) throws -> [String] {
        CrashPoint.pass(.beforeStatistics)
        // The largest first, so that no worker begins one when the others have ended.
        let tables = assignment.plan.tables.filter { $0.rowCount > 0 }
            .sorted { $1.rowCount * $1.rowByteCount < $0.rowCount * $0.rowByteCount }
        var skipped: [String] = []
        try StatisticsGatherer(tables.map(\.name), of: target, until: stop)
            .run(workerCount: workerCount) { gathered in
                skipped += gathered.filter { $0.microseconds == nil }.map(\.table)
                let events = gathered.compactMap { result -> JournalEvent? in
                    guard let microseconds = result.microseconds else { return nil }
                    CrashPoint.pass(.afterStatistics)
                    return .tableAnalyzed(
                        TableAnalyzed(table: result.table, durationMicroseconds: microseconds)
                    )
                }
                _ = try journal.append(
                    events.map { NewEvent(run: assignment.runNumber, $0) }
                )
            }
        return skipped
    }

    /// Records that the run was stopped after its last batch.
    package func interrupt(reason: String) throws {
        try record(.runInterrupted(RunInterrupted(reason: reason)))
    }

    /// Records that every batch is in the target, and on its disk.
    package func complete(seconds: Double) throws {
        CrashPoint.pass(.beforeCompletion)
        try recordingFailure { try target.flush() }
        try record(
            .runCompleted(
                RunCompleted(
                    rowCount: assignment.plan.rowCount,
                    durationMicroseconds: Int64(seconds * 1e6)
                )
            )
        )
        CrashPoint.pass(.afterCompletion)
    }

    /// Records the result of a verification.
    package func verified(_ results: [CheckResult]) throws {
        let failed = results.filter { !$0.hasPassed }
        try record(
            .runVerified(
                RunVerified(
                    hasPassed: failed.isEmpty,
                    checkCount: Int64(results.count),
                    failedCount: Int64(failed.count),
                    summary: failed.prefix(3).map(\.summary).joined(separator: "; ")
                )
            )
        )
    }

    /// Lets the journal know why the run ended here; it can be resumed.
    private func recordingFailure<Value>(_ part: () throws -> Value) throws -> Value {
        do {
            return try part()
        } catch let error as TargetError {
            try record(
                .runFailed(RunFailed(causeCode: error.code, message: error.cause, batch: nil))
            )
            throw error
        }
    }

    private func record(_ event: JournalEvent) throws {
        _ = try journal.append([NewEvent(run: assignment.runNumber, event)])
    }
}
