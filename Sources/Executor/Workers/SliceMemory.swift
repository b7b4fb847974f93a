import Rows

/// What a worker keeps from batch to batch of one table.
struct SliceMemory {
    /// Index of the table among those of the plan.
    let tableIndex: Int
    private let table: any DatasetTable
    private let memory: RowStream.Memory

    /// Memory for the slices of a table: for one, or for two of which `maker` fills the other while
    /// one is sent.
    init(
        _ table: any DatasetTable,
        index: Int,
        constants: TargetConstants,
        maker: RowMakerThread?
    ) {
        tableIndex = index
        self.table = table
        let columns = ColumnBatch(table: type(of: table).definition, constants: constants)
        memory =
            if let maker {
                .lookahead(SliceLookahead(columns, maker: maker))
            } else {
                .batch(columns)
            }
    }

    /// The rows of a batch, from its first one; the stream before must not be read any more.
    ///
    /// `noteSlice` is called with the number of rows of every slice as soon as it is given.
    func stream(_ rows: Range<Int64>, noteSlice: @escaping (Int64) -> Void) -> RowStream {
        RowStream(table, rows: rows, memory: memory, noteSlice: noteSlice)
    }
}
