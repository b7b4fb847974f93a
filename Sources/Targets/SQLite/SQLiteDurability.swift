import GRDB

/// How a SQLite file is written while a run loads, and when what is committed is sure to be on the
/// disk.
enum SQLiteDurability {
    /// Pages that a worker keeps in memory: with 2 MB, SQLite's own, most of the keys of a large
    /// index are read from the file again (300,000 memberships: 26 s, with 64 MB 18 s).
    private static let cacheKilobyteCount = 32_000
    /// Pages that are added to the write-ahead log before they go into the file: most of them hold
    /// keys that the next batches change again.
    private static let checkpointPageCount = 1 << 15

    /// Sets a connection up for batches.
    ///
    /// The file gets a write-ahead log, as the gateway itself gives it one, unless somebody else
    /// has it open. With a log no commit waits for the disk: a loss of power may take the last
    /// batches, which the ledger then lacks and a resumed run loads again. Without one it could
    /// damage the file, so commits wait. They also wait if `usesLog` is false, which keeps the
    /// file's journal mode: on a network file system, the log's shared memory does not work.
    static func prepareLoading(_ database: Database, usesLog: Bool) throws {
        try database.execute(sql: "PRAGMA cache_size = -\(cacheKilobyteCount)")
        guard usesLog else { return try waitForDisk(database) }
        let mode: String?
        do {
            mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return
        }
        guard mode == "wal" else { return }
        try database.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPageCount)")
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }

    /// Gives a connection as little memory as SQLite does by itself: what reads each page once
    /// gains nothing by keeping it.
    static func shrinkCache(_ database: Database) throws {
        try database.execute(sql: "PRAGMA cache_size = -2000")
    }

    /// Makes the commits of a connection wait for the disk again.
    static func waitForDisk(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
    }

    /// Brings to the disk what earlier transactions of any connection have committed.
    ///
    /// A commit that waits for the disk waits for the whole log before it.
    static func flush(_ database: Database) throws {
        try waitForDisk(database)
        try database.inTransaction(.immediate) {
            try rewriteVersion(database)
            return .commit
        }
    }

    /// Writes a page as it is, so that a transaction is one that writes.
    static func rewriteVersion(_ database: Database) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }
}
