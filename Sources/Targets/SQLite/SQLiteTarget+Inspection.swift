import Foundation
import GRDB

extension SQLiteTarget {
    package func inspect(tables: [String]) -> [Finding] {
        guard !isMissing else {
            guard location.mode == .readWriteCreate else {
                return Finding.looking(at: "connection") {
                    try checkExists()
                    return []
                }
            }
            guard FileManager.default.isWritableFile(atPath: folder) else {
                let exists = FileManager.default.fileExists(atPath: folder)
                return [
                    Finding(
                        "connection",
                        .failed,
                        "\(path) does not exist and cannot be created: the folder "
                            + (exists ? "may not be written to" : "does not exist either"),
                        hint: exists ? "Name another one." : "Make it, or name another one."
                    )
                ]
            }
            return [Finding("connection", .ok, "\(path) does not exist yet and will be created")]
        }
        return Finding.looking(at: "connection") {
            let version = try queryRows("SELECT sqlite_version()").first?.first ?? "?"
            return [Finding("connection", .ok, "\(path) can be opened, SQLite \(version)")]
        } + Finding.looking(at: "locks") { locks() }
            + Finding.looking(at: "durability") { try durability() }
            + Finding.looking(at: "file system") { try fileSystem() }
            + Finding.looking(at: "triggers") { try triggers(tables) }
    }

    private func triggers(_ tables: [String]) throws -> [Finding] {
        let known = Set(tables)
        let found = try queryRows(
            "SELECT tbl_name, 'trigger ' || name || ' on ' || tbl_name FROM main.sqlite_schema "
                + "WHERE type = 'trigger' ORDER BY 2"
        )
        return [TriggerFinding.of(found.filter { known.contains($0[0]) }.map { $0[1] })]
    }

    private func locks() -> [Finding] {
        do {
            try checkWritable()
            return [Finding("locks", .ok, "no other process has locked the file")]
        } catch {
            // What else may be wrong is the permissions' finding.
            guard error.code == "target-locked" else { return [] }
            return [Finding("locks", error)]
        }
    }

    private func durability() throws -> [Finding] {
        let mode = try queryRows("PRAGMA journal_mode").first?.first ?? ""
        guard mode == "off" || mode == "memory" else {
            return [Finding("durability", .ok, "what is committed survives a crash (\(mode))")]
        }
        return [
            Finding(
                "durability",
                .warning,
                "the file's journal_mode is \(mode): a crash may damage it",
                hint: "Set it to wal or delete."
            )
        ]
    }

    private func fileSystem() throws -> [Finding] {
        guard let networkFileSystem else { return [] }
        let mode = try queryRows("PRAGMA journal_mode").first?.first ?? ""
        return [
            Finding(
                "file system",
                .warning,
                "the file is on a network file system (\(networkFileSystem)); its journal_mode "
                    + "\(mode) stays as it is",
                hint: "Use a local disk if other machines write to the file, or if journal_mode is "
                    + "wal: locks and shared memory may not work over a network."
            )
        ]
    }

    package func readKeyRange(table: String, column: String) throws(TargetError) -> KeyRange {
        KeyRange(
            highest: try SQLiteFailure.catching(path) {
                try open(.reading).read { try SQLiteTarget.highestKey(table, column: column, $0) }
            },
            // The gateway's models read these columns as 32-bit integers.
            keyMax: Int64(Int32.max),
            gap: KeyBlock.gapWithoutCounter
        )
    }

    package var localDataPath: String? { path }
}
