/// The rows of a batch, produced slice by slice.
public struct RowStream {
    /// The table's rows that the stream gives in all.
    public let rows: Range<Int64>
    /// Digest of the rows given so far.
    public private(set) var fingerprint = BatchFingerprint()
    private let table: any DatasetTable
    private let memory: Memory
    private let noteSlice: ((Int64) -> Void)?
    private var next: Int64

    /// Where the slices are made; it must be of the same table.
    public enum Memory {
        /// In this batch, when one is asked for.
        case batch(ColumnBatch)
        /// In the background, while the one before is in use.
        case lookahead(SliceLookahead)
    }

    /// Starts before the first of `rows`, with the memory of `batch`, which must be of the same
    /// table.
    ///
    /// `noteSlice` is called with the number of rows of every slice as soon as it is given.
    public init(
        _ table: any DatasetTable,
        rows: Range<Int64>,
        batch: ColumnBatch,
        noteSlice: ((Int64) -> Void)? = nil
    ) {
        self.init(table, rows: rows, memory: .batch(batch), noteSlice: noteSlice)
    }

    /// Starts before the first of `rows`; with a lookahead, that is begun now.
    ///
    /// The rows and their digest are the same wherever they are made. `noteSlice` is called with
    /// the number of rows of every slice as soon as it is given.
    public init(
        _ table: any DatasetTable,
        rows: Range<Int64>,
        memory: Memory,
        noteSlice: ((Int64) -> Void)? = nil
    ) {
        precondition(
            rows.lowerBound >= 0 && rows.upperBound <= table.rowCount,
            "rows are outside their table"
        )
        self.table = table
        self.rows = rows
        self.memory = memory
        self.noteSlice = noteSlice
        next = rows.lowerBound
        if case .lookahead(let lookahead) = memory {
            lookahead.restart()
            if !rows.isEmpty { lookahead.begin(slice(from: next), of: table) }
        }
    }

    /// The next slice, or nil after the last; it is valid until the next call.
    ///
    /// With a lookahead this waits until the slice is made.
    public mutating func nextSlice() -> ColumnBatch? {
        guard next < rows.upperBound else { return nil }
        let wanted = slice(from: next)
        next = wanted.upperBound
        let made: ColumnBatch
        switch memory {
        case .batch(let batch):
            batch.make(wanted, of: table)
            batch.combine(into: &fingerprint)
            made = batch
        case .lookahead(let lookahead):
            (made, fingerprint) = lookahead.take()
            if next < rows.upperBound { lookahead.begin(slice(from: next), of: table) }
        }
        noteSlice?(Int64(wanted.count))
        return made
    }

    private func slice(from first: Int64) -> Range<Int64> {
        first..<min(first + Int64(ColumnBatch.sliceRowCountMax), rows.upperBound)
    }
}
