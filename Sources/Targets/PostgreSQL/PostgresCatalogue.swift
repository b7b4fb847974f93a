/// Reads the tables of a PostgreSQL database from its system catalogue.
///
/// Only tables that an unqualified name finds are read, so the same search path decides here and
/// when rows are written.
struct PostgresCatalogue {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// All visible tables outside the system's schemas.
    func readSchema() throws(TargetError) -> TargetSchema {
        var columns: [String: [TargetColumn]] = [:]
        let rows = try connection.execute(
            """
            SELECT c.relname, a.attname, t.typname, a.attnotnull,
                a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> ''
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.relkind IN ('r', 'p') AND pg_table_is_visible(c.oid)
                AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            ORDER BY c.relname, a.attnum
            """
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
                columns: columns,
                primaryKey: primaryKeys[name] ?? [],
                constraints: constraints[name] ?? []
            )
        }
        return TargetSchema(tables: tables)
    }

    private func readPrimaryKeys() throws(TargetError) -> [String: [String]] {
        let rows = try connection.execute(
            """
            SELECT c.relname, a.attname
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indrelid AND pg_table_is_visible(c.oid)
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
            WHERE i.indisprimary AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            ORDER BY c.relname, k.position
            """
        )
        return grouped(rows)
    }

    private func readConstraints() throws(TargetError) -> [String: [String]] {
        let rows = try connection.execute(
            """
            SELECT c.relname, pg_get_indexdef(i.indexrelid)
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indrelid AND pg_table_is_visible(c.oid)
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
            UNION ALL
            SELECT c.relname, k.conname || ' ' || pg_get_constraintdef(k.oid)
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid AND pg_table_is_visible(c.oid)
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
            ORDER BY 1, 2
            """
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
