/// Runs statements in a transaction of a target.
protocol StatementRunner {
    /// What makes a query lock the rows `t` that it reads; empty where the transaction does.
    var lockClause: String { get }

    /// Runs a statement; the number of rows that it changed.
    func change(_ sql: String) throws(TargetError) -> Int64

    /// The whole number that a query answers with.
    func count(_ sql: String) throws(TargetError) -> Int64

    /// Makes the indexes that are missing on foreign keys.
    func makeIndexes(for references: [TableReference]) throws(TargetError)
}

/// What became of the rows of one table that belong to a domain.
package struct OwnedRows: Sendable, Equatable {
    /// Name of the table.
    package let table: String
    /// Rows that belonged to the domain.
    package internal(set) var ownedCount: Int64 = 0
    /// Rows removed.
    package internal(set) var deletedCount: Int64 = 0
    /// Rows left.
    package var keptCount: Int64 { ownedCount - deletedCount }
    /// What refers to the rows left, with the number of those it refers to.
    package internal(set) var reasons: [String: Int64] = [:]
}

/// Deletes the rows of one table that belong to a domain, but for those that others refer to.
struct OwnershipDeletion<Runner: StatementRunner> {
    let ownership: DomainOwnership
    let graph: ReferenceGraph
    let runner: Runner

    /// Deletes in the transaction that the caller has begun.
    ///
    /// - Throws: ``TargetError`` `foreign-row` when something refers to a row and the policy is to
    ///   stop.
    func delete(
        from table: String,
        _ foreignRows: CleanupPolicy.ForeignRows
    ) throws(TargetError) -> OwnedRows {
        var result = OwnedRows(table: table)
        guard let condition = ownership.condition(table, row: "t") else { return result }
        let name = graph.schema.qualifiedName(of: table)
        // Locked before anything is looked at, as in a run's cleanup.
        result.ownedCount = try runner.count(
            "SELECT count(*) FROM (SELECT 1 FROM \(name) AS t WHERE \(condition) "
                + "\(runner.lockClause)) AS owned"
        )
        guard result.ownedCount > 0 else { return result }
        let references = graph.references(to: table)
        try runner.makeIndexes(for: references.filter(\.isDeclared))
        let unreferred = references.map { " AND NOT \(isReferred($0))" }.joined()
        var deleted: Int64 = 0
        repeat {
            // Again where rows refer to rows of their own table: from the leaves up.
            deleted = try runner.change(
                "DELETE FROM \(name) AS t WHERE \(condition)\(unreferred)"
            )
            result.deletedCount += deleted
        } while deleted > 0 && references.contains { $0.table == table }
        guard result.keptCount > 0 else { return result }
        for reference in references {
            let count = try runner.count(
                "SELECT count(*) FROM \(name) AS t WHERE \(condition) AND \(isReferred(reference))"
            )
            guard count > 0 else { continue }
            if foreignRows == .stop {
                throw CleanupRefusal.foreignRow(
                    table: table,
                    key: "one of \(count)",
                    reference: reference.name
                )
            }
            result.reasons[reference.name] = count
        }
        return result
    }

    private func isReferred(_ reference: TableReference) -> String {
        "EXISTS (SELECT 1 FROM \(graph.referringName(reference)) AS r "
            + "WHERE r.\(SQLIdentifier.quoted(reference.column)) "
            + "= t.\(SQLIdentifier.quoted(reference.parentColumn)))"
    }
}
