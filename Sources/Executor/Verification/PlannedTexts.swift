import Rows

/// The texts of one column of a table as the plan makes them, row by row; NULL is left out.
struct PlannedTexts: Sequence, IteratorProtocol {
    private var stream: RowStream
    private let position: Int
    private var slice: ColumnBatch?
    private var row = 0

    /// The values of a column; only this column is made.
    ///
    /// - Precondition: The table fills the column, which holds texts.
    init(_ table: any DatasetTable, column: String, _ constants: TargetConstants) {
        let definition = type(of: table).definition
        guard let position = definition.filledColumns.firstIndex(where: { $0.name == column })
        else { preconditionFailure("a column that is not filled has no values") }
        self.position = position
        stream = RowStream(
            table,
            rows: 0..<table.rowCount,
            batch: ColumnBatch(table: definition, constants: constants, only: [column])
        )
    }

    mutating func next() -> String? {
        while true {
            if let slice, row < slice.rowCount {
                defer { row += 1 }
                let vector = slice.vector(position)
                if vector.isNull(row) { continue }
                return String(decoding: vector.text(row), as: UTF8.self)
            }
            slice = stream.nextSlice()
            row = 0
            if slice == nil { return nil }
        }
    }
}
