/// A database that rows can be deleted from without a journal.
package protocol WipeTarget: CleanupTarget {
    /// The database's own name: what a person types to say that it is the one meant.
    func readDatabaseName() throws(TargetError) -> String

    /// Deletes what belongs to a domain, table by table, children first, each table in a
    /// transaction; calls `progress` after each.
    ///
    /// With `isDryRun`, all happens in one transaction that is rolled back.
    func deleteOwned(
        by ownership: DomainOwnership,
        in graph: ReferenceGraph,
        _ foreignRows: CleanupPolicy.ForeignRows,
        isDryRun: Bool,
        progress: (OwnedRows) -> Void
    ) throws(TargetError)

    /// Why rows of a table may be left after their deletion.
    func reasonForLeftRows(of table: String) throws(TargetError) -> String

    /// Empties tables, except for system rows, in one transaction, which also drops the ledger if
    /// `dropsLedger`.
    ///
    /// - Returns: The rows that are left in each table, counted before anybody else can write.
    func truncate(_ tables: [String], dropsLedger: Bool) throws(TargetError) -> [String: Int64]

    /// Bytes that tables take, with their indexes; in a file also what is free in it.
    func readSpace(_ tables: [String]) throws(TargetError) -> UsedSpace

    /// Gives the room of deleted rows back, as far as the database does that while others work.
    func vacuum(_ tables: [String]) throws(TargetError)
}

/// How much room a database takes.
package struct UsedSpace: Sendable, Equatable {
    /// Bytes of the tables and their indexes, or of the whole file.
    package let byteCount: Int64
    /// Bytes in it that hold nothing; nil where the database does not say.
    package let freeByteCount: Int64?
}
