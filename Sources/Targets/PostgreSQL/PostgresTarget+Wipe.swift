extension PostgresTarget: WipeTarget {
    package func readDatabaseName() throws(TargetError) -> String {
        try connect().execute("SELECT current_database()").text(0, 0) ?? ""
    }

    package func deleteOwned(
        by ownership: DomainOwnership,
        in graph: ReferenceGraph,
        _ foreignRows: CleanupPolicy.ForeignRows,
        isRehearsal: Bool,
        progress: (OwnedRows) -> Void
    ) throws(TargetError) {
        let connection = try connect()
        try PostgresTemporaryIndexes(connection).dropAll()
        let deletion = OwnershipDeletion(
            ownership: ownership,
            graph: graph,
            runner: PostgresRunner(connection: connection)
        )
        if isRehearsal { try connection.execute("BEGIN") }
        for table in ownership.tables {
            // An error leaves the transaction open: it ends with the connection.
            if !isRehearsal { try connection.execute("BEGIN") }
            let rows = try deletion.delete(from: table, foreignRows)
            if !isRehearsal { try connection.execute("COMMIT") }
            progress(rows)
        }
        if isRehearsal { try connection.execute("ROLLBACK") }
        try PostgresTemporaryIndexes(connection).dropAll()
    }

    package func truncate(_ tables: [String], dropsLedger: Bool) throws(TargetError) {
        let connection = try connect()
        try connection.execute("BEGIN")
        try connection.execute(PostgresTarget.ledgerLock)
        let names = tables.map { SQLIdentifier.quoted($0) }.joined(separator: ", ")
        if !tables.isEmpty { try connection.execute("TRUNCATE \(names)") }
        if dropsLedger { try dropLedger(connection) }
        try connection.execute("COMMIT")
    }

    package func readSpace(_ tables: [String]) throws(TargetError) -> UsedSpace {
        var byteCount: Int64 = 0
        let connection = try connect()
        for table in tables {
            let size = try connection.execute(
                "SELECT coalesce(pg_total_relation_size(to_regclass($1)), 0)",
                [SQLIdentifier.quoted(table)]
            )
            byteCount += size.text(0, 0).flatMap { Int64($0) } ?? 0
        }
        return UsedSpace(byteCount: byteCount, freeByteCount: nil)
    }

    package func vacuum(_ tables: [String]) throws(TargetError) {
        let connection = try connect()
        for table in tables {
            try connection.execute("VACUUM (ANALYZE) \(SQLIdentifier.quoted(table))")
        }
    }
}

/// Runs statements over a connection whose transaction its owner has begun.
struct PostgresRunner: StatementRunner {
    let connection: PostgresConnection

    var lockClause: String { "FOR UPDATE OF t" }

    func change(_ sql: String) throws(TargetError) -> Int64 {
        try connection.execute(sql).affectedRowCount
    }

    func count(_ sql: String) throws(TargetError) -> Int64 {
        try connection.execute(sql).text(0, 0).flatMap { Int64($0) } ?? 0
    }

    func makeIndexes(for references: [TableReference]) throws(TargetError) {
        try PostgresTemporaryIndexes(connection).make(for: references)
    }
}
