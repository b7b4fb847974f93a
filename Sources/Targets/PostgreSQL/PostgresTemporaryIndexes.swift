/// The indexes that a cleanup needs in a PostgreSQL target.
struct PostgresTemporaryIndexes {
    private let connection: PostgresConnection

    /// Pages above which a table is not read as a whole for every row.
    private static let pageCountMax = 8

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Makes the indexes that deleting rows of a table needs and that are missing.
    ///
    /// - Throws: ``TargetError`` `missing-index` when a foreign key has none and only the table's
    ///   owner could make one. A reference that the database does not know is then looked for by
    ///   reading the table once for every thousand rows.
    func make(for references: [TableReference]) throws(TargetError) {
        for reference in references {
            let facts = try connection.execute(
                """
                SELECT pg_has_role(c.relowner, 'USAGE')
                    AND has_schema_privilege(c.relnamespace, 'CREATE')
                FROM pg_class c
                WHERE c.oid = to_regclass($1)
                    AND pg_relation_size(c.oid) > current_setting('block_size')::bigint * $3
                    AND NOT EXISTS (
                        SELECT 1 FROM pg_index i JOIN pg_attribute a
                            ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                        WHERE i.indrelid = c.oid AND a.attname = $2 AND i.indisvalid
                            AND i.indpred IS NULL)
                """,
                [
                    connection.referringName(reference), reference.column,
                    String(PostgresTemporaryIndexes.pageCountMax),
                ]
            )
            guard facts.rowCount == 1 else { continue }
            let index = TemporaryIndex(reference: reference)
            guard facts.text(0, 0) == "t" else {
                if reference.isDeclared {
                    throw index.refusal(
                        "only the owner of the table, who may also create in its schema, can "
                            + "make one"
                    )
                }
                continue
            }
            try connection.execute(index.creation(on: connection.referringName(reference)))
        }
    }

    /// Drops all that ``make(for:)`` has made, in this process or one that was killed.
    func dropAll() throws(TargetError) {
        let found = try connection.execute(
            """
            SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'i' AND starts_with(c.relname, $1)
                AND pg_has_role(c.relowner, 'USAGE')
            """,
            [TemporaryIndex.prefix]
        )
        for row in 0..<found.rowCount {
            let name = SQLIdentifier.quoted(found.text(row, 0) ?? "", found.text(row, 1) ?? "")
            try connection.execute("DROP INDEX IF EXISTS \(name)")
        }
    }
}
