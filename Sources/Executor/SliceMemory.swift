import Dataset

/// What a worker keeps from batch to batch of one table.
struct SliceMemory {
    /// Index of the table among those of the plan.
    let tableIndex: Int
    private let table: any DatasetTable
    private let columns: ColumnBatch
    private let lookahead: SliceLookahead?

    init(
        _ table: any DatasetTable,
        index: Int,
        constants: TargetConstants,
        maker: BackgroundThread?
    ) {
        tableIndex = index
        self.table = table
        let columns = ColumnBatch(table: type(of: table).definition, constants: constants)
        self.columns = columns
        lookahead = maker.map { SliceLookahead(columns, worker: $0) }
    }

    /// The rows of a batch.
    func stream(_ rows: Range<Int64>, noteSlice: @escaping (Int64) -> Void) -> RowStream {
        if let lookahead {
            RowStream(table, rows: rows, lookahead: lookahead, noteSlice: noteSlice)
        } else {
            RowStream(table, rows: rows, batch: columns, noteSlice: noteSlice)
        }
    }
}
