/// What the shell of SQLite is told to load a database from another.
struct SQLiteScript {
    let tables: [String]
    let indexes: [(name: String, statement: String)]

    /// The script; `source` is the other database's file.
    ///
    /// The connection is as gatefill's is: a write-ahead log of the same size, the same cache,
    /// foreign keys on. Each table is one transaction.
    func text(source: String, _ mode: LoadMode) -> String {
        var lines = [
            "PRAGMA journal_mode = WAL;", "PRAGMA synchronous = NORMAL;",
            "PRAGMA cache_size = -32000;", "PRAGMA wal_autocheckpoint = 32768;",
            "PRAGMA foreign_keys = ON;", "ATTACH '\(source)' AS source;",
        ]
        if mode == .suspended { lines += indexes.map { "DROP INDEX main.\"\($0.name)\";" } }
        // In order, which costs nothing: else SQLite copies the records of a table without foreign
        // keys as they are, makes none and checks nothing.
        lines += tables.map {
            "INSERT INTO main.\"\($0)\" SELECT * FROM source.\"\($0)\" ORDER BY rowid;"
        }
        if mode == .suspended { lines += indexes.map { $0.statement + ";" } }
        lines += tables.map { "ANALYZE main.\"\($0)\";" }
        lines.append("PRAGMA wal_checkpoint(TRUNCATE);")
        return lines.joined(separator: "\n") + "\n"
    }
}
