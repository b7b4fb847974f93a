/// How a row in the target differs from the generated one.
package struct RowDifference: Sendable, Hashable {
    /// A cell that differs.
    package struct Cell: Sendable, Hashable {
        /// Name of the column.
        package let column: String
        /// What was generated; nil for NULL.
        package let expected: String?
        /// What the target holds; nil for NULL.
        package let found: String?
    }

    /// Zero-based row of the table.
    package let row: Int64
    /// Its primary key, the columns comma-separated.
    package let key: String
    /// The cells that differ; nil when the row is not in the target.
    package let cells: [Cell]?
}
