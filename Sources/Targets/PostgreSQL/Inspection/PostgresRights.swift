/// What an account may do in a PostgreSQL target, compared with what a run needs from its first
/// row to its cleanup.
struct PostgresRights {
    private let connection: PostgresConnection
    private let ledgerSchema: String

    init(_ connection: PostgresConnection, ledgerSchema: String) {
        self.connection = connection
        self.ledgerSchema = ledgerSchema
    }

    /// What is missing for rows of `tables`, which the target has.
    ///
    /// `keys` are the integer keys that a run reserves in them, `references` is what refers to
    /// them, `derivedTables` are those out of which a cleanup deletes what the gateway has derived
    /// from the rows, and `rowCounts` are the rows that are planned, by table.
    func missing(
        _ tables: [String],
        keys: [KeyRequest],
        references: [TableReference],
        derivedTables: [String],
        rowCounts: [String: Int64]
    ) throws(TargetError) -> [MissingRight] {
        var missing = try server()
        missing += try schemaUse()
        // Without the schema, no question about a table can be asked.
        guard missing.isEmpty else { return missing }
        missing += try rowSecurity(tables, references, derivedTables: derivedTables)
        missing += try tableRights(tables)
        missing += try sequenceRights(keys)
        missing += try ledger()
        missing += try functions()
        missing += try referringRights(references)
        missing += try lacking(
            ["SELECT", "UPDATE", "DELETE"],
            on: derivedTables.map { connection.name(of: $0) },
            .cleanUp
        )
        missing += try indexes(references, rowCounts)
        return missing
    }

    // MARK: Server and schema

    private func server() throws(TargetError) -> [MissingRight] {
        let answer = try connection.execute(
            "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean"
        )
        guard answer.text(0, 0) == "t" else { return [] }
        return [
            MissingRight(
                .generate,
                "the server or the session is read-only",
                code: "target-read-only",
                hint: "Point --target at the primary server, or let the role write "
                    + "(default_transaction_read_only)."
            )
        ]
    }

    private func schemaUse() throws(TargetError) -> [MissingRight] {
        let answer = try connection.execute(
            "SELECT has_schema_privilege($1, 'USAGE')",
            [connection.schema]
        )
        guard answer.text(0, 0) != "t" else { return [] }
        return [grant("USAGE ON SCHEMA \(SQLIdentifier.quoted(connection.schema))", .generate)]
    }

    // MARK: Tables

    private func rowSecurity(
        _ tables: [String],
        _ references: [TableReference],
        derivedTables: [String]
    ) throws(TargetError) -> [MissingRight] {
        let own = tables.map { connection.name(of: $0) }
        let others = Set(references.map { connection.referringName($0) })
            .union(derivedTables.map { connection.name(of: $0) }).subtracting(own)
        return try rowSecurity(on: own, .generate) + rowSecurity(on: others.sorted(), .cleanUp)
    }

    /// What is missing where policies apply to tables, given by their qualified names.
    func rowSecurity(
        on names: [String],
        _ step: MissingRight.Step
    ) throws(TargetError) -> [MissingRight] {
        let found = try connection.execute(
            """
            SELECT w.name FROM unnest($1::text[]) WITH ORDINALITY AS w(name, place)
            JOIN pg_class c ON c.oid = to_regclass(w.name)
            WHERE row_security_active(c.oid) ORDER BY place
            """,
            [PostgresArray.text(names)]
        )
        guard found.rowCount > 0 else { return [] }
        let tables = (0..<found.rowCount).map { found.text($0, 0) ?? "" }
        return [
            MissingRight(
                step,
                "row-level security applies to this account on \(PostgresRights.list(tables))",
                code: "row-level-security",
                hint: "Connect as the tables' owner (without FORCE ROW LEVEL SECURITY), or give "
                    + "the role BYPASSRLS."
            )
        ]
    }

    private func tableRights(_ tables: [String]) throws(TargetError) -> [MissingRight] {
        let names = tables.map { connection.name(of: $0) }
        // A row is locked with FOR UPDATE before it is deleted, which needs the right to update.
        return try lacking(["SELECT", "INSERT"], on: names, .generate)
            + lacking(["UPDATE", "DELETE"], on: names, .cleanUp)
    }

    private func referringRights(
        _ references: [TableReference]
    ) throws(TargetError) -> [MissingRight] {
        let names = Set(references.map { connection.referringName($0) })
        return try lacking(["SELECT"], on: names.sorted(), .cleanUp)
    }

    /// One finding for each right that tables lack.
    private func lacking(
        _ rights: [String],
        on names: [String],
        _ step: MissingRight.Step
    ) throws(TargetError) -> [MissingRight] {
        var missing: [MissingRight] = []
        for right in rights {
            let found = try connection.execute(
                """
                SELECT w.name FROM unnest($1::text[]) WITH ORDINALITY AS w(name, place)
                WHERE to_regclass(w.name) IS NOT NULL AND NOT has_table_privilege(w.name, $2)
                ORDER BY place
                """,
                [PostgresArray.text(names), right]
            )
            guard found.rowCount > 0 else { continue }
            let tables = (0..<found.rowCount).map { found.text($0, 0) ?? "" }
            missing.append(grant("\(right) ON \(PostgresRights.list(tables))", step))
        }
        return missing
    }

