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
                sql: "SELECT batch_number, \(Ledger.outcomeColumns) FROM gatefill_cleanup "
                    + "WHERE run_uid = ?",
                arguments: [runUID]
            )
            for row in rows { outcomes[row["batch_number"]] = SQLiteLedger.outcome(row) }
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

    /// Claims a batch for its deletion, in the transaction that deletes it; what became of it if
    /// that is known already.
    func claimDeletion(_ ticket: DeletionTicket) throws -> DeletionOutcome? {
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
            sql: "SELECT \(Ledger.outcomeColumns) FROM gatefill_cleanup "
                + "WHERE run_uid = ? AND batch_number = ?",
            arguments: [ticket.runUID, ticket.batchNumber]
        )
        return known.map { SQLiteLedger.outcome($0) }
    }

    /// Writes what became of a batch, and takes the batch off when no row of it is left.
    func record(_ outcome: DeletionOutcome, of ticket: DeletionTicket) throws {
        try database.execute(
            sql: "INSERT INTO gatefill_cleanup (run_uid, batch_number, \(Ledger.outcomeColumns)) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                ticket.runUID, ticket.batchNumber, outcome.deletedCount, outcome.goneCount,
                outcome.keptCount, outcome.foreignCount, Ledger.text(outcome.keptRows),
            ]
        )
        guard outcome.keptCount == 0 else { return }
        try database.execute(
            sql: "DELETE FROM gatefill_batch WHERE run_uid = ? AND batch_number = ?",
            arguments: [ticket.runUID, ticket.batchNumber]
        )
    }

    private static func outcome(_ row: Row) -> DeletionOutcome {
        var outcome = DeletionOutcome()
        outcome.deletedCount = row["deleted_count"]
        outcome.goneCount = row["gone_count"]
        outcome.keptCount = row["kept_count"]
        outcome.foreignCount = row["foreign_count"]
        outcome.keptRows = Ledger.keptRows(row["kept_rows"])
        return outcome
    }
}
