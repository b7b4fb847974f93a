import GRDB
import Rows

/// The addresses of the rows of a slice as arguments of SQL.
struct SQLiteAddresses {
    /// Number of rows.
    let rowCount: Int
    private let table: CleanupTable
    private let vectors: [ColumnVector]

    /// The addresses of all rows of a slice; valid until the slice is filled again.
    init(_ table: CleanupTable, _ slice: ColumnBatch) {
        self.table = table
        rowCount = slice.rowCount
        vectors = table.address.map { slice.vector($0.batchColumn) }
    }

    /// Whether row `t` of the table is the one that the arguments address.
    static func condition(_ table: CleanupTable) -> String {
        table.address.enumerated().map { index, column in
            let cell = "t.\(SQLIdentifier.quoted(column.found.name))"
            if index < table.keyCount { return "\(cell) = ?\(index + 1)" }
            let same = "\(cell) IS ?\(index + 1)"
            return column.mayBeEmptied ? "(\(same) OR \(cell) IS NULL)" : same
        }.joined(separator: " AND ")
    }

    /// The arguments of a row.
    func arguments(_ row: Int) -> StatementArguments {
        StatementArguments(
            vectors.map { vector in
                if vector.kind == .integer && !vector.isNull(row) {
                    return vector.integer(row).databaseValue
                }
                return AddressText.of(vector, row)?.databaseValue ?? .null
            }
        )
    }

    /// The primary key of a row, its parts as SQLite gives them back.
    func key(_ row: Int) -> [DatabaseValue] {
        vectors.prefix(table.keyCount).map { vector in
            vector.kind == .integer
                ? vector.integer(row).databaseValue
                : AddressText.of(vector, row)?.databaseValue ?? .null
        }
    }
}
