import Faults
import Rows

/// One worker's connection to a PostgreSQL target.
final class PostgresSession: TargetSession {
    let connection: PostgresConnection
    let ledgerSchema: String

    init(_ connection: PostgresConnection, ledgerSchema: String) {
        self.connection = connection
        self.ledgerSchema = ledgerSchema
    }

    func commit(_ ticket: BatchTicket, rows: inout RowStream) throws(TargetError) -> BatchOutcome {
        CrashPoint.pass(.beforeBegin)
        let outcome = try connection.transaction(
            didSendCommit: { CrashPoint.pass(.commitSent) },
            { () throws(TargetError) in try load(ticket, &rows) }
        )
        if outcome != .alreadyCommitted { CrashPoint.pass(.afterCommit) }
        return outcome
    }

    /// Claims the batch and sends its rows, in the caller's transaction.
    private func load(
        _ ticket: BatchTicket,
        _ rows: inout RowStream
    ) throws(TargetError) -> BatchOutcome {
        guard try claim(ticket) else { return .alreadyCommitted }
        CrashPoint.pass(.afterLedgerRow)
        let copied = try copy(ticket, rows: &rows)
        guard copied == Int64(ticket.rows.count) else {
            throw TargetError(
                code: "row-count-mismatch",
                message: "could not commit a batch: the server took another number of rows",
                detail: "expected \(ticket.rows.count), found \(copied), table \(ticket.table)",
                hint: "Look for a trigger or rule on the table that drops rows."
            )
        }
        let transaction = try connection.execute("SELECT pg_current_xact_id()::text").text(0, 0)
        CrashPoint.pass(.beforeCommit)
        return .committed(transaction: transaction ?? "")
    }

    func analyze(table: String) throws(TargetError) -> Bool {
        let name = connection.name(of: table)
        // ANALYZE by another user succeeds with a warning and does nothing.
        let isOwner = try connection.transaction(.reading) { () throws(TargetError) in
            try connection.execute(
                "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass($1)",
                [name]
            )
        }
        guard isOwner.rowCount == 1, isOwner.text(0, 0) == "t" else { return false }
        try connection.transaction { () throws(TargetError) in
            try connection.execute("ANALYZE \(name)")
        }
        return true
    }

    /// Checks the fence and writes the ledger row; false when the batch is committed already.
    ///
    /// A twin of this batch that is still in flight makes the INSERT wait for its end.
    private func claim(_ ticket: BatchTicket) throws(TargetError) -> Bool {
        let run = SQLIdentifier.quoted(ledgerSchema, "run")
        let batch = SQLIdentifier.quoted(ledgerSchema, "batch")
        let fence = try connection.execute(
            "SELECT epoch FROM \(run) WHERE run_uid = $1 FOR SHARE",
            [ticket.runUID]
        )
        guard fence.rowCount == 1, fence.text(0, 0) == String(ticket.epoch) else {
            throw Ledger.fenced(runUID: ticket.runUID, epoch: ticket.epoch)
        }
        let inserted = try connection.execute(
            """
            INSERT INTO \(batch) (run_uid, batch_number, table_name, first_row, row_count, epoch,
                attempt, committed_at, journal_seq, journal_hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7,
                to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), $8, $9)
            ON CONFLICT DO NOTHING
            """,
            [
                ticket.runUID, String(ticket.batchNumber), ticket.table,
                String(ticket.rows.lowerBound), String(ticket.rows.count), String(ticket.epoch),
                String(ticket.attempt), ticket.journalHead.map { String($0.seq) },
                ticket.journalHead?.hash,
            ]
        )
        return inserted.affectedRowCount == 1
    }

    private func copy(_ ticket: BatchTicket, rows: inout RowStream) throws(TargetError) -> Int64 {
        var encoder = try CopyEncoder(ticket.match, table: ticket.table)
        let columns = ticket.match.columns
            .map { SQLIdentifier.quoted($0.found.name) }
            .joined(separator: ", ")
        try connection.execute(
            "COPY \(connection.name(of: ticket.table)) (\(columns)) "
                + "FROM STDIN (FORMAT BINARY)"
        )
        try send(CopyEncoder.header)
        while let slice = rows.nextSlice() {
            try connection.sendCopy(encoder.encode(slice))
            CrashPoint.pass(.midRows)
        }
        try send(CopyEncoder.trailer)
        return try connection.endCopy()
    }

    private func send(_ bytes: [UInt8]) throws(TargetError) {
        // The standard library's closure does not carry the type of the error.
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(TargetError) in try connection.sendCopy(buffer) }
        }
        try result.get()
    }
}
