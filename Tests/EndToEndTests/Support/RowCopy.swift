import TestSupport

/// Makes rows that somebody else could have made, out of rows that are there.
struct RowCopy {
    let database: any TestDatabase

    /// Copies one row of a table with other values, given as SQL, in some of its columns.
    func insert(
        into table: String,
        like condition: String,
        changing values: [String: String]
    ) async throws {
        let columns = try await columns(of: table)
        let cells = columns.map { values[$0] ?? "\"\($0)\"" }
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let before = try await database.integer("SELECT count(*) FROM \(table)")
        try await database.execute(
            "INSERT INTO \(table) (\(names)) SELECT \(cells.joined(separator: ", ")) "
                + "FROM \(table) WHERE \(condition) LIMIT 1"
        )
        let after = try await database.integer("SELECT count(*) FROM \(table)")
        guard after == before + 1 else {
            throw TestSupportError("no row of \(table) was copied", detail: condition)
        }
    }

    private func columns(of table: String) async throws -> [String] {
        let sql =
            database is SQLiteFile
            ? "SELECT name FROM pragma_table_info('\(table)') ORDER BY cid"
            : "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                + "AND table_name = '\(table)' ORDER BY ordinal_position"
        return try await database.rows(sql).compactMap { $0[0] }
    }
}
