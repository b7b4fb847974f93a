import Rows

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
        try connection.transaction(.reading) { () throws(TargetError) in
            try PostgresPlanner.findByIndex(connection)
            var differences: [RowDifference] = []
            var comparison = try PostgresRowComparison(connection, table)
            try source.forEachSliceDescending(of: rows) { (slice) throws(TargetError) in
                differences += try comparison.differences(slice, rows: Array(0..<slice.rowCount))
            }
            return differences
        }
    }
}
