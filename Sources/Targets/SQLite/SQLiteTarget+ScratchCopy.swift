import Foundation
import GRDB

extension SQLiteTarget: ScratchTarget {
    /// Beside the file, so on the same disk.
    private var copyPath: String { path + "-" + ScratchCopy.name(getpid()) }

    package func makeScratchCopy(of tables: [String]) throws(TargetError) -> any WipeTarget {
        try removeScratchCopy()
        let copy = SQLiteTarget(path: copyPath, for: catalogue, timeoutSeconds: timeoutSeconds)
        guard !isMissing else { return copy }
        try SQLiteFailure.catching(path) {
            let definitions = try open(.reading).read { database in
                try tables.flatMap { table in
                    // A table before its indexes; those that SQLite makes by itself have no text.
                    try String.fetchAll(
                        database,
                        sql: """
                            SELECT sql FROM sqlite_master
                            WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL
                            ORDER BY type DESC
                            """,
                        arguments: [table]
                    )
                }
            }
            try copy.open(.creating).writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA foreign_keys = OFF")
                try database.execute(sql: "ATTACH ? AS original", arguments: [path])
                for definition in definitions { try database.execute(sql: definition) }
                for table in tables where try database.tableExists(table) {
                    let name = SQLIdentifier.quoted(table)
                    guard let system = catalogue.systemColumn(of: table) else { continue }
                    try database.execute(
                        sql: "INSERT INTO main.\(name) "
                            + "SELECT * FROM original.\(name) WHERE \(system)"
                    )
                }
                try database.execute(sql: "DETACH original")
            }
        }
        return copy
    }

    package func removeScratchCopy() throws(TargetError) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let file = copyPath + suffix
            guard FileManager.default.fileExists(atPath: file) else { continue }
            do {
                try FileManager.default.removeItem(atPath: file)
            } catch {
                throw TargetError(
                    code: "permission-denied",
                    message: "could not remove the scratch file \(file)",
                    detail: error.localizedDescription
                )
            }
        }
    }
}
