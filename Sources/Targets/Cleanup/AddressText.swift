import Rows

/// A generated value as text, as both databases read it.
enum AddressText {
    /// The value of a row of a slice, or nil for NULL.
    ///
    /// - Precondition: The column is no floating-point number and no bytes: keys and times are
    ///   neither.
    static func of(_ vector: ColumnVector, _ row: Int) -> String? {
        if vector.isNull(row) { return nil }
        switch vector.kind {
        case .text, .json: return String(decoding: vector.text(row), as: UTF8.self)
        case .integer: return String(vector.integer(row))
        case .boolean: return vector.integer(row) == 0 ? "false" : "true"
        case .timestamp: return SQLiteTimestamp.text(vector.integer(row))
        case .double, .binary: preconditionFailure("a row is addressed by an inexact value")
        }
    }

    /// The primary key of a row, the columns comma-separated.
    static func key(_ table: CleanupTable, _ slice: ColumnBatch, row: Int) -> String {
        table.address.prefix(table.keyCount)
            .map { of(slice.vector($0.batchColumn), row) ?? "" }
            .joined(separator: ",")
    }
}
