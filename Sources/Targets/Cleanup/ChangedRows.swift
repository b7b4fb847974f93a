import Rows

/// The rows of a slice that somebody has changed since they were generated.
struct ChangedRows {
    /// Their numbers, counted within the slice.
    private(set) var numbers: Set<Int> = []
    /// The rows, each with the first column that differs.
    private(set) var kept: [KeptRow] = []

    /// None.
    init() {}

    /// Those of some differences that the gateway has not made by itself; rows that are gone are
    /// none.
    init(_ differences: [RowDifference], _ slice: ColumnBatch) {
        for difference in differences.sorted(by: { $0.row < $1.row }) {
            guard let column = difference.cells?.first?.column,
                !difference.isMaintenance(of: slice.table)
            else { continue }
            numbers.insert(Int(difference.row - slice.rows.lowerBound))
            kept.append(KeptRow(key: difference.key, reason: KeptReason.change(column).text))
        }
    }
}
