/// A connection of PostgreSQL for queries.
final class PostgresReader: TargetReader {
    private let connection: PostgresConnection

    /// Reads through a connection of its own.
    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    func queryRows(_ sql: String) throws(TargetError) -> [[String]] {
        let result = try connection.transaction(.reading) { () throws(TargetError) in
            try connection.execute(sql)
        }
        return (0..<result.rowCount).map { row in
            (0..<result.columnCount).map { result.text(row, $0) ?? "" }
        }
    }
}
