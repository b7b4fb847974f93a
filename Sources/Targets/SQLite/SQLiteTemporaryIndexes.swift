import GRDB

/// The indexes that a cleanup needs in a SQLite target.
struct SQLiteTemporaryIndexes {
    private let database: Database

    /// Rows above which a table is not read as a whole for every row.
    private static let rowCountMax = 1000

    init(_ database: Database) {
        self.database = database
    }

    /// Makes the indexes that deleting rows of a table needs and that are missing.
    func make(for references: [TableReference]) throws {
        for reference in references {
            let rowCount = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM (SELECT 1 FROM \(SQLIdentifier.quoted(reference.table)) "
                    + "LIMIT \(SQLiteTemporaryIndexes.rowCountMax + 1))"
            )
            guard let rowCount, rowCount > SQLiteTemporaryIndexes.rowCountMax,
                try !hasIndex(reference)
            else { continue }
            let index = TemporaryIndex(reference: reference)
            try database.execute(
                sql: index.creation(on: SQLIdentifier.quoted(reference.table))
            )
        }
    }

    /// Drops all that ``make(for:)`` has made, in this process or one that was killed.
    func dropAll() throws {
        let names = try String.fetchAll(
            database,
            sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE ? ESCAPE '\\'",
            arguments: [TemporaryIndex.prefix.replacing("_", with: "\\_") + "%"]
        )
        for name in names {
            try database.execute(sql: "DROP INDEX IF EXISTS \(SQLIdentifier.quoted(name))")
        }
    }

    private func hasIndex(_ reference: TableReference) throws -> Bool {
        let leading = try String.fetchAll(
            database,
            sql: """
                SELECT i.name FROM pragma_index_list(?1) AS l JOIN pragma_index_info(l.name) AS i
                WHERE i.seqno = 0 AND NOT l.partial AND i.name IS NOT NULL
                UNION SELECT name FROM pragma_table_info(?1) WHERE pk = 1
                """,
            arguments: [reference.table]
        )
        return leading.contains(reference.column)
    }
}
