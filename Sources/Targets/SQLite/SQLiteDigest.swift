import GRDB
import GRDBSQLite
import Rows

/// Computes the digest of a SQLite table by reading it in primary-key order.
enum SQLiteDigest {
    /// The digest of the rows; memory does not grow with them.
    static func digest(
        _ table: TargetTable,
        in catalogue: Catalogue,
        _ database: Database
    ) throws -> TableDigest {
        let columns = RowDigest.columns(of: table, in: catalogue)
        let kinds = columns.map { kind($0.type) }
        let headers = zip(columns, kinds).map { RowDigest.header($0.name, $1) }
        let textHeaders = columns.map { RowDigest.header($0.name, .text) }
        let names = columns.map { SQLIdentifier.quoted($0.name) }.joined(separator: ", ")
        let order = table.primaryKey.map { SQLIdentifier.quoted($0) }.joined(separator: ", ")
        let statement = try database.makeStatement(
            sql: "SELECT \(names) FROM \(SQLIdentifier.quoted(table.name))"
                + catalogue.systemRowExclusion(from: table.name)
                + (order.isEmpty ? "" : " ORDER BY \(order)")
        )
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        var digest = RowDigest()
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
            for column in columns.indices {
                let index = Int32(column)
                switch (sqlite3_column_type(handle, index), kinds[column]) {
                case (SQLITE_NULL, _):
                    continue
                case (SQLITE_INTEGER, .double):
                    let value = Double(sqlite3_column_int64(handle, index))
                    digest.add(headers[column], number: Int64(bitPattern: value.bitPattern))
                case (SQLITE_INTEGER, _):
                    digest.add(headers[column], number: sqlite3_column_int64(handle, index))
                case (SQLITE_FLOAT, _):
                    let value = sqlite3_column_double(handle, index)
                    digest.add(headers[column], number: Int64(bitPattern: value.bitPattern))
                case (_, let kind):
                    let count = Int(sqlite3_column_bytes(handle, index))
                    let bytes = UnsafeRawBufferPointer(
                        start: sqlite3_column_blob(handle, index),
                        count: count
                    )
                    if kind == .timestamp, let moment = SQLiteTimestamp.read(bytes) {
                        digest.add(headers[column], number: moment)
                    } else if kind == .binary {
                        digest.add(headers[column], bytes: bytes)
                    } else {
                        digest.add(textHeaders[column], bytes: bytes)
                    }
                }
            }
            digest.endRow()
        }
        return digest.finish(table: table.name)
    }

    /// What the values of a declared type are; SQLite itself does not enforce it.
    private static func kind(_ type: String) -> RowDigest.Kind {
        switch type {
        case "boolean": .boolean
        case "datetime", "timestamp": .timestamp
        case "integer", "bigint", "smallint": .integer
        case "float", "real", "double", "double precision", "numeric": .double
        case "blob": .binary
        default: .text
        }
    }
}
