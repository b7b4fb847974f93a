import Faults
import Rows

extension PostgresTarget: CleanupTarget {
    package func readLedger(runUID: String) throws(TargetError) -> LedgerState? {
        try read { (connection) throws(TargetError) in
            try PostgresLedger(connection, schema: ledgerSchema).state(of: runUID)
        }
    }

    package func beginCleanup(_ run: RunRegistration) throws(TargetError) -> Int64 {
        let epoch = try bind(run)
        try inLedgerTransaction { (connection) throws(TargetError) in
            try PostgresLedger(connection, schema: ledgerSchema).makeCleanupTable()
        }
        return epoch
    }

    package func forgetOutcomes(runUID: String) throws(TargetError) {
        let connection = try connect()
        let ledger = PostgresLedger(connection, schema: ledgerSchema)
        try connection.transaction { () throws(TargetError) in
            try connection.execute(
                "DELETE FROM \(ledger.name("cleanup")) WHERE run_uid = $1",
                [runUID]
            )
        }
    }

    package func endCleanup(runUID: String) throws(TargetError) -> Bool {
        var isGone = false
        CrashPoint.pass(.beforeLedgerEnd)
        try inLedgerTransaction { (connection) throws(TargetError) in
            let ledger = PostgresLedger(connection, schema: ledgerSchema)
            guard try ledger.exists("run") else {
                isGone = true
                return
            }
            if try ledger.exists("cleanup") {
                try connection.execute(
                    "DELETE FROM \(ledger.name("cleanup")) WHERE run_uid = $1",
                    [runUID]
                )
            }
            try connection.execute(
                """
                DELETE FROM \(ledger.name("run")) WHERE run_uid = $1 AND NOT EXISTS (
                    SELECT 1 FROM \(ledger.name("batch")) WHERE run_uid = $1)
                """,
                [runUID]
            )
            let left = try connection.execute("SELECT 1 FROM \(ledger.name("run")) LIMIT 1")
            if left.rowCount == 0, try ownsLedger(connection) {
                try dropLedger(connection)
                isGone = true
            }
            CrashPoint.pass(.beforeLedgerEndCommit)
        }
        CrashPoint.pass(.afterLedgerEnd)
        return isGone
    }

    /// Those of tables in other schemas too: with CASCADE they would lose rows in silence.
    package func readForeignKeys() throws(TargetError) -> [TableReference] {
        let rows = try read { (connection) throws(TargetError) in
            try connection.execute(
                """
                SELECT c.relname, a.attname, p.relname, b.attname, o.nspname
                FROM pg_constraint k
                JOIN pg_namespace n ON n.nspname = $1
                JOIN pg_class p ON p.oid = k.confrelid AND p.relnamespace = n.oid
                JOIN pg_class c ON c.oid = k.conrelid
                LEFT JOIN pg_namespace o ON o.oid = c.relnamespace AND o.oid <> n.oid
                CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS s(own, other)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = s.own
                JOIN pg_attribute b ON b.attrelid = p.oid AND b.attnum = s.other
                WHERE k.contype = 'f'
                ORDER BY 1, 2, 3, 4
                """,
                [connection.schema]
            )
        }
        return (0..<rows.rowCount).map { row in
            TableReference(
                table: rows.text(row, 0) ?? "",
                column: rows.text(row, 1) ?? "",
                parent: rows.text(row, 2) ?? "",
                parentColumn: rows.text(row, 3) ?? "",
                isDeclared: true,
                otherSchema: rows.text(row, 4)
            )
        }
    }

    package func refuseHiddenRows(_ graph: ReferenceGraph) throws(TargetError) {
        let filled = Set(catalogue.definitions.map(\.name))
        let concerned = graph.schema.tables.keys.filter { name in
            filled.contains(name) || graph.derivedTables[name] != nil
                || graph.references.contains { $0.table == name && filled.contains($0.parent) }
        }
        let hidden = try read { (connection) throws(TargetError) in
            try PostgresRights(connection, ledgerSchema: ledgerSchema)
                .rowSecurity(on: concerned.sorted().map { connection.name(of: $0) }, .cleanUp)
        }
        if let first = hidden.first { throw first.error }
    }

    package func dropTemporaryIndexes() throws(TargetError) {
        let connection = try connect()
        try connection.transaction { () throws(TargetError) in
            try PostgresTemporaryIndexes(connection).dropAll()
        }
    }

    package func openContentSession() throws(TargetError) -> any ContentSession {
        try PostgresContentSession(connect())
    }

    package func openCleanupSession(
        _ graph: ReferenceGraph,
        generated: any GeneratedValues,
        isDryRun: Bool
    ) throws(TargetError) -> any CleanupSession {
        try PostgresCleanupSession(
            connect(),
            graph,
            generated: generated,
            ledgerSchema: ledgerSchema,
            isDryRun: isDryRun
        )
    }

    /// Whether this account may drop the ledger; one of another role stays, empty.
    private func ownsLedger(_ connection: PostgresConnection) throws(TargetError) -> Bool {
        let others = try connection.execute(
            """
            SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = ANY($2::text[])
                AND NOT pg_has_role(c.relowner, 'USAGE') LIMIT 1
            """,
            [ledgerSchema, PostgresArray.text(Ledger.tables)]
        )
        return others.rowCount == 0
    }

    /// Drops the ledger, in the caller's transaction.
    func dropLedger(_ connection: PostgresConnection) throws(TargetError) {
        let ledger = PostgresLedger(connection, schema: ledgerSchema)
        for table in Ledger.tables {
            try connection.execute("DROP TABLE IF EXISTS \(ledger.name(table))")
        }
        try dropSchemaIfOwn(connection)
    }

    /// Drops the ledger's schema if gatefill made it and nothing else is in it.
    private func dropSchemaIfOwn(_ connection: PostgresConnection) throws(TargetError) {
        let own = try connection.execute(
            """
            SELECT 1 FROM pg_namespace n
            WHERE n.nspname = $1 AND obj_description(n.oid, 'pg_namespace') = $2
                AND NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid)
            """,
            [ledgerSchema, Ledger.schemaComment]
        )
        guard own.rowCount == 1 else { return }
        try connection.execute("DROP SCHEMA \(SQLIdentifier.quoted(ledgerSchema))")
    }

    /// Runs a body in a transaction in which nobody else changes what runs share.
    private func inLedgerTransaction(
        _ body: (PostgresConnection) throws(TargetError) -> Void
    ) throws(TargetError) {
        let connection = try connect()
        try connection.transaction { () throws(TargetError) in
            try connection.execute(PostgresTarget.ledgerLock)
            try body(connection)
        }
    }
}
