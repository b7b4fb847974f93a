import Foundation

extension PostgresTarget: ScratchTarget {
    private static var copyName: String { ScratchCopy.name(getpid()) }

    package func makeScratchCopy(of tables: [String]) throws(TargetError) -> any WipeTarget {
        try removeScratchCopy()
        let name = PostgresTarget.copyName
        let found = try readSchema().tables
        let copied = tables.filter { found[$0] != nil }
        let connection = try connect()
        try connection.transaction { () throws(TargetError) in
            try createScratchSchema(name, connection)
            let copies = copied.map { table in
                PostgresTableCopy(
                    connection,
                    table,
                    schema: name,
                    systemColumn: catalogue.systemColumn(of: table)
                )
            }
            for copy in copies { try copy.make() }
            for copy in copies { try copy.addForeignKeys() }
        }
        return inScratchSchema(name)
    }

    package func removeScratchCopy() throws(TargetError) {
        try dropScratchSchema(PostgresTarget.copyName)
    }
}

/// Copies the definition of one of the gateway's tables into another schema.
private struct PostgresTableCopy {
    private let connection: PostgresConnection
    private let table: String
    private let schema: String
    /// The quoted name of the column that marks system rows; nil when there can be none.
    private let systemColumn: String?

    init(
        _ connection: PostgresConnection,
        _ table: String,
        schema: String,
        systemColumn: String?
    ) {
        self.connection = connection
        self.table = table
        self.schema = schema
        self.systemColumn = systemColumn
    }

    private var copy: String { SQLIdentifier.quoted(schema, table) }

    /// Makes the copy with its keys, indexes and checks, and its system rows.
    func make() throws(TargetError) {
        let original = connection.name(of: table)
        try connection.execute("CREATE TABLE \(copy) (LIKE \(original) INCLUDING ALL)")
        if let systemColumn {
            try connection.execute(
                "INSERT INTO \(copy) SELECT * FROM \(original) WHERE \(systemColumn)"
            )
        }
        // A default that draws from a sequence of the original's would move it.
        let counted = try connection.execute(
            """
            SELECT a.attname FROM pg_attribute a
            JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = to_regclass($1) AND a.attidentity = '' AND a.attgenerated = ''
                AND pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval(%'
            """,
            [original]
        )
        for row in 0..<counted.rowCount {
            let column = counted.text(row, 0) ?? ""
            let sequence = SQLIdentifier.quoted(schema, "\(table)_\(column)_seq")
            let quotedColumn = SQLIdentifier.quoted(column)
            try connection.execute("CREATE SEQUENCE \(sequence) OWNED BY \(copy).\(quotedColumn)")
            try connection.execute(
                "ALTER TABLE \(copy) ALTER \(quotedColumn) "
                    + "SET DEFAULT nextval('\(sequence.replacing("'", with: "''"))')"
            )
        }
    }

    /// Adds the foreign keys that lead to tables that are copied too.
    func addForeignKeys() throws(TargetError) {
        let keys = try connection.execute(
            """
            SELECT k.conname, p.relname, k.confdeltype = 'c',
                (SELECT string_agg(quote_ident(attname), ', ' ORDER BY place)
                    FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
                    JOIN pg_attribute ON attrelid = k.conrelid AND attnum = number),
                (SELECT string_agg(quote_ident(attname), ', ' ORDER BY place)
                    FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
                    JOIN pg_attribute ON attrelid = k.confrelid AND attnum = number)
            FROM pg_constraint k
            JOIN pg_class p ON p.oid = k.confrelid
            JOIN pg_class o ON o.oid = k.conrelid AND o.relnamespace = p.relnamespace
            WHERE k.contype = 'f' AND k.conrelid = to_regclass($1)
                AND EXISTS (
                    SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = $2 AND c.relname = p.relname)
            ORDER BY 1
            """,
            [connection.name(of: table), schema]
        )
        // Whom system rows refer to is not in the copy.
        let suffix = systemColumn == nil ? "" : SuspendedObject.uncheckedSuffix
        for row in 0..<keys.rowCount {
            try connection.execute(
                "ALTER TABLE \(copy) ADD CONSTRAINT "
                    + "\(SQLIdentifier.quoted(keys.text(row, 0) ?? "")) "
                    + "FOREIGN KEY (\(keys.text(row, 3) ?? "")) REFERENCES "
                    + "\(SQLIdentifier.quoted(schema, keys.text(row, 1) ?? "")) "
                    + "(\(keys.text(row, 4) ?? ""))"
                    + (keys.text(row, 2) == "t" ? " ON DELETE CASCADE" : "") + suffix
            )
        }
    }
}
