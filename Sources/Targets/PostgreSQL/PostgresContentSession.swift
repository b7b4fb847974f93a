import Dataset

/// A connection that compares rows of a PostgreSQL target with the generated ones.
final class PostgresContentSession: ContentSession {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    func differences(
        in rows: Range<Int64>,
        of table: ComparedTable,
        _ source: RowSource
    ) throws(TargetError) -> [RowDifference] {
        var differences: [RowDifference] = []
        try connection.execute("BEGIN READ ONLY")
        // A plan that reads the whole table for every thousand rows would take quadratic time.
        for setting in ["enable_seqscan", "enable_mergejoin", "jit"] {
            try connection.execute("SET LOCAL \(setting) = off")
        }
        var comparison = try PostgresRowComparison(connection, table)
        try source.forEachSliceDescending(of: rows) { (slice) throws(TargetError) in
            differences += try comparison.differences(slice, rows: Array(0..<slice.rowCount))
        }
        try connection.execute("COMMIT")
        return differences
    }
}
