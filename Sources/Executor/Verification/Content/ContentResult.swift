import Rows
import Targets

/// How the rows of one table in the target compare with the generated ones.
package struct ContentResult: Sendable, Equatable {
    /// Name of the table.
    package let table: String
    /// Batches that were generated again.
    package internal(set) var batchCount: Int64 = 0
    /// Rows that were compared.
    package internal(set) var rowCount: Int64 = 0
    /// Rows of which a cell differs that the gateway does not write by itself.
    package internal(set) var changedRowCount: Int64 = 0
    /// Rows that are not in the target.
    package internal(set) var missingRowCount: Int64 = 0
    /// Rows that are not in the target because the gateway itself has removed them.
    package internal(set) var removedRowCount: Int64 = 0
    /// Rows that differ only in what the gateway writes by itself.
    package internal(set) var maintainedRowCount: Int64 = 0
    /// The columns in which those rows differ, with the number of cells.
    package internal(set) var maintainedColumns: [String: Int64] = [:]
    /// The first row, in the order of the table, that differs or is missing.
    package internal(set) var firstDivergence: RowDifference?
    /// Digest of the rows as they were generated again.
    package internal(set) var expectedDigest = ""
    /// Digest of the rows as they were found: equal to the other when they are the same.
    package internal(set) var foundDigest = ""

    /// Whether every row is there as it was generated, but for what the gateway writes by itself.
    package var hasPassed: Bool { changedRowCount == 0 && missingRowCount == 0 }

    init(table: String) {
        self.table = table
    }

    /// Counts the differences of a batch, of which `removed` are the rows that the gateway itself
    /// has removed.
    mutating func add(
        _ differences: [RowDifference],
        of definition: TableDefinition,
        removed: Set<Int64>
    ) {
        for difference in differences {
            guard let cells = difference.cells else {
                if removed.contains(difference.row) {
                    removedRowCount += 1
                    continue
                }
                missingRowCount += 1
                note(difference)
                continue
            }
            if difference.isMaintenance(of: definition) {
                maintainedRowCount += 1
                for cell in cells { maintainedColumns[cell.column, default: 0] += 1 }
            } else {
                changedRowCount += 1
                note(difference)
            }
        }
    }

    private mutating func note(_ difference: RowDifference) {
        if let firstDivergence, firstDivergence.row <= difference.row { return }
        firstDivergence = difference
    }
}
