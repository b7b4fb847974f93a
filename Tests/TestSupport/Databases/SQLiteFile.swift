import Foundation
import GRDB

/// A SQLite database file of a test.
package struct SQLiteFile: TestDatabase {
    package let path: String
    /// Keeps the file's folder alive.
    package let folder: TemporaryFolder

    /// Names a file in a new temporary folder, without creating it.
    ///
    /// A template, a closed database file, is copied there first.
    package init(copying template: String? = nil) throws {
        folder = try TemporaryFolder("sqlite")
        path = folder.file("target.db")
        if let template { try FileManager.default.copyItem(atPath: template, toPath: path) }
    }

    /// A file that is in a folder already, such as a journal.
    package init(_ name: String, in folder: TemporaryFolder) {
        self.folder = folder
        path = folder.file(name)
    }

    /// `sqlite:////abs/path`: three slashes, then the absolute path.
    package var url: String { "sqlite:///\(path)" }

    package func rows(_ sql: String) async throws -> [[String?]] {
        try await onConnection { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: nil
                    case .int64(let number): String(number)
                    case .double(let number): String(number)
                    case .string(let text): text
                    case .blob(let data): data.map { String($0, radix: 16) }.joined(separator: " ")
                    }
                }
            }
        }
    }

    package func tableNames() async throws -> [String] {
        try await rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).compactMap { $0[0] }
    }

    package func contents() async throws -> [String: [String]] {
        let names = try await tableNames()
        return try await onConnection { database in
            var tables: [String: [String]] = [:]
            for name in names {
                // One text for each row: fetching it costs less than fetching its cells.
                let columns = try String.fetchAll(
                    database,
                    sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid",
                    arguments: [name]
                )
                let cells = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
                let sql = "SELECT \(cells) FROM \"\(name)\" ORDER BY 1"
                tables[name] = try String.fetchAll(database, sql: sql)
            }
            return tables
        }
    }

    /// Holds the file's exclusive lock until the returned object goes.
    package func lockExclusively() async throws -> SQLiteLock {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try await queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        return SQLiteLock(queue: queue)
    }

    /// Reads the file in an open transaction until the returned object goes: a write-ahead log is
    /// kept as long.
    package func holdLog() async throws -> SQLiteLock {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try await queue.writeWithoutTransaction {
            try $0.execute(sql: "BEGIN; SELECT count(*) FROM sqlite_master")
        }
        return SQLiteLock(queue: queue)
    }

    private func onConnection<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        // The file belongs to others (the gateway, gatefill): read and write it as it is.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { Self.close(queue) }
        return try await queue.writeWithoutTransaction(work)
    }

    private static func close(_ queue: DatabaseQueue) {
        do {
            try queue.close()
        } catch {
            // An unfinished statement keeps it open; it closes with the queue instead.
            _ = error
        }
    }
}

/// An exclusive lock on a SQLite file; it ends with this object.
package struct SQLiteLock: Sendable {
    fileprivate let queue: DatabaseQueue
}
