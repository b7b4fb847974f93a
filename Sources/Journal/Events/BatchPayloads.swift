/// A worker may send the batch.
///
/// Appended before the target hears of it.
package struct BatchStarted: EventPayload {
    package static let kind = EventKind.batchStarted

    /// The batch's number in the run.
    package let batch: Int64
    /// The table its rows are of.
    package let table: String
    /// Zero-based number, within the table, of its first row.
    package let firstRow: Int64
    /// Rows in it.
    package let rowCount: Int64
    /// 1 for the first try.
    package let attempt: Int64
    /// The epoch under which it is sent.
    package let epoch: Int64

    package init(
        batch: Int64,
        table: String,
        firstRow: Int64,
        rowCount: Int64,
        attempt: Int64,
        epoch: Int64
    ) {
        self.batch = batch
        self.table = table
        self.firstRow = firstRow
        self.rowCount = rowCount
        self.attempt = attempt
        self.epoch = epoch
    }

    package var tableName: String? { table }

    package var batchNumber: Int64? { batch }
}

/// The target acknowledged the batch's commit: the checkpoint.
package struct BatchCommitted: EventPayload {
    package static let kind = EventKind.batchCommitted

    /// The batch's number in the run.
    package let batch: Int64
    /// The table its rows are of.
    package let table: String
    /// Rows the target counted.
    package let rowCount: Int64
    /// The digest of its rows.
    package let digest: String
    /// The target's transaction id; empty if it has none.
    package let transactionID: String
    /// The try that succeeded.
    package let attempt: Int64
    /// From the first byte to the acknowledgement.
    package let durationMicroseconds: Int64

    package init(
        batch: Int64,
        table: String,
        rowCount: Int64,
        digest: String,
        transactionID: String,
        attempt: Int64,
        durationMicroseconds: Int64
    ) {
        self.batch = batch
        self.table = table
        self.rowCount = rowCount
        self.digest = digest
        self.transactionID = transactionID
        self.attempt = attempt
        self.durationMicroseconds = durationMicroseconds
    }

    package var tableName: String? { table }

    package var batchNumber: Int64? { batch }
}

/// The target rolled the batch back, or its connection was lost.
package struct BatchFailed: EventPayload {
    package static let kind = EventKind.batchFailed

    /// The batch's number in the run.
    package let batch: Int64
    /// The table its rows are of.
    package let table: String
    /// The try that failed.
    package let attempt: Int64
    /// The error's code.
    package let causeCode: String
    /// The error's message, without row values and secrets.
    package let message: String

    package init(batch: Int64, table: String, attempt: Int64, causeCode: String, message: String) {
        self.batch = batch
        self.table = table
        self.attempt = attempt
        self.causeCode = causeCode
        self.message = message
    }

    package var tableName: String? { table }

    package var batchNumber: Int64? { batch }
}

/// The ledger holds the batch though the journal had no checkpoint: it counts as committed.
package struct BatchRecovered: EventPayload {
    package static let kind = EventKind.batchRecovered

    /// The batch's number in the run.
    package let batch: Int64
    /// The table its rows are of.
    package let table: String
    /// Zero-based number, within the table, of its first row.
    package let firstRow: Int64
    /// Rows in it.
    package let rowCount: Int64
    /// The digest in its ledger row; empty if unknown.
    package let digest: String
    /// The transaction id in its ledger row; empty if unknown.
    package let transactionID: String
    /// The attempt in its ledger row; nil if it was not read.
    package let attempt: Int64?
    /// The target's time of the commit, in its ledger row's words; nil if it was not read.
    package let committedAt: String?

    package init(
        batch: Int64,
        table: String,
        firstRow: Int64,
        rowCount: Int64,
        digest: String,
        transactionID: String,
        attempt: Int64? = nil,
        committedAt: String? = nil
    ) {
        self.batch = batch
        self.table = table
        self.firstRow = firstRow
        self.rowCount = rowCount
        self.digest = digest
        self.transactionID = transactionID
        self.attempt = attempt
        self.committedAt = committedAt
    }

    package var tableName: String? { table }

    package var batchNumber: Int64? { batch }
}

/// The journal had a checkpoint but the ledger has no row: the batch is to be loaded again.
package struct BatchLost: EventPayload {
    package static let kind = EventKind.batchLost

    /// The batch's number in the run.
    package let batch: Int64
    /// The table its rows are of.
    package let table: String
    /// What is known of the cause.
    package let reason: String

    package init(batch: Int64, table: String, reason: String) {
        self.batch = batch
        self.table = table
        self.reason = reason
    }

    package var tableName: String? { table }

    package var batchNumber: Int64? { batch }
}

/// Cleanup is done with the batch: `deletedCount + goneCount + keptCount` rows in all.
package struct BatchDeleted: EventPayload {
    package static let kind = EventKind.batchDeleted

    /// The batch's number in the run.
    package let batch: Int64
    /// The table its rows were of.
    package let table: String
    /// Rows that were there and are not any more.
    package let deletedCount: Int64
    /// Rows that were looked for and not found.
    package let goneCount: Int64
    /// Rows that are still there.
    package let keptCount: Int64
    /// Time of the transaction.
    package let durationMicroseconds: Int64
    /// Rows of somebody else that were removed because they referred to rows of the batch; nil for
    /// none.
    package let foreignCount: Int64?
    /// Rows that the gateway had derived from rows of the batch and that were removed with them;
    /// nil for none.
    package let derivedCount: Int64?
    /// The first of the rows left; nil for none.
    package let keptRows: [KeptRow]?
    /// The number of rows left by reason; nil for none, and in older journals.
    package let keptReasons: [String: Int64]?

    /// A row that was left.
    package struct KeptRow: Codable, Sendable, Equatable {
        /// Its primary key.
        package let key: String
        /// Why it was left: what refers to it, in what it was changed, or what kept it.
        package let reason: String

        package init(key: String, reason: String) {
            self.key = key
            self.reason = reason
        }
    }

    package init(
        batch: Int64,
        table: String,
        deletedCount: Int64,
        goneCount: Int64,
        keptCount: Int64,
        durationMicroseconds: Int64,
        foreignCount: Int64? = nil,
        derivedCount: Int64? = nil,
        keptRows: [KeptRow]? = nil,
        keptReasons: [String: Int64]? = nil
    ) {
        self.batch = batch
        self.table = table
        self.deletedCount = deletedCount
        self.goneCount = goneCount
        self.keptCount = keptCount
        self.durationMicroseconds = durationMicroseconds
        self.foreignCount = foreignCount
        self.derivedCount = derivedCount
        self.keptRows = keptRows
        self.keptReasons = keptReasons
    }

    package var tableName: String? { table }

    package var batchNumber: Int64? { batch }
}
