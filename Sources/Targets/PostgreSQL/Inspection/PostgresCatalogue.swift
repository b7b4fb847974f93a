/// Reads the tables of a PostgreSQL database from its system catalogue.
///
/// Only tables of the connection's schema are read. Definitions are spelled out with that schema
/// as the search path, so the same table has the same definition in every session.
struct PostgresCatalogue {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// All tables of the schema.
    func readSchema() throws(TargetError) -> TargetSchema {
        try connection.transaction(
            TransactionOptions(isReadOnly: true, searchPath: [connection.schema])
        ) { () throws(TargetError) in try read() }
    }

    private func read() throws(TargetError) -> TargetSchema {
        var columns: [String: [TargetColumn]] = [:]
        let rows = try connection.execute(
            """
            SELECT c.relname, a.attname, t.typname, a.attnotnull,
                a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> ''
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.relkind IN ('r', 'p') AND n.nspname = $1
            ORDER BY c.relname, a.attnum
            """,
            [connection.schema]
        )
        for row in 0..<rows.rowCount {
            columns[rows.text(row, 0) ?? "", default: []].append(
                TargetColumn(
                    name: rows.text(row, 1) ?? "",
                    type: rows.text(row, 2) ?? "",
                    isNullable: rows.text(row, 3) == "f",
                    hasDefault: rows.text(row, 4) == "t"
                )
            )
        }
        let primaryKeys = try readPrimaryKeys()
        let constraints = try readConstraints()
        var tables: [String: TargetTable] = [:]
        for (name, columns) in columns {
            tables[name] = TargetTable(
                name: name,
                qualifiedName: connection.name(of: name),
                columns: columns,
                primaryKey: primaryKeys[name] ?? [],
                constraints: constraints[name] ?? []
            )
        }
        return TargetSchema(tables: tables, namespace: connection.schema)
    }

    private func readPrimaryKeys() throws(TargetError) -> [String: [String]] {
        let rows = try connection.execute(
            """
            SELECT c.relname, a.attname
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
            WHERE i.indisprimary AND n.nspname = $1
            ORDER BY c.relname, k.position
            """,
            [connection.schema]
        )
        return grouped(rows)
    }

    /// Indexes, keys and checks.
    ///
    /// PostgreSQL 18 has a constraint for every NOT NULL, which columns say already; they are left
    /// out, so that an upgraded server has the schema that it had.
    private func readConstraints() throws(TargetError) -> [String: [String]] {
        let rows = try connection.execute(
            """
            SELECT c.relname, pg_get_indexdef(i.indexrelid)
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1
            UNION ALL
            SELECT c.relname, k.conname || ' ' || pg_get_constraintdef(k.oid)
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND k.contype IN ('c', 'f', 'p', 'u', 'x')
            ORDER BY 1, 2
            """,
            [connection.schema]
        )
        return grouped(rows)
    }

    /// The second column's values by the first column's.
    private func grouped(_ rows: PostgresResult) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for row in 0..<rows.rowCount {
            result[rows.text(row, 0) ?? "", default: []].append(rows.text(row, 1) ?? "")
        }
        return result
    }
}
