import Foundation
import TestSupport
import Testing

/// What people do to databases between two commands.
enum CopiedTarget {
    /// Suffixes of the files that hold the data: the file itself, and its write-ahead log if any.
    private static func parts(of file: SQLiteFile) -> [String] {
        ["", "-wal"].filter { FileManager.default.fileExists(atPath: file.path + $0) }
    }

    /// A copy under another name, the write-ahead log of a file included.
    static func copy(_ database: any TestDatabase) async throws -> any TestDatabase {
        if let file = database as? SQLiteFile {
            let copy = SQLiteFile("copy-\(UUID().uuidString).db", in: file.folder)
            for suffix in parts(of: file) {
                try FileManager.default.copyItem(
                    atPath: file.path + suffix,
                    toPath: copy.path + suffix
                )
            }
            return copy
        }
        let database = try #require(database as? PostgresDatabase)
        return try await database.cluster.createDatabase(template: database.name)
    }

    /// The same database under another name.
    static func rename(_ database: any TestDatabase) async throws -> any TestDatabase {
        if let file = database as? SQLiteFile {
            let renamed = SQLiteFile("renamed-\(UUID().uuidString).db", in: file.folder)
            for suffix in parts(of: file) {
                try FileManager.default.moveItem(
                    atPath: file.path + suffix,
                    toPath: renamed.path + suffix
                )
            }
            return renamed
        }
        let database = try #require(database as? PostgresDatabase)
        let renamed = PostgresDatabase(
            name: "\(database.name)_renamed",
            cluster: database.cluster
        )
        _ = try await database.cluster.rows(
            "ALTER DATABASE \(database.name) RENAME TO \(renamed.name)",
            database: "postgres"
        )
        return renamed
    }

    /// Drops the database.
    static func drop(_ database: any TestDatabase) async throws {
        if let file = database as? SQLiteFile {
            for suffix in parts(of: file) + ["-shm"]
            where FileManager.default.fileExists(atPath: file.path + suffix) {
                try FileManager.default.removeItem(atPath: file.path + suffix)
            }
            return
        }
        let database = try #require(database as? PostgresDatabase)
        _ = try await database.cluster.rows(
            "DROP DATABASE \(database.name) WITH (FORCE)",
            database: "postgres"
        )
    }
}

extension Generation {
    /// Runs a command on the journal with no other database named than by `target`.
    func command(
        _ arguments: [String],
        on target: (any TestDatabase)? = nil
    ) async throws -> ProcessResult {
        try await GatefillBinary.run(
            arguments + ["--journal", "run.journal"]
                + (target.map { ["--target", $0.url] } ?? []),
            in: folder,
            environment: ["PGPASSWORD": PostgresCluster.password].merging(environment) { $1 },
            timeoutSeconds: 600
        )
    }
}
