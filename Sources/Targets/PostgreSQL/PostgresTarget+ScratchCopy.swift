import Foundation

extension PostgresTarget: ScratchTarget {
    private static var copyName: String { ScratchCopy.name(getpid()) }

    package func makeScratchCopy(of tables: [String]) throws(TargetError) -> any WipeTarget {
        try removeScratchCopy()
        let name = PostgresTarget.copyName
        let found = try readSchema().tables
        let copied = (tables + [ScratchCopy.filledTable]).filter { found[$0] != nil }
        let connection = try connect()
        try connection.execute("BEGIN")
        do throws(TargetError) {
            try createScratchSchema(name, connection)
            for table in copied { try copy(table, to: name, connection) }
            try copyForeignKeys(of: copied, to: name, connection)
            try connection.execute("COMMIT")
        } catch {
            // Closing the connection would do the same, later.
            do throws(TargetError) { try connection.execute("ROLLBACK") } catch _ { throw error }
            throw error
        }
        return PostgresTarget(
            parameters.searching(name),
            ledgerSchema: name,
            timeoutSeconds: timeoutSeconds
        )
    }

    package func removeScratchCopy() throws(TargetError) {
        try dropScratchSchema(PostgresTarget.copyName)
    }

    private func copy(
        _ table: String,
        to schema: String,
        _ connection: PostgresConnection
    ) throws(TargetError) {
        let name = SQLIdentifier.quoted(table)
        let copy = SQLIdentifier.quoted(schema, table)
        try connection.execute("CREATE TABLE \(copy) (LIKE \(name) INCLUDING ALL)")
        if table == ScratchCopy.filledTable {
            try connection.execute("INSERT INTO \(copy) SELECT * FROM \(name)")
        }
        // The copy must not count with the sequences of the original.
        let counted = try connection.execute(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
                AND attidentity = '' AND pg_get_serial_sequence($1, attname) IS NOT NULL
            """,
            [name]
        )
        for row in 0..<counted.rowCount {
            let column = counted.text(row, 0) ?? ""
            let sequence = SQLIdentifier.quoted(schema, "\(table)_\(column)_seq")
            let quotedColumn = SQLIdentifier.quoted(column)
            try connection.execute("CREATE SEQUENCE \(sequence) OWNED BY \(copy).\(quotedColumn)")
            try connection.execute(
                "ALTER TABLE \(copy) ALTER \(quotedColumn) SET DEFAULT nextval('\(sequence)')"
            )
        }
    }

    private func copyForeignKeys(
        of tables: [String],
        to schema: String,
        _ connection: PostgresConnection
    ) throws(TargetError) {
        let names = PostgresArray.text(tables.map { SQLIdentifier.quoted($0) })
        // Read with the session's own search path, on which the parents are: so they are named
        // without their schema, and are those of the copy below.
        let keys = try connection.execute(
            """
            WITH copied AS (SELECT to_regclass(name) AS oid FROM unnest($1::text[]) AS w(name))
            SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            WHERE k.contype = 'f' AND k.conrelid IN (SELECT oid FROM copied)
                AND k.confrelid IN (SELECT oid FROM copied)
            ORDER BY 1, 2
            """,
            [names]
        )
        try connection.execute("SET LOCAL search_path = \(SQLIdentifier.quoted(schema))")
        for row in 0..<keys.rowCount {
            let table = keys.text(row, 0) ?? ""
            let definition = keys.text(row, 2) ?? ""
            // Whoever has made the roles is not in the copy.
            let isUnchecked =
                table == ScratchCopy.filledTable
                && !definition.hasSuffix(SuspendedObject.uncheckedSuffix)
            try connection.execute(
                "ALTER TABLE \(SQLIdentifier.quoted(table)) ADD CONSTRAINT "
                    + "\(SQLIdentifier.quoted(keys.text(row, 1) ?? "")) \(definition)"
                    + (isUnchecked ? SuspendedObject.uncheckedSuffix : "")
            )
        }
    }
}
