import Targets

/// A run as the target's ledger has it.
package struct LedgerRun: Sendable {
    /// The run's name, whatever journal it is in.
    package let uid: String
    /// Digest of its plan.
    package let planDigest: String
    /// The epoch that is in force.
    package let epoch: Int64
    /// What its journal is rebuilt from; nil where an older gatefill made the ledger.
    let record: String?
}

/// A committed batch as the target's ledger has it.
package struct LedgerBatch: Sendable {
    /// Zero-based number in the plan.
    package let number: Int64
    /// Name of the table.
    package let table: String
    /// Zero-based number, within the table, of its first row.
    package let firstRow: Int64
    /// Rows in it.
    package let rowCount: Int64
    /// The epoch under which it was committed.
    package let epoch: Int64
    /// The attempt that succeeded.
    package let attempt: Int64
    /// The target's clock when it was committed: `YYYY-MM-DD HH:MM:SS.ffffff`, UTC.
    package let committedAt: String
    /// The journal's last event when it was granted; nil where none was kept.
    package let journalHead: JournalPosition?
}

/// Reads what a target's ledger says, without changing anything.
package struct LedgerReader {
    private let target: any Target
    /// Nil when the target has no ledger.
    private let version: Int64?

    /// Looks whether the target has a ledger.
    ///
    /// `identity` is the target's, if it was read before.
    package init(_ target: any Target, identity: [String: String]? = nil) throws(TargetError) {
        self.target = target
        let facts: [String: String]
        if let identity {
            facts = identity
        } else {
            try target.checkExists()
            facts = try target.readIdentity()
        }
        if facts["ledger"] == nil {
            version = nil
        } else {
            version = try target.queryInteger(
                "SELECT version FROM \(target.ledgerTable("target"))"
            )
        }
    }

    /// Whether any run was ever bound to the target.
    package var exists: Bool { version != nil }

    /// Whether the ledger keeps what only version 2 has.
    private var isComplete: Bool { (version ?? 0) >= 2 }

    /// Every run of the ledger, by rising name.
    package func runs() throws(TargetError) -> [LedgerRun] {
        guard exists else { return [] }
        let record = isComplete ? "record" : "NULL"
        let rows = try target.queryRows(
            "SELECT run_uid, plan_digest, epoch, \(record) "
                + "FROM \(target.ledgerTable("run")) ORDER BY run_uid"
        )
        return try rows.map { (row) throws(TargetError) in
            LedgerRun(
                uid: row[0],
                planDigest: row[1],
                epoch: try number(row[2]),
                record: row[3].isEmpty ? nil : row[3]
            )
        }
    }

    /// Committed batches of a run, by rising number, at most `limit` of those behind `after`.
    package func batches(
        runUID: String,
        after: Int64 = -1,
        limit: Int
    ) throws(TargetError) -> [LedgerBatch] {
        try read(
            "run_uid = \(literal(runUID)) AND batch_number > \(after)",
            orderedBy: "batch_number",
            limit: limit
        )
    }

    /// One committed batch; nil if the ledger has no row of it.
    package func batch(runUID: String, number: Int64) throws(TargetError) -> LedgerBatch? {
        try read(
            "run_uid = \(literal(runUID)) AND batch_number = \(number)",
            orderedBy: "batch_number",
            limit: 1
        ).first
    }

    /// The batch with the latest event of the journal, among those committed under an epoch above
    /// one.
    package func latest(
        runUID: String,
        aboveEpoch epoch: Int64
    ) throws(TargetError) -> LedgerBatch? {
        guard isComplete else { return nil }
        return try read(
            "run_uid = \(literal(runUID)) AND epoch > \(epoch) AND journal_seq IS NOT NULL",
            orderedBy: "journal_seq DESC",
            limit: 1
        ).first
    }

    /// Rows of a run's batches that the ledger has.
    package func rowCount(runUID: String) throws(TargetError) -> Int64 {
        guard exists else { return 0 }
        return try target.queryInteger(
            "SELECT coalesce(sum(row_count), 0) FROM (\(try remainingRows())) AS b "
                + "WHERE run_uid = \(literal(runUID))"
        )
    }

    /// A query with the batches and the rows that are left of each: a cleanup may have kept some.
    private func remainingRows() throws(TargetError) -> String {
        let batch = target.ledgerTable("batch")
        let cleanup = target.ledgerTable("cleanup")
        let presence =
            switch target.dialect {
            case .postgres: "SELECT count(to_regclass(\(literal(cleanup))))"
            case .sqlite:
                "SELECT count(*) FROM main.sqlite_schema "
                    + "WHERE type = 'table' AND name = 'gatefill_cleanup'"
            }
        guard try target.queryInteger(presence) > 0 else {
            return "SELECT run_uid, table_name, row_count FROM \(batch)"
        }
        return """
            SELECT a.run_uid, a.table_name,
                a.row_count - coalesce(c.deleted_count + c.gone_count, 0) AS row_count
            FROM \(batch) AS a LEFT JOIN \(cleanup) AS c
                ON c.run_uid = a.run_uid AND c.batch_number = a.batch_number
            """
    }

    /// Rows that the ledger's batches have in each table, whichever run's they are.
    package func rowCounts() throws(TargetError) -> [String: Int64] {
        guard exists else { return [:] }
        let rows = try target.queryRows(
            "SELECT table_name, sum(row_count) FROM (\(try remainingRows())) AS b "
                + "GROUP BY table_name"
        )
        var counts: [String: Int64] = [:]
        for row in rows { counts[row[0]] = try number(row[1]) }
        return counts
    }

    private func read(
        _ condition: String,
        orderedBy order: String,
        limit: Int
    ) throws(TargetError) -> [LedgerBatch] {
        guard exists else { return [] }
        let head = isComplete ? "journal_seq, journal_hash" : "NULL, NULL"
        let rows = try target.queryRows(
            """
            SELECT batch_number, table_name, first_row, row_count, epoch, attempt, committed_at, \(head)
            FROM \(target.ledgerTable("batch")) WHERE \(condition) ORDER BY \(order) LIMIT \(limit)
            """
        )
        return try rows.map { (row) throws(TargetError) in
            LedgerBatch(
                number: try number(row[0]),
                table: row[1],
                firstRow: try number(row[2]),
                rowCount: try number(row[3]),
                epoch: try number(row[4]),
                attempt: try number(row[5]),
                committedAt: row[6],
                journalHead: Int64(row[7]).map { JournalPosition(seq: $0, hash: row[8]) }
            )
        }
    }

    private func number(_ text: String) throws(TargetError) -> Int64 {
        guard let value = Int64(text) else {
            throw TargetError(
                code: "ledger-damaged",
                message: "could not read the target's ledger: a number is none",
                detail: "found `\(text.prefix(40))`",
                hint: "Restore the ledger's tables from a backup."
            )
        }
        return value
    }

    private func literal(_ text: String) -> String {
        "'\(text.replacing("'", with: "''"))'"
    }
}
