/// What became of the rows of a batch: `deletedCount + goneCount + keptCount` of them.
package struct DeletionOutcome: Sendable, Hashable {
    /// Rows removed.
    package var deletedCount: Int64 = 0
    /// Rows that were not there any more.
    package var goneCount: Int64 = 0
    /// Rows left.
    package var keptCount: Int64 = 0
    /// Rows of others that were removed because they referred to rows of the batch.
    package var foreignCount: Int64 = 0
    /// The first of the rows left, at most ``keptRowCountMax``.
    package var keptRows: [KeptRow] = []

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
        let room = DeletionOutcome.keptRowCountMax - keptRows.count
        keptRows.append(contentsOf: other.keptRows.prefix(max(0, room)))
    }

    /// Notes a row that is left.
    mutating func keep(_ row: KeptRow) {
        keptCount += 1
        if keptRows.count < DeletionOutcome.keptRowCountMax { keptRows.append(row) }
    }
}

/// A generated row that cleanup left in the target, and why.
package struct KeptRow: Sendable, Hashable, Codable {
    /// Its primary key, the columns parted by a comma.
    package let key: String
    /// What refers to it, `table.column`, or `changed` and the column that differs.
    package let reason: String

    /// Creates one.
    package init(key: String, reason: String) {
        self.key = key
        self.reason = reason
    }
}
