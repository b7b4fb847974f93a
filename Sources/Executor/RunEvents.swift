import Journal
import Planner

/// Events that several parts of the executor write.
enum RunEvents {
    /// A batch with a checkpoint is not in the target.
    static func lost(_ number: Int64, table: String) -> JournalEvent {
        .batchLost(
            BatchLost(batch: number, table: table, reason: "absent from the target's ledger")
        )
    }

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
