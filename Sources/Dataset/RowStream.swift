/// The rows of a batch, produced slice by slice.
package struct RowStream {
    /// The table's rows that the stream gives in all.
    package let rows: Range<Int64>
    /// Digest of the rows given so far.
    package private(set) var fingerprint = BatchFingerprint()
    private let table: any DatasetTable
    private let batch: ColumnBatch
    private let noteSlice: ((Int64) -> Void)?
    private var next: Int64

    /// Starts before the first of `rows`, with the memory of `batch`, which must be of the same table.
    ///
    /// `noteSlice` is called with the number of rows of every slice as soon as they are made.
    package init(
        _ table: any DatasetTable,
        rows: Range<Int64>,
        batch: ColumnBatch,
        noteSlice: ((Int64) -> Void)? = nil
    ) {
        precondition(
            rows.lowerBound >= 0 && rows.upperBound <= table.rowCount,
            "rows are outside their table"
        )
        self.table = table
        self.rows = rows
        self.batch = batch
        self.noteSlice = noteSlice
        next = rows.lowerBound
    }

    /// The next slice, or nil after the last; it is valid until the next call.
    package mutating func nextSlice() -> ColumnBatch? {
        guard next < rows.upperBound else { return nil }
        let end = min(next + Int64(ColumnBatch.sliceRowCountMax), rows.upperBound)
        batch.begin(rows: next..<end)
        table.fill(batch)
        batch.end()
        batch.combine(into: &fingerprint)
        noteSlice?(end - next)
        next = end
        return batch
    }
}