    private func sequenceRights(_ keys: [KeyRequest]) throws(TargetError) -> [MissingRight] {
        var lacking: [String] = []
        for key in keys {
            for sequence in try PostgresKeyCounter(connection, key.table, column: key.column)
                .sequences()
            {
                let answer = try connection.execute(
                    "SELECT has_sequence_privilege($1, 'UPDATE')",
                    [sequence]
                )
                if answer.text(0, 0) != "t" { lacking.append(sequence) }
            }
        }
        guard !lacking.isEmpty else { return [] }
        return [grant("UPDATE ON SEQUENCE \(PostgresRights.list(lacking))", .generate)]
    }

    // MARK: Ledger

    private func ledger() throws(TargetError) -> [MissingRight] {
        let schema = SQLIdentifier.quoted(ledgerSchema)
        let facts = try connection.execute(
            """
            SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1),
                has_database_privilege(current_database(), 'CREATE')
            """,
            [ledgerSchema]
        )
        guard facts.text(0, 0) == "t" else {
            guard facts.text(0, 1) != "t" else { return [] }
            return [
                grant("CREATE ON DATABASE (for the ledger's schema \(schema))", .generate)
            ]
        }
        let rights = try connection.execute(
            "SELECT has_schema_privilege($1, 'USAGE'), has_schema_privilege($1, 'CREATE')",
            [ledgerSchema]
        )
        guard rights.text(0, 0) == "t" else {
            return [grant("USAGE ON SCHEMA \(schema)", .generate)]
        }
        let ledger = PostgresLedger(connection, schema: ledgerSchema)
        var missing: [MissingRight] = []
        if rights.text(0, 1) != "t" {
            if try !ledger.exists("batch") {
                missing.append(grant("CREATE ON SCHEMA \(schema)", .generate))
            } else if try !ledger.exists("cleanup") {
                missing.append(grant("CREATE ON SCHEMA \(schema)", .cleanUp))
            }
        }
        let tables = ["run", "batch"].map { ledger.name($0) }
        missing += try lacking(["SELECT"], on: [ledger.name("target")], .generate)
        missing += try lacking(["SELECT", "INSERT", "UPDATE"], on: tables, .generate)
        missing += try lacking(["DELETE"], on: tables, .cleanUp)
        missing += try lacking(
            ["SELECT", "INSERT", "UPDATE", "DELETE"],
            on: [ledger.name("cleanup")],
            .cleanUp
        )
        return missing
    }

    // MARK: Functions and indexes

    /// The functions that a run calls and that a server may keep from it.
    private static let functions = [
        "pg_advisory_xact_lock(bigint)", "pg_current_xact_id()", "gen_random_uuid()",
        "set_config(text,text,boolean)", "nextval(regclass)", "setval(regclass,bigint)",
    ]

    private func functions() throws(TargetError) -> [MissingRight] {
        let found = try connection.execute(
            """
            SELECT w.name FROM unnest($1::text[]) AS w(name)
            WHERE NOT has_function_privilege('pg_catalog.' || w.name, 'EXECUTE') ORDER BY 1
            """,
            [PostgresArray.text(PostgresRights.functions)]
        )
        return (0..<found.rowCount).map {
            grant("EXECUTE ON FUNCTION \(found.text($0, 0) ?? "")", .generate)
        }
    }

    /// Foreign keys without an index that this account may not make, of tables that are too large
    /// to do without.
    private func indexes(
        _ references: [TableReference],
        _ rowCounts: [String: Int64]
    ) throws(TargetError) -> [MissingRight] {
        let indexes = PostgresTemporaryIndexes(connection)
        var lacking: [TableReference] = []
        for reference in references where reference.isDeclared {
            let isLarge =
                (rowCounts[reference.table] ?? 0) > PostgresTemporaryIndexes.rowCountMax
            if try indexes.need(for: reference, isLarge: isLarge) == .forbidden {
                lacking.append(reference)
            }
        }
        guard !lacking.isEmpty else { return [] }
        return [
            MissingRight(
                .cleanUp,
                "foreign keys without an index: \(PostgresRights.list(lacking.map(\.name)))",
                hint: "Create an index on each, or clean up as the tables' owner with CREATE on "
                    + "the schema."
            )
        ]
    }

    private func grant(_ right: String, _ step: MissingRight.Step) -> MissingRight {
        MissingRight(
            step,
            "this account lacks \(right)",
            hint: "Grant it, or connect as the owner of the gateway's tables."
        )
    }

    /// The first five of some names, and how many more there are.
    private static func list(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ")
            + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }
}
