import Synchronization
import Targets

/// What is known about a run while it goes on, for whoever shows it.
package struct RunProgress: Sendable {
    /// One table's progress.
    package struct Table: Sendable {
        /// Name in the database.
        package let name: String
        /// Name in a profile.
        package let component: String
        /// Rows in the plan.
        package let rowCount: Int64
        /// Rows in the target, those of earlier parts of the run included.
        package var committedRowCount: Int64
        /// Rows that this part of the run has committed.
        package var newRowCount: Int64 = 0
        /// Whether this part has begun a batch.
        package var isStarted = false
        /// When the table was last worked on, seconds since the start.
        package var endedSeconds: Double?
        /// Rows that are made, of batches that are not committed.
        package var inHandRowCount: Int64 = 0
        /// Those of the new rows that this part has also made and sent; the others were found in
        /// the target.
        package var timedRowCount: Int64 = 0
        /// Seconds that workers spent on the timed rows.
        ///
        /// From the first batch to the last may be far longer: the workers are with other tables
        /// too.
        package var workSeconds: Double = 0

        /// Counts rows that were dealt with now, in so many seconds of a worker.
        mutating func advance(_ rowCount: Int64, workSeconds: Double) {
            committedRowCount += rowCount
            newRowCount += rowCount
            timedRowCount += rowCount
            self.workSeconds += workSeconds
        }

        /// Counts rows that were found in the target.
        mutating func recover(_ rowCount: Int64) {
            committedRowCount += rowCount
            newRowCount += rowCount
        }

        /// Timed rows by the second of work on them; 0 before the first.
        package var rowsPerWorkSecond: Double {
            workSeconds > 0 ? Double(timedRowCount) / workSeconds : 0
        }
    }

    /// Tables in loading order.
    package var tables: [Table]
    /// Attempts at a batch, an index or a connection that were followed by another one.
    package var retryCount = 0
    /// Batches found committed without a checkpoint.
    package var recoveredCount = 0
    /// Batches with a checkpoint that were not in the target.
    package var lostCount = 0
    /// Indexes and constraints that this part of the run has to restore.
    package var suspendedCount = 0
    /// Those of them that are there again.
    package var restoredCount = 0
    /// Rows that were made, those of attempts that failed included.
    package var generatedRowCount: Int64 = 0
    /// The code of the last transient error.
    package var lastRetryCause: String?

    /// Rows in the plan.
    package var rowCount: Int64 { tables.reduce(0) { $0 + $1.rowCount } }
    /// Rows in the target.
    package var committedRowCount: Int64 { tables.reduce(0) { $0 + $1.committedRowCount } }
    /// Rows that this part of the run has committed.
    package var newRowCount: Int64 { tables.reduce(0) { $0 + $1.newRowCount } }

    /// Notes that something is tried again after an error.
    mutating func noteRetry(_ error: TargetError) {
        retryCount += 1
        lastRetryCause = error.code
    }
}

/// The progress of a run, updated by the engine once a batch and read by the display.
package final class ProgressBoard: Sendable {
    private let state = Mutex(RunProgress(tables: []))

    /// An empty board.
    package init() {}

    /// A copy of the current state.
    package var snapshot: RunProgress { state.withLock { $0 } }

    func update(_ change: (inout RunProgress) -> Void) {
        state.withLock { change(&$0) }
    }
}
