import GRDB

/// A connection of SQLite for queries.
final class SQLiteReader: TargetReader {
    private let queue: DatabaseQueue
    private let path: String

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
}
