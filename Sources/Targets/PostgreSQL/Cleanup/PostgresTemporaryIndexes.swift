/// The indexes that a cleanup needs in a PostgreSQL target.
struct PostgresTemporaryIndexes {
    private let connection: PostgresConnection

    /// Whether an index must be made on a referring column.
    enum Need {
        /// The column has one, or its table is small enough to be read as a whole.
        case none
        /// It has none.
        case missing
        /// It has none, and this account may not make one.
        case forbidden
    }

    /// Pages above which a table is too large to be read as a whole for every row.
    private static let pageCountMax = 8
    /// The same in rows, for tables that are yet to be filled.
    static let rowCountMax: Int64 = 1_000

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Makes the indexes that deleting rows of a table needs and that are missing.
    ///
    /// A reference that the database does not know gets none where this account may not make one:
    /// it is then looked for by reading the table once for every thousand rows.
    ///
    /// - Throws: ``TargetError`` `missing-index` when a foreign key has none and this account may
    ///   not make one.
    func make(for references: [TableReference]) throws(TargetError) {
        for reference in references {
            let index = TemporaryIndex(reference: reference)
            switch try need(for: reference) {
            case .none: continue
            case .missing:
                try connection.execute(index.creation(on: connection.referringName(reference)))
            case .forbidden:
                guard reference.isDeclared else { continue }
                throw index.refusal(
                    "only the table's owner, with CREATE on its schema, can create one"
                )
            }
        }
    }

    /// Whether a reference lacks an index; with `isLarge`, whatever the size of its table is now.
    func need(
        for reference: TableReference,
        isLarge: Bool = false
    ) throws(TargetError) -> Need {
        let facts = try connection.execute(
            """
            SELECT pg_has_role(c.relowner, 'USAGE')
                AND has_schema_privilege(c.relnamespace, 'CREATE')
            FROM pg_class c
            WHERE c.oid = to_regclass($1)
                AND ($4::boolean
                    OR pg_relation_size(c.oid) > current_setting('block_size')::bigint * $3)
                AND NOT EXISTS (
                    SELECT 1 FROM pg_index i JOIN pg_attribute a
                        ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                    WHERE i.indrelid = c.oid AND a.attname = $2 AND i.indisvalid
                        AND i.indpred IS NULL)
            """,
            [
                connection.referringName(reference), reference.column,
                String(PostgresTemporaryIndexes.pageCountMax), String(isLarge),
            ]
        )
        guard facts.rowCount == 1 else { return .none }
        return facts.text(0, 0) == "t" ? .missing : .forbidden
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
