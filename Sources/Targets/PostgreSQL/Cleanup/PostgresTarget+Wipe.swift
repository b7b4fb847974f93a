extension PostgresTarget: WipeTarget {
    package func readDatabaseName() throws(TargetError) -> String {
        try read { (connection) throws(TargetError) in
            try connection.execute("SELECT current_database()").text(0, 0) ?? ""
        }
    }

    package func deleteOwned(
        by ownership: DomainOwnership,
        in graph: ReferenceGraph,
        _ foreignRows: CleanupPolicy.ForeignRows,
        isDryRun: Bool,
        progress: (OwnedRows) -> Void
    ) throws(TargetError) {
        let connection = try connect()
        try dropTemporaryIndexes()
        let deletion = OwnershipDeletion(
            ownership: ownership,
            graph: graph,
            runner: PostgresRunner(connection: connection)
        )
        // A dry run ends with the connection, uncommitted.
        if isDryRun { try connection.begin() }
        for table in ownership.tables {
            let rows = try connection.inTransaction { () throws(TargetError) in
                try deletion.delete(from: table, foreignRows)
            }
            progress(rows)
        }
        if !isDryRun { try dropTemporaryIndexes() }
    }

    package func reasonForLeftRows(of table: String) throws(TargetError) -> String {
        try PostgresObstacles(connect()).of(table, again: true).reason
    }

    package func truncate(
        _ tables: [String],
        dropsLedger: Bool
    ) throws(TargetError) -> [String: Int64] {
        let connection = try connect()
        let tablesWithSystemRows = tables.filter { catalogue.systemColumn(of: $0) != nil }
        let names = tables.filter { !tablesWithSystemRows.contains($0) }.map {
            connection.name(of: $0)
        }
        return try connection.transaction { () throws(TargetError) in
            try connection.execute(PostgresTarget.ledgerLock)
            if !names.isEmpty {
                try connection.execute("TRUNCATE \(names.joined(separator: ", "))")
            }
            for table in tablesWithSystemRows {
                let name = connection.name(of: table)
                try connection.execute("LOCK TABLE \(name) IN EXCLUSIVE MODE")
                try connection.execute(
                    "DELETE FROM \(name)" + catalogue.systemRowExclusion(from: table)
                )
            }
            if dropsLedger { try dropLedger(connection) }
            var left: [String: Int64] = [:]
            for table in tables {
                let count =
                    "SELECT count(*) FROM \(connection.name(of: table))"
                    + catalogue.systemRowExclusion(from: table)
                left[table] = try wholeNumber(connection.execute(count), row: 0)
            }
            return left
        }
    }

    package func readSpace(_ tables: [String]) throws(TargetError) -> UsedSpace {
        try read { (connection) throws(TargetError) in
            var byteCount: Int64 = 0
            for table in tables {
                let size = try connection.execute(
                    "SELECT coalesce(pg_total_relation_size(to_regclass($1)), 0)",
                    [connection.name(of: table)]
                )
                byteCount += size.text(0, 0).flatMap { Int64($0) } ?? 0
            }
            return UsedSpace(byteCount: byteCount, freeByteCount: nil)
        }
    }

    package func vacuum(_ tables: [String]) throws(TargetError) {
        let connection = try connect()
        for table in tables {
            // VACUUM by another role succeeds with a warning and does nothing.
            let isOwner = try connection.transaction(.reading) { () throws(TargetError) in
                try connection.execute(
                    "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class "
                        + "WHERE oid = to_regclass($1)",
                    [connection.name(of: table)]
                ).text(0, 0) == "t"
            }
            guard isOwner else {
                throw TargetError(
                    code: "permission-denied",
                    message: "could not reclaim the space of `\(table)`: only its owner may",
                    hint: "The rows are deleted. Let the tables' owner run VACUUM, or wait for "
                        + "autovacuum."
                )
            }
            do throws(TargetError) {
                // VACUUM cannot run in a transaction, so the account's timeouts apply.
                try connection.execute("VACUUM (ANALYZE) \(connection.name(of: table))")
            } catch {
                guard error.code == "statement-cancelled" else { throw error }
                throw TargetError(
                    code: "vacuum-cancelled",
                    message: "could not reclaim the space of `\(table)`: VACUUM was cancelled",
                    detail: error.detail,
                    hint: "The rows are deleted. Run VACUUM on the tables without a "
                        + "statement_timeout, or wait for autovacuum."
                )
            }
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

    func obstacles(of table: String) throws(TargetError) -> DeletionObstacles {
        try PostgresObstacles(connection).of(table, again: true)
    }

    func makeIndexes(for references: [TableReference]) throws(TargetError) {
        try PostgresTemporaryIndexes(connection).make(for: references)
    }
}
