import TestSupport

/// A database made by the real gateway's bootstrap and then filled with profile small.
struct FilledGateway {
    let generation: Generation
    /// What the bootstrap had put into the tables, row by row.
    let bootstrapRows: [String: [[String?]]]

    var database: any TestDatabase { generation.database }

    /// Filled once per test process; tests only read it.
    static func shared(_ kind: TargetKind) async throws -> FilledGateway {
        switch kind {
        case .sqlite: try await sqlite.value
        case .postgres: try await postgres.value
        }
    }

    private static let sqlite = Task { try await make(.sqlite) }
    private static let postgres = Task { try await make(.postgres) }

    /// Makes and fills a new one.
    static func make(_ kind: TargetKind) async throws -> FilledGateway {
        let database = try await kind.makeGateway()
        var rows: [String: [[String?]]] = [:]
        for table in CoreTables.all {
            rows[table] = try await database.snapshot(of: table)
        }
        let generation = try Generation(into: database)
        try await generation.run()
        return FilledGateway(generation: generation, bootstrapRows: rows)
    }

    /// The ids of the bootstrap's rows as an SQL list, for `NOT IN`.
    func bootstrapIDs(_ table: String) async throws -> String {
        let columns = try await columns(of: table).map(\.name)
        guard let position = columns.firstIndex(of: CoreTables.key(of: table)) else {
            throw TestSupportError("\(table) has no column for its key", detail: "\(columns)")
        }
        let ids = bootstrapRows[table, default: []].compactMap { $0[position] }
        return "(" + ([""] + ids).map { "'\($0)'" }.joined(separator: ", ") + ")"
    }

    /// The columns of a table with the types the gateway declared.
    func columns(of table: String) async throws -> [(name: String, type: String)] {
        let sql =
            database is SQLiteFile
            ? "SELECT name, type FROM pragma_table_info('\(table)') ORDER BY cid"
            : "SELECT column_name, data_type FROM information_schema.columns"
                + " WHERE table_schema = 'public' AND table_name = '\(table)'"
                + " ORDER BY ordinal_position"
        return try await database.rows(sql).map { ($0[0] ?? "", ($0[1] ?? "").uppercased()) }
    }

    /// How many generated rows of a table meet a condition.
    func count(_ table: String, where condition: String) async throws -> Int {
        let others = try await bootstrapIDs(table)
        return try await database.integer(
            "SELECT count(*) FROM \(table) t WHERE \(CoreTables.key(of: table)) NOT IN \(others) AND (\(condition))"
        )
    }

    /// Some columns of the generated rows of a table, as text.
    func values(_ table: String, _ columns: [String]) async throws -> [[String?]] {
        let others = try await bootstrapIDs(table)
        let list = columns.map { "CAST(\($0) AS TEXT)" }.joined(separator: ", ")
        return try await database.rows("SELECT \(list) FROM \(table) WHERE id NOT IN \(others)")
    }
}
