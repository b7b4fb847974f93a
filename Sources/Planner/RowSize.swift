import Rows

/// Estimates the size of rows from a sample.
enum RowSize {
    private static let sampleCountMax: Int64 = 128

    /// Average bytes of the values of a row, from rows in the middle of the table.
    static func estimate(_ table: any DatasetTable, _ constants: TargetConstants) -> Int64 {
        let count = min(table.rowCount, sampleCountMax)
        guard count > 0 else { return 0 }
        let first = (table.rowCount - count) / 2
        let batch = ColumnBatch(table: type(of: table).definition, constants: constants)
        var stream = RowStream(table, rows: first..<(first + count), batch: batch)
        var sum = 0
        while let slice = stream.nextSlice() { sum += slice.byteCount }
        return Int64(sum) / count
    }
}
