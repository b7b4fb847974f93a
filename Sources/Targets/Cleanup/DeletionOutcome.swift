/// What became of the rows of a batch: `deletedCount + goneCount + keptCount` of them.
package struct DeletionOutcome: Sendable, Hashable {
    /// Rows that existed before and no longer do.
    package var deletedCount: Int64 = 0
    /// Rows that were looked for and not found.
    package var goneCount: Int64 = 0
    /// Rows that still exist.
    package var keptCount: Int64 = 0
    /// Rows of others that were removed because they referred to rows of the batch.
    package var foreignCount: Int64 = 0
    /// Rows that the gateway derived from rows of the run only and that were deleted with them.
    package var derivedCount: Int64 = 0
    /// The first of the rows left, at most ``keptRowCountMax``.
    package var keptRows: [KeptRow] = []
    /// The number of rows left by reason.
    package var keptReasons: [String: Int64] = [:]

    /// How many of a batch's kept rows are named; the others are counted.
    package static let keptRowCountMax = 100

    /// Nothing yet.
    package init() {}

    /// Rows of the batch.
    package var rowCount: Int64 { deletedCount + goneCount + keptCount }

    /// Adds what became of other rows.
    package mutating func add(_ other: DeletionOutcome) {
        deletedCount += other.deletedCount
        goneCount += other.goneCount
        keptCount += other.keptCount
        foreignCount += other.foreignCount
        derivedCount += other.derivedCount
        keptReasons.merge(other.keptReasons) { $0 + $1 }
        let room = DeletionOutcome.keptRowCountMax - keptRows.count
        keptRows.append(contentsOf: other.keptRows.prefix(max(0, room)))
    }

    /// Counts rows that are gone because an earlier cleanup deleted them as deleted.
    package mutating func countDeletedBefore(_ count: Int64) {
        let known = min(count, goneCount)
        goneCount -= known
        deletedCount += known
    }

    /// Notes a row that is left.
    mutating func keep(_ row: KeptRow) {
        keptCount += 1
        keptReasons[row.reason, default: 0] += 1
        if keptRows.count < DeletionOutcome.keptRowCountMax { keptRows.append(row) }
    }
}

/// A generated row that cleanup left in the target, and why.
package struct KeptRow: Sendable, Hashable, Codable {
    /// Its primary key, the columns comma-separated.
    package let key: String
    /// Why it was kept, as ``KeptReason`` spells it.
    package let reason: String

    /// Creates one.
    package init(key: String, reason: String) {
        self.key = key
        self.reason = reason
    }
}
