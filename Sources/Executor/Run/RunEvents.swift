import Journal
import Planner
import Targets

/// The events of batches.
enum RunEvents {
    /// A batch is about to be sent.
    static func started(
        _ batch: PlannedBatch,
        table: String,
        attempt: Int,
        epoch: Int64
    ) -> JournalEvent {
        .batchStarted(
            BatchStarted(
                batch: batch.number,
                table: table,
                firstRow: batch.rows.lowerBound,
                rowCount: Int64(batch.rows.count),
                attempt: Int64(attempt),
                epoch: epoch
            )
        )
    }

    /// A batch is in the target: its checkpoint.
    static func committed(
        _ receipt: BatchReceipt,
        table: String,
        transaction: String
    ) -> JournalEvent {
        .batchCommitted(
            BatchCommitted(
                batch: receipt.batch.number,
                table: table,
                rowCount: Int64(receipt.batch.rows.count),
                digest: receipt.fingerprint,
                transactionID: transaction,
                attempt: Int64(receipt.attempt),
                durationMicroseconds: receipt.microseconds
            )
        )
    }

    /// A batch was not taken.
    static func failed(
        _ batch: PlannedBatch,
        table: String,
        attempt: Int,
        _ error: TargetError
    ) -> JournalEvent {
        .batchFailed(
            BatchFailed(
                batch: batch.number,
                table: table,
                attempt: Int64(attempt),
                causeCode: error.code,
                message: error.cause
            )
        )
    }

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
