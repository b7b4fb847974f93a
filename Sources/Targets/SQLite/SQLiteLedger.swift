import GRDB

/// The ledger of a SQLite target as cleanup reads and writes it.
struct SQLiteLedger {
    private let database: Database

    /// The ledger of a database.
    init(_ database: Database) {
        self.database = database
    }

    /// What it says about a run; nil when it does not know it.
    func state(of runUID: String) throws -> LedgerState? {
        guard try SQLiteTarget.hasLedger(database) else { return nil }
        let epoch = try Int64.fetchOne(
            database,
            sql: "SELECT epoch FROM gatefill_run WHERE run_uid = ?",
            arguments: [runUID]
        )
        guard let epoch else { return nil }
        var outcomes: [Int64: DeletionOutcome] = [:]
        if try database.tableExists("gatefill_cleanup") {
            let rows = try Row.fetchAll(
                database,
                sql: "SELECT * FROM gatefill_cleanup WHERE run_uid = ?",
                arguments: [runUID]
            )
            for row in rows {
                let progress = SQLiteLedger.progress(row)
                if progress.leftCount == 0 { outcomes[row["batch_number"]] = progress.outcome }
            }
        }
        return LedgerState(
            epoch: epoch,
            batches: try Int64.fetchAll(
                database,
                sql: "SELECT batch_number FROM gatefill_batch WHERE run_uid = ? "
                    + "ORDER BY batch_number",
                arguments: [runUID]
            ),
            outcomes: outcomes
        )
    }

    /// Makes room for what becomes of batches.
    func makeCleanupTable() throws {
        let table = Ledger.prefix + "cleanup"
        try database.execute(sql: Ledger.cleanupStatement { Ledger.prefix + $0 })
        let present = Set(try database.columns(in: table).map(\.name))
        for statement in Ledger.additions(to: table, present: present) {
            try database.execute(sql: statement)
        }
    }

    /// Claims a batch for its deletion, in the transaction that deletes it; how far it is.
    func claimDeletion(_ ticket: DeletionTicket) throws -> DeletionProgress {
        let epoch = try Int64.fetchOne(
            database,
            sql: "SELECT epoch FROM gatefill_run WHERE run_uid = ?",
            arguments: [ticket.runUID]
        )
        guard epoch == ticket.epoch else {
            throw Ledger.fenced(runUID: ticket.runUID, epoch: ticket.epoch)
        }
        let known = try Row.fetchOne(
            database,
            sql: "SELECT * FROM gatefill_cleanup WHERE run_uid = ? AND batch_number = ?",
            arguments: [ticket.runUID, ticket.batchNumber]
        )
        return known.map { SQLiteLedger.progress($0) }
            ?? DeletionProgress(leftCount: Int64(ticket.rows.count))
    }

    /// Writes how far the deletion of a batch is, and takes the batch off when no row of it is
    /// left.
    func record(_ progress: DeletionProgress, of ticket: DeletionTicket) throws {
        let outcome = progress.outcome
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO gatefill_cleanup
                    (run_uid, batch_number, \(Ledger.progressColumns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                ticket.runUID, ticket.batchNumber, outcome.deletedCount, outcome.goneCount,
                outcome.keptCount, outcome.foreignCount, Ledger.text(outcome.keptRows),
                outcome.derivedCount, Ledger.text(outcome.keptReasons), progress.leftCount,
            ]
        )
        guard progress.leftCount == 0, outcome.keptCount == 0 else { return }
        try database.execute(
            sql: "DELETE FROM gatefill_batch WHERE run_uid = ? AND batch_number = ?",
            arguments: [ticket.runUID, ticket.batchNumber]
        )
    }

    private static func progress(_ row: Row) -> DeletionProgress {
        var outcome = DeletionOutcome()
        outcome.deletedCount = row["deleted_count"]
        outcome.goneCount = row["gone_count"]
        outcome.keptCount = row["kept_count"]
        outcome.foreignCount = row["foreign_count"]
        outcome.keptRows = Ledger.keptRows(row["kept_rows"])
        outcome.derivedCount = row["derived_count"] ?? 0
        outcome.keptReasons = Ledger.keptReasons(row["kept_reasons"] ?? "")
        return DeletionProgress(outcome: outcome, leftCount: row["left_count"] ?? 0)
    }
}
