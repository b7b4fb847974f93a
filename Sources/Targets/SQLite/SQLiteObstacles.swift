import GRDB

/// The triggers that fire on DELETE in the tables of a SQLite target.
enum SQLiteObstacles {
    /// Those of a table.
    static func of(_ table: String, in database: Database) throws -> DeletionObstacles {
        let statement = try database.cachedStatement(
            sql: """
                SELECT name, sql FROM main.sqlite_master
                WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE ORDER BY name
                """
        )
        let triggers = try Row.fetchAll(statement, arguments: [table])
        return DeletionObstacles(
            names: triggers.filter { isOnDelete($0["sql"] ?? "") }
                .map { "trigger \($0["name"] as String)" }
        )
    }

    /// Whether the definition of a trigger says that it works on deletions.
    private static func isOnDelete(_ definition: String) -> Bool {
        let words = definition.uppercased().split { $0.isWhitespace }
        guard let place = words.firstIndex(of: "ON"), place > words.startIndex else { return true }
        return words[place - 1] == "DELETE"
    }
}
