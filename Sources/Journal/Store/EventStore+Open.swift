import GRDB

extension EventStore {
    /// Seconds that SQLite waits for another connection's lock, such as a checkpoint's.
    private static let busyTimeoutSeconds = 5.0

    static func openForReading(_ path: String) throws -> DatabaseQueue {
        guard JournalFile.exists(path) else {
            throw JournalError(
                .notFound,
                "could not open the journal \(path): there is no such file",
                hint:
                    "Check `--journal` and the working directory; the first run creates the journal."
            )
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: true))
        let found = try queue.read { try JournalSchema.recognise($0, path: path) }
        guard found == .journal else {
            throw JournalError.notRecognised(path: path, found: "the file is empty")
        }
        return queue
    }

    /// Refuses a file that is neither empty nor a journal, without changing it.
    static func recognise(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: true))
        _ = try queue.read { try JournalSchema.recognise($0, path: path) }
        try queue.close()
    }

    static func openForWriting(_ path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: false))
        try queue.writeWithoutTransaction { database in
            let found = try JournalSchema.recognise(database, path: path)
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            // GRDB sets NORMAL where it switches WAL on by itself, so this comes last.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try check(database, "journal_mode", is: "wal")
            try check(database, "synchronous", is: "2")
            try check(database, "foreign_keys", is: "1")
            if found == .empty {
                try database.inTransaction(.immediate) {
                    try JournalSchema.create(database)
                    return .commit
                }
            }
        }
        return queue
    }

    private static func configuration(isReadOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busyTimeoutSeconds)
        configuration.label = "journal"
        return configuration
    }

    private static func check(_ database: Database, _ pragma: String, is expected: String) throws {
        let value = try DatabaseValue.fetchOne(database, sql: "PRAGMA \(pragma)")
        let found = value.map { "\($0.storage.value ?? "nothing")" } ?? "nothing"
        guard found.lowercased() == expected else {
            throw JournalError(
                .settingRefused,
                "could not set `\(pragma)` of the journal",
                detail: "expected \(expected), found \(found)",
                hint: "Put the journal on a local file system with `--journal`."
            )
        }
    }
}
