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
    package func analyze(until stop: StopRequest) throws -> [String] {
        CrashPoint.pass(.beforeStatistics)
        var skipped: [String] = []
        for table in assignment.plan.tables where table.rowCount > 0 && stop.stopReason == nil {
            let started = ContinuousClock.now
            guard try target.analyze(table: table.name) else {
                skipped.append(table.name)
                continue
            }
            CrashPoint.pass(.afterStatistics)
            try record(
                .tableAnalyzed(
                    TableAnalyzed(
                        table: table.name,
                        durationMicroseconds: (ContinuousClock.now - started).microseconds
                    )
                )
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
        try target.flush()
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

    private func record(_ event: JournalEvent) throws {
        _ = try journal.append([NewEvent(run: assignment.runNumber, event)])
    }
}
