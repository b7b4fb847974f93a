import Rows

/// When the rows of a planned table are created, read off rows that are made for it.
///
/// Small tables are made in full; of large ones, slices at equal distances.
struct CreationTimes {
    /// The table.
    private let table: any DatasetTable
    private let constants: TargetConstants
    private let column: String
    private let columnIndex: Int
    /// Slices between one that is made and the next.
    private let step: Int64

    private static let sliceLength = Int64(ColumnBatch.sliceRowCountMax)

    /// The times of a table, from about `rowCountMax` rows at most; nil when it has no time of
    /// creation or no rows.
    init?(_ plan: GenerationPlan, table name: String, rowCountMax: Int64) {
        guard let table = plan.dataset.table(named: name) else { return nil }
        let definition = type(of: table).definition
        guard table.rowCount > 0, let column = definition.creationColumn,
            let index = definition.filledColumns.firstIndex(where: { $0.name == column })
        else { return nil }
        self.table = table
        constants = plan.unboundConstants
        self.column = column
        columnIndex = index
        step = max(1, (table.rowCount + rowCountMax - 1) / rowCountMax)
    }

    /// Whether every row is made.
    var isComplete: Bool { step == 1 }

    /// Number of rows of the table.
    var rowCount: Int64 { table.rowCount }

    /// Number of slices that are made.
    var sliceCount: Int64 { (allSliceCount - firstSlice + step - 1) / step }

    /// In the middle of the first step.
    private var firstSlice: Int64 { (step - 1) / 2 }

    private var allSliceCount: Int64 {
        (table.rowCount + CreationTimes.sliceLength - 1) / CreationTimes.sliceLength
    }

    /// Calls `body` with the time of each row that is made, in microseconds since 1970-01-01 UTC.
    func visit(_ body: (Int64) -> Void) {
        let batch = ColumnBatch(
            table: type(of: table).definition,
            constants: constants,
            only: [column]
        )
        for slice in stride(from: firstSlice, to: allSliceCount, by: Int(step)) {
            let first = slice * CreationTimes.sliceLength
            let rows = first..<min(first + CreationTimes.sliceLength, table.rowCount)
            var stream = RowStream(table, rows: rows, batch: batch)
            guard let filled = stream.nextSlice() else { continue }
            let vector = filled.vector(columnIndex)
            for row in 0..<filled.rowCount where !vector.isNull(row) { body(vector.integer(row)) }
        }
    }
}
