import Executor
import Foundation
import Journal

/// The progress of a run as one JSON object on a line, for programs that watch it.
///
/// Only tables that have begun and are not complete are listed; `tablesDone` counts the others.
struct ProgressRecord: Encodable {
    struct Table: Encodable {
        let table: String
        let plannedRows: Int64
        let committedRows: Int64
        let inHandRows: Int64
        /// By the second of a worker on the table; 0 before the first batch is in.
        let rowsPerWorkSecond: Double
    }

    let type = "progress"
    let at: String
    let isLast: Bool
    let elapsedSeconds: Double
    let secondsLeft: Double?
    let plannedRows: Int64
    let committedRows: Int64
    let newRows: Int64
    let generatedRows: Int64
    let rowsPerSecond: Double
    let retries: Int
    let lastRetryCause: String?
    let recoveredBatches: Int
    let lostBatches: Int
    let suspendedIndexes: Int
    let restoredIndexes: Int
    let memoryBytes: Int64
    let tablesDone: Int
    let tablesTotal: Int
    let tables: [Table]

    /// A record of a moment, with the time of the clock in microseconds since 1970.
    init(_ moment: ProgressMoment, at microseconds: Int64, isLast: Bool) {
        let progress = moment.progress
        at = UTCTimestamp(microseconds: microseconds).text
        self.isLast = isLast
        elapsedSeconds = ProgressRecord.rounded(moment.seconds)
        secondsLeft = moment.secondsLeft.map(ProgressRecord.rounded)
        plannedRows = progress.rowCount
        committedRows = progress.committedRowCount
        newRows = progress.newRowCount
        generatedRows = progress.generatedRowCount
        rowsPerSecond = ProgressRecord.rounded(moment.rowsPerSecond)
        retries = progress.retryCount
        lastRetryCause = progress.lastRetryCause
        recoveredBatches = progress.recoveredCount
        lostBatches = progress.lostCount
        suspendedIndexes = progress.suspendedCount
        restoredIndexes = progress.restoredCount
        memoryBytes = moment.memoryByteCount
        tablesDone = progress.tables.count - moment.unfinishedTables.count
        tablesTotal = progress.tables.count
        tables = moment.unfinishedTables.filter(\.isStarted).map { table in
            Table(
                table: table.name,
                plannedRows: table.rowCount,
                committedRows: table.committedRowCount,
                inHandRows: table.inHandRowCount,
                rowsPerWorkSecond: ProgressRecord.rounded(table.rowsPerWorkSecond)
            )
        }
    }

    /// Milliseconds are enough.
    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
