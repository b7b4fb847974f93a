import Rows

/// The addresses of some rows of a slice as parameters of SQL: one array for each column.
struct PostgresKeys {
    /// The arrays.
    private(set) var parameters: [String?] = []
    private let table: CleanupTable

    /// The addresses of the rows of a slice whose numbers, counted within it, are in `rows`.
    init(_ table: CleanupTable, _ slice: ColumnBatch, rows: [Int]) {
        self.table = table
        for column in table.address {
            parameters.append(PostgresArray.text(slice.vector(column.batchColumn), rows: rows))
        }
    }

    /// The addresses as a relation of that name, with the columns `c0`, `c1` and so on, and
    /// `place`, which counts from 1.
    func relation(_ name: String) -> String {
        let arrays = table.address.enumerated().map {
            "$\($0.offset + 1)::\($0.element.found.type)[]"
        }
        let columns = table.address.indices.map { "c\($0)" }
        return "unnest(\(arrays.joined(separator: ", "))) WITH ORDINALITY "
            + "AS \(name)(\(columns.joined(separator: ", ")), place)"
    }

    /// Whether a row of the table is the one that a row of ``relation(_:)`` addresses, both by the
    /// name they have in the query.
    func condition(row: String, key: String) -> String {
        table.address.enumerated().map { index, column in
            let cell = "\(row).\(SQLIdentifier.quoted(column.found.name))"
            if index < table.keyCount { return "\(cell) = \(key).c\(index)" }
            let same = "\(cell) IS NOT DISTINCT FROM \(key).c\(index)"
            return column.mayBeEmptied ? "(\(same) OR \(cell) IS NULL)" : same
        }.joined(separator: " AND ")
    }
}
