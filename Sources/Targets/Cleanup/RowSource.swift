import Rows

/// The rows of a table, a slice at a time, the last first.
package final class RowSource {
    /// Fingerprints of the slices of the rows made last, in the order in which they were made.
    package private(set) var fingerprints: [String] = []
    private let table: any DatasetTable
    private let batch: ColumnBatch

    /// Rows of `table`, made in the memory of `batch`.
    package init(_ table: any DatasetTable, batch: ColumnBatch) {
        self.table = table
        self.batch = batch
    }

    /// Cuts `rows` into slices and gives each to `body`, the last rows first: rows may refer to
    /// earlier ones of their table.
    func forEachSliceDescending(
        of rows: Range<Int64>,
        _ body: (ColumnBatch) throws(TargetError) -> Void
    ) throws(TargetError) {
        fingerprints.removeAll(keepingCapacity: true)
        var end = rows.upperBound
        while end > rows.lowerBound {
            let start = max(rows.lowerBound, end - Int64(ColumnBatch.sliceRowCountMax))
            var stream = RowStream(table, rows: start..<end, batch: batch)
            if let slice = stream.nextSlice() { try body(slice) }
            fingerprints.append(stream.fingerprint.text)
            end = start
        }
    }
}
