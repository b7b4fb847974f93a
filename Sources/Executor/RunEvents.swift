import Journal
import Planner

/// Events that several parts of the executor write.
enum RunEvents {
    /// A batch was found in the target without a checkpoint.
    static func recovered(_ batch: PlannedBatch, table: String) -> JournalEvent {
        .batchRecovered(
            BatchRecovered(
                batch: batch.number,
                table: table,
                firstRow: batch.rows.lowerBound,
                rowCount: Int64(batch.rows.count),
                digest: "",
                transactionID: ""
            )
        )
    }
}
