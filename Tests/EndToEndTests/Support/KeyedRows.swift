import TestSupport

/// Every row of a database's tables by its primary key, read without the product's code.
struct KeyedRows {
    /// Rows by table and by the values of their key, one after the other.
    let tables: [String: [String: [String?]]]

    init(_ database: any TestDatabase) async throws {
        var tables: [String: [String: [String?]]] = [:]
        for name in try await database.tableNames() where !name.contains("gatefill") {
            let keys = try await Self.keyPositions(of: name, in: database)
            var rows: [String: [String?]] = [:]
            for row in try await database.rows("SELECT * FROM \(name)") {
                let key = (keys.isEmpty ? Array(row.indices) : keys).map { row[$0] ?? "" }
                rows[key.joined(separator: "|")] = row
            }
            tables[Self.bare(name)] = rows
        }
        self.tables = tables
    }

    /// A table's name without its schema.
    private static func bare(_ name: String) -> String {
        name.split(separator: ".").last.map { String($0).replacing("\"", with: "") } ?? name
    }

    private static func keyPositions(
        of table: String,
        in database: any TestDatabase
    ) async throws -> [Int] {
        let sql =
            database is SQLiteFile
            ? "SELECT cid FROM pragma_table_info('\(bare(table))') WHERE pk > 0 ORDER BY cid"
            : """
            SELECT place FROM (
                SELECT attnum, row_number() OVER (ORDER BY attnum) - 1 AS place
                FROM pg_attribute
                WHERE attrelid = '\(table)'::regclass AND attnum > 0 AND NOT attisdropped) AS a
            JOIN pg_index i ON a.attnum = ANY(i.indkey)
            WHERE i.indrelid = '\(table)'::regclass AND i.indisprimary ORDER BY 1
            """
        return try await database.rows(sql).compactMap { $0[0].flatMap { Int($0) } }
    }
}

/// What became of the rows of a database that real people, a run and the gateway have worked in:
/// whose a row is, is read off its cells.
struct RowOwners {
    /// Rows that were there before the run, and those of real people since; as they are.
    private(set) var real: [String: [String: [String?]]] = [:]
    /// Keys of rows that the run generated.
    private(set) var generated: [String: Set<String>] = [:]
    /// Keys of rows that name something generated and nobody real.
    private(set) var derived: [String: Set<String>] = [:]

    /// Sorts the rows of `now`; `before` and `filled` are those before and right after the run.
    ///
    /// `people` are the addresses of real people.
    init(before: KeyedRows, filled: KeyedRows, now: KeyedRows, people: [String]) {
        var realNames = Set(people)
        var generatedNames: Set<String> = []
        for (table, rows) in filled.tables {
            let known = before.tables[table] ?? [:]
            for (key, row) in rows where known[key] == nil {
                generated[table, default: []].insert(key)
                generatedNames.formUnion(Self.names(in: row))
            }
        }
        for (table, rows) in before.tables {
            for (key, row) in now.tables[table] ?? [:] where rows[key] != nil {
                real[table, default: [:]][key] = row
            }
            for row in rows.values { realNames.formUnion(Self.names(in: row)) }
        }
        generatedNames.subtract(realNames)
        // What a person has made names in its turn whose its parts are.
        var isSettled = false
        while !isSettled {
            isSettled = true
            for (table, rows) in now.tables {
                for (key, row) in rows
                where real[table]?[key] == nil && generated[table]?.contains(key) != true {
                    let cells = Set(row.compactMap { $0 })
                    if !cells.isDisjoint(with: realNames) {
                        real[table, default: [:]][key] = row
                        derived[table]?.remove(key)
                        realNames.formUnion(Self.names(in: row).subtracting(generatedNames))
                        isSettled = false
                    } else if !cells.isDisjoint(with: generatedNames) {
                        derived[table, default: []].insert(key)
                    }
                }
            }
        }
    }

    /// Addresses and identifiers among the cells of a row.
    private static func names(in row: [String?]) -> Set<String> {
        Set(
            row.compactMap { $0 }.filter { cell in
                // Most cells are neither, and the expression costs minutes over all of them.
                [32, 36].contains(cell.utf8.count) || cell.utf8.contains(UInt8(ascii: "@"))
            }.filter { cell in
                cell.wholeMatch(of: /[0-9a-f]{32}|[0-9a-f-]{36}|[^@\s"{}]+@[^@\s"{}]+/) != nil
            }
        )
    }

    /// What is wrong with what a cleanup has left, a line for each table and kind.
    func faults(in after: KeyedRows) -> [String] {
        var faults: [String] = []
        for table in Set(after.tables.keys).union(real.keys) {
            let rows = after.tables[table] ?? [:]
            let lost = (real[table] ?? [:]).filter { rows[$0.key] != $0.value }
            if let one = lost.first {
                faults.append("\(table): \(lost.count) real rows gone or changed: \(one)")
            }
            for (kind, keys) in [("generated", generated), ("derived", derived)] {
                let left = (keys[table] ?? []).filter { rows[$0] != nil }
                if let one = left.first {
                    faults.append("\(table): \(left.count) \(kind) rows left: \(rows[one] ?? [])")
                }
            }
        }
        return faults.sorted()
    }
}
