import GRDB

/// A connection of SQLite for queries.
final class SQLiteReader: TargetReader {
    private let queue: DatabaseQueue
    private let path: String
    /// Number of sets that are kept.
    private var setCount = 0

    /// Reads through a connection of its own; the path is for errors.
    init(_ queue: DatabaseQueue, path: String) {
        self.queue = queue
        self.path = path
    }

    func queryRows(_ sql: String) throws(TargetError) -> [[String]] {
        try SQLiteFailure.catching(path) {
            try queue.read { database in
                try Row.fetchAll(database, sql: sql).map { row in
                    row.databaseValues.map { $0.isNull ? "" : "\($0.storage.value ?? "")" }
                }
            }
        }
    }

    /// Keeps them in a temporary table, which a file that is only read can have, too.
    func keep(_ texts: some Sequence<String>) throws(TargetError) -> TextSet {
        let table = "temp.gatefill_set_\(setCount)"
        setCount += 1
        try SQLiteFailure.catching(path) {
            try queue.inDatabase { database in
                // Deferred: only the temporary database is locked.
                try database.inTransaction(.deferred) {
                    try database.execute(
                        sql: "CREATE TABLE \(table) (value TEXT PRIMARY KEY) WITHOUT ROWID"
                    )
                    let insertion = try database.makeStatement(
                        sql: "INSERT OR IGNORE INTO \(table) VALUES (?)"
                    )
                    for text in texts { try insertion.execute(arguments: [text]) }
                    return .commit
                }
            }
        }
        // The plus sign keeps SQLite from looking up every member in an index of the value's table,
        // which it takes to be few.
        return TextSet { "+\($0) IN (SELECT value FROM \(table))" }
    }
}
