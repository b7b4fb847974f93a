/// What the events say about one batch.
package struct BatchRecord: Sendable, Equatable {
    /// The largest batch number; ``BatchStates`` keeps an array up to the highest one used.
    package static let numberMax: Int64 = 0x7FFF_FFFF

    package let number: Int64
    package private(set) var table: String
    /// Zero-based number, within the table, of its first row.
    package private(set) var firstRow: Int64 = 0
    package private(set) var rowCount: Int64 = 0
    package private(set) var state = BatchState.planned
    /// The last try; 0 when none was journaled.
    package private(set) var attempt: Int64 = 0
    /// The epoch of the last try.
    package private(set) var epoch: Int64 = 0
    /// The digest of its rows; nil until it is committed, empty if unknown.
    package private(set) var digest: String?
    /// The time its commit took; 0 until it is committed.
    package private(set) var durationMicroseconds: Int64 = 0
    /// Rows that the last cleanup of it removed.
    package private(set) var deletedCount: Int64 = 0
    /// Rows that the last cleanup of it found gone.
    package private(set) var goneCount: Int64 = 0
    /// Rows that the last cleanup of it left.
    package private(set) var keptCount: Int64 = 0

    /// A batch that no event has named yet.
    package init(number: Int64, table: String) {
        self.number = number
        self.table = table
    }

    /// A batch as the projection holds it.
    init(
        number: Int64,
        table: String,
        rows: (first: Int64, count: Int64),
        state: BatchState,
        attempt: Int64,
        epoch: Int64,
        digest: String?,
        durationMicroseconds: Int64,
        cleanup: (deleted: Int64, gone: Int64, kept: Int64)
    ) {
        self.number = number
        self.table = table
        (firstRow, rowCount) = rows
        self.state = state
        self.attempt = attempt
        self.epoch = epoch
        self.digest = digest
        self.durationMicroseconds = durationMicroseconds
        (deletedCount, goneCount, keptCount) = cleanup
    }

    /// Folds one event in; the last event about a batch decides its state.
    ///
    /// - Precondition: the event is about this batch, or about none.
    package mutating func apply(_ event: JournalEvent) {
        precondition(
            event.payload.batchNumber ?? number == number,
            "an event about another batch was folded into batch \(number)"
        )
        switch event {
        case .batchStarted(let payload):
            table = payload.table
            (firstRow, rowCount) = (payload.firstRow, payload.rowCount)
            (attempt, epoch) = (payload.attempt, payload.epoch)
            state = .started
            forgetOutcome()
        case .batchCommitted(let payload):
            rowCount = payload.rowCount
            (attempt, digest) = (payload.attempt, payload.digest)
            durationMicroseconds = payload.durationMicroseconds
            state = .committed
        case .batchFailed(let payload):
            attempt = payload.attempt
            state = .failed
            forgetOutcome()
        case .batchRecovered(let payload):
            table = payload.table
            (firstRow, rowCount) = (payload.firstRow, payload.rowCount)
            digest = payload.digest
            attempt = payload.attempt ?? attempt
            state = .recovered
        case .batchLost:
            state = .lost
            forgetOutcome()
        case .batchDeleted(let payload):
            deletedCount = payload.deletedCount
            goneCount = payload.goneCount
            keptCount = payload.keptCount
            state = .deleted
        default:
            break
        }
    }

    // A batch that is loaded again has no digest and no cleanup of its own yet.
    private mutating func forgetOutcome() {
        digest = nil
        durationMicroseconds = 0
        (deletedCount, goneCount, keptCount) = (0, 0, 0)
    }
}
