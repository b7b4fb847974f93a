import Foundation

/// The ledger of a PostgreSQL target as cleanup reads and writes it.
struct PostgresLedger {
    private let connection: PostgresConnection
    private let schema: String

    /// The ledger in a schema.
    init(_ connection: PostgresConnection, schema: String) {
        self.connection = connection
        self.schema = schema
    }

    /// What it says about a run; nil when it does not know it.
    func state(of runUID: String) throws(TargetError) -> LedgerState? {
        guard try exists("run") else { return nil }
        let run = try connection.execute(
            "SELECT epoch FROM \(name("run")) WHERE run_uid = $1",
            [runUID]
        )
        guard run.rowCount == 1 else { return nil }
        let batches = try connection.execute(
            "SELECT batch_number FROM \(name("batch")) WHERE run_uid = $1 ORDER BY batch_number",
            [runUID]
        )
        var outcomes: [Int64: DeletionOutcome] = [:]
        if try exists("cleanup") {
            // Through JSON, because a ledger of an earlier version lacks the added columns.
            let added = Ledger.addedColumns.map {
                "coalesce(to_jsonb(c) ->> '\($0.name)', '\($0.standard)')"
            }
            let columns = (["batch_number"] + Ledger.firstColumns + added).joined(separator: ", ")
            let rows = try connection.execute(
                "SELECT \(columns) FROM \(name("cleanup")) AS c WHERE run_uid = $1",
                [runUID]
            )
            for row in 0..<rows.rowCount {
                let progress = try progress(rows, row, from: 1)
                guard progress.leftCount == 0 else { continue }
                outcomes[try number(in: rows, row, 0)] = progress.outcome
            }
        }
        return LedgerState(
            epoch: try number(in: run, 0, 0),
            batches: try (0..<batches.rowCount).map { (row) throws(TargetError) in
                try number(in: batches, row, 0)
            },
            outcomes: outcomes
        )
    }

    /// Makes room for what becomes of batches.
    func makeCleanupTable() throws(TargetError) {
        if try !exists("cleanup") {
            try connection.execute(Ledger.cleanupStatement { name($0) })
        }
        let columns = try connection.execute(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
            """,
            [name("cleanup")]
        )
        let present = Set((0..<columns.rowCount).compactMap { columns.text($0, 0) })
        for statement in Ledger.additions(to: name("cleanup"), present: present) {
            try connection.execute(statement)
        }
    }

    /// Claims a batch for its deletion, in the transaction that deletes it; how far it is.
    ///
    /// A twin of this deletion that is still in flight makes the statements wait for its end.
    func claimDeletion(_ ticket: DeletionTicket) throws(TargetError) -> DeletionProgress {
        let fence = try connection.execute(
            "SELECT epoch FROM \(name("run")) WHERE run_uid = $1 FOR SHARE",
            [ticket.runUID]
        )
        guard fence.rowCount == 1, fence.text(0, 0) == String(ticket.epoch) else {
            throw Ledger.fenced(runUID: ticket.runUID, epoch: ticket.epoch)
        }
        let key = [ticket.runUID, String(ticket.batchNumber)]
        let inserted = try connection.execute(
            "INSERT INTO \(name("cleanup")) (run_uid, batch_number, \(Ledger.progressColumns)) "
                + "VALUES ($1, $2, 0, 0, 0, 0, '[]', 0, '{}', $3) ON CONFLICT DO NOTHING",
            key + [String(ticket.rows.count)]
        )
        if inserted.affectedRowCount == 1 {
            return DeletionProgress(leftCount: Int64(ticket.rows.count))
        }
        let known = try connection.execute(
            "SELECT \(Ledger.progressColumns) FROM \(name("cleanup")) "
                + "WHERE run_uid = $1 AND batch_number = $2 FOR UPDATE",
            key
        )
        return try progress(known, 0, from: 0)
    }

    /// Writes how far the deletion of a batch is, and takes the batch off when no row of it is
    /// left.
    func record(_ progress: DeletionProgress, of ticket: DeletionTicket) throws(TargetError) {
        let key = [ticket.runUID, String(ticket.batchNumber)]
        let outcome = progress.outcome
        try connection.execute(
            """
            UPDATE \(name("cleanup")) SET deleted_count = $3, gone_count = $4, kept_count = $5,
                foreign_count = $6, kept_rows = $7, derived_count = $8, kept_reasons = $9,
                left_count = $10 WHERE run_uid = $1 AND batch_number = $2
            """,
            key + [
                String(outcome.deletedCount), String(outcome.goneCount), String(outcome.keptCount),
                String(outcome.foreignCount), Ledger.text(outcome.keptRows),
                String(outcome.derivedCount), Ledger.text(outcome.keptReasons),
                String(progress.leftCount),
            ]
        )
        guard progress.leftCount == 0, outcome.keptCount == 0 else { return }
        try connection.execute(
            "DELETE FROM \(name("batch")) WHERE run_uid = $1 AND batch_number = $2",
            key
        )
    }

    /// The name of a table of the ledger.
    func name(_ table: String) -> String { SQLIdentifier.quoted(schema, table) }

    /// Whether a table of the ledger exists.
    func exists(_ table: String) throws(TargetError) -> Bool {
        try connection.execute("SELECT to_regclass($1) IS NOT NULL", [name(table)]).text(0, 0)
            == "t"
    }

    /// Reads ``Ledger/progressColumns``.
    private func progress(
        _ rows: PostgresResult,
        _ row: Int,
        from column: Int
    ) throws(TargetError) -> DeletionProgress {
        var outcome = DeletionOutcome()
        outcome.deletedCount = try number(in: rows, row, column)
        outcome.goneCount = try number(in: rows, row, column + 1)
        outcome.keptCount = try number(in: rows, row, column + 2)
        outcome.foreignCount = try number(in: rows, row, column + 3)
        outcome.keptRows = Ledger.keptRows(rows.text(row, column + 4) ?? "")
        outcome.derivedCount = try number(in: rows, row, column + 5)
        outcome.keptReasons = Ledger.keptReasons(rows.text(row, column + 6) ?? "")
        return DeletionProgress(outcome: outcome, leftCount: try number(in: rows, row, column + 7))
    }

    private func number(
        in rows: PostgresResult,
        _ row: Int,
        _ column: Int
    ) throws(TargetError) -> Int64 {
        guard row < rows.rowCount, let value = rows.text(row, column).flatMap({ Int64($0) }) else {
            throw TargetError(
                code: "unexpected-answer",
                message: "could not read the ledger: it holds something that is no number"
            )
        }
        return value
    }
}
