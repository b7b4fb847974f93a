/// The run is being undone, newest batch first; also appended when a cleanup goes on.
package struct CleanupStarted: EventPayload {
    package static let kind = EventKind.cleanupStarted

    /// The epoch that the target now fences with.
    package let epoch: Int64
    /// What happens to rows that others refer to: `stop`, `keep` or `delete`.
    package let foreignRows: String
    /// What happens to rows that were changed since: `keep` or `delete`; nil in older journals,
    /// which knew only the latter.
    package let changedRows: String?
    /// What happens to rows that the gateway has derived: `delete` or `keep`; nil in older journals,
    /// which counted them as rows of others.
    package let derivedRows: String?

    package init(
        epoch: Int64,
        foreignRows: String,
        changedRows: String? = nil,
        derivedRows: String? = nil
    ) {
        self.epoch = epoch
        self.foreignRows = foreignRows
        self.changedRows = changedRows
        self.derivedRows = derivedRows
    }
}

/// Nothing of the run is left in the target but the rows kept.
package struct CleanupCompleted: EventPayload {
    package static let kind = EventKind.cleanupCompleted

    /// Rows removed.
    package let deletedCount: Int64
    /// Rows that somebody had removed before.
    package let goneCount: Int64
    /// Rows that are still there.
    package let keptCount: Int64
    /// Time of the whole cleanup, pauses left out.
    package let durationMicroseconds: Int64

    package init(
        deletedCount: Int64,
        goneCount: Int64,
        keptCount: Int64,
        durationMicroseconds: Int64
    ) {
        self.deletedCount = deletedCount
        self.goneCount = goneCount
        self.keptCount = keptCount
        self.durationMicroseconds = durationMicroseconds
    }
}
