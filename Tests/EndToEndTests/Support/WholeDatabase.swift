import TestSupport

/// Every row of every table of a database, read without the product's code.
struct WholeDatabase: Equatable {
    /// Rows by table, in an order that depends on their values alone.
    let tables: [String: [[String?]]]

    init(_ database: any TestDatabase) async throws {
        var tables: [String: [[String?]]] = [:]
        for name in try await Self.names(database) {
            tables[name] = try await database.rows("SELECT * FROM \(name)")
                .sorted { "\($0)" < "\($1)" }
        }
        self.tables = tables
    }

    /// Number of rows of every table.
    static func counts(_ database: any TestDatabase) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for name in try await names(database) {
            let rows = try await database.rows("SELECT count(*) FROM \(name)")
            counts[name] = rows[0][0].flatMap { Int($0) }
        }
        return counts
    }

    /// What differs from another moment, a line for each table.
    func differences(from before: WholeDatabase) -> [String] {
        Set(tables.keys).union(before.tables.keys).sorted().compactMap { name in
            guard let now = tables[name] else { return "\(name) is gone" }
            guard let then = before.tables[name] else { return "\(name) is new" }
            if now == then { return nil }
            let (added, lost) = (
                now.filter { !then.contains($0) }, then.filter { !now.contains($0) }
            )
            return "\(name): \(added.count) rows more, \(lost.count) less: "
                + "\((added + lost).prefix(2))"
        }
    }

    private static func names(_ database: any TestDatabase) async throws -> [String] {
        let sql =
            database is SQLiteFile
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : "SELECT table_schema || '.' || table_name FROM information_schema.tables "
                + "WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        return try await database.rows(sql).compactMap { $0[0] }
    }
}
