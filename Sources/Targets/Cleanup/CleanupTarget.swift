import Rows

/// A database out of which generated rows can be deleted again, and with which they can be
/// compared.
package protocol CleanupTarget: Target {
    /// What the ledger says about a run; nil when it does not know the run, or there is no ledger.
    func readLedger(runUID: String) throws(TargetError) -> LedgerState?

    /// Raises the run's epoch, so that no other runner of it can commit any more, and makes room in
    /// the ledger for what becomes of its batches.
    ///
    /// - Returns: The epoch that this runner now holds.
    /// - Throws: ``TargetError`` `target-identity` when the ledger does not know the run, or knows
    ///   another plan of it.
    func beginCleanup(_ run: RunRegistration) throws(TargetError) -> Int64

    /// Forgets what became of a run's batches in an earlier cleanup.
    func forgetOutcomes(runUID: String) throws(TargetError)

    /// Forgets the run if no row of it is left, and drops the ledger with its schema when no run
    /// is.
    ///
    /// - Returns: Whether the target holds no ledger any more.
    func endCleanup(runUID: String) throws(TargetError) -> Bool

    /// Refuses a target whose row-level security hides rows of tables of a graph: what is hidden
    /// would count as gone.
    func refuseHiddenRows(_ graph: ReferenceGraph) throws(TargetError)

    /// The foreign keys that the database knows.
    func readForeignKeys() throws(TargetError) -> [TableReference]

    /// Opens a connection that compares rows with the generated ones.
    func openContentSession() throws(TargetError) -> any ContentSession

    /// Drops the indexes that a cleanup had made and left behind.
    func dropTemporaryIndexes() throws(TargetError)

    /// Opens a connection that deletes batches out of the tables of a graph.
    ///
    /// `generated` says which values the run has. With `isDryRun`, everything happens in one
    /// transaction that is never committed: it ends with the session.
    func openCleanupSession(
        _ graph: ReferenceGraph,
        generated: any GeneratedValues,
        isDryRun: Bool
    ) throws(TargetError) -> any CleanupSession
}

/// A connection that deletes batches, used from one thread at a time.
package protocol CleanupSession: AnyObject {
    /// Gets ready to delete rows of a table: makes the indexes that are missing on what refers to
    /// it.
    func prepare(_ table: CleanupTable) throws(TargetError)

    /// Deletes the rows of one batch, in one transaction for every
    /// ``DeletionTicket/rowCountMax`` of them, the last rows first: fence, ledger, rows, ledger,
    /// commit.
    ///
    /// - Throws: ``TargetError``. After one, the transaction in hand has changed nothing, unless
    ///   the connection was lost during the commit; the ledger says on the next attempt which rows
    ///   are left.
    func delete(_ ticket: DeletionTicket, rows: RowSource) throws(TargetError) -> DeletionOutcome
}

/// What the ledger says about a run.
package struct LedgerState: Sendable, Equatable {
    /// The epoch in force.
    package let epoch: Int64
    /// Batches of which rows are in the target, in rising order.
    package let batches: [Int64]
    /// What became of the batches that a cleanup has dealt with, by number.
    package let outcomes: [Int64: DeletionOutcome]
}

/// A batch to be deleted, and the right to do it.
package struct DeletionTicket: Sendable {
    /// The run's name in the ledger.
    package let runUID: String
    /// The epoch that must still be in force.
    package let epoch: Int64
    /// Zero-based number of the batch in the plan.
    package let batchNumber: Int64
    /// The table as it is addressed.
    package let table: CleanupTable
    /// The table as it is compared; nil when changed rows are deleted like the others.
    package let compared: ComparedTable?
    /// Zero-based rows of the table.
    package let rows: Range<Int64>
    /// What is kept.
    package let policy: CleanupPolicy
    /// Tables in which this cleanup has kept rows of the run.
    package let keptTables: Set<String>
    /// Most rows that one transaction deletes; nil for all of the batch.
    package let rowCountMax: Int64?

    /// The rows of the next transaction when that many are left.
    func part(leftCount: Int64) -> Range<Int64> {
        let end = rows.lowerBound + min(leftCount, Int64(rows.count))
        return max(rows.lowerBound, end - (rowCountMax ?? .max))..<end
    }

    /// Creates a ticket.
    package init(
        runUID: String,
        epoch: Int64,
        batchNumber: Int64,
        table: CleanupTable,
        compared: ComparedTable? = nil,
        rows: Range<Int64>,
        policy: CleanupPolicy,
        keptTables: Set<String> = [],
        rowCountMax: Int64? = nil
    ) {
        self.keptTables = keptTables
        self.rowCountMax = rowCountMax
        self.runUID = runUID
        self.epoch = epoch
        self.batchNumber = batchNumber
        self.table = table
        self.compared = compared
        self.rows = rows
        self.policy = policy
    }
}
