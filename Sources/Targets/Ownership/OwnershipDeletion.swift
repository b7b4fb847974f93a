/// Runs statements in a transaction of a target.
protocol StatementRunner {
    /// What makes a query lock the rows `t` that it reads; empty where the transaction does.
    var lockClause: String { get }

    /// Runs a statement; the number of rows that it changed.
    func change(_ sql: String) throws(TargetError) -> Int64

    /// The whole number that a query answers with.
    func count(_ sql: String) throws(TargetError) -> Int64

    /// What may keep rows of a table from being deleted.
    func obstacles(of table: String) throws(TargetError) -> DeletionObstacles

    /// Makes the indexes that are missing on foreign keys.
    func makeIndexes(for references: [TableReference]) throws(TargetError)
}

/// What became of the rows of one table that belong to a domain.
package struct OwnedRows: Sendable, Equatable {
    /// Name of the table.
    package let table: String
    /// Rows that belonged to the domain.
    package internal(set) var ownedCount: Int64 = 0
    /// Rows that are not there any more.
    package var deletedCount: Int64 { ownedCount - keptCount }
    /// Rows left.
    package internal(set) var keptCount: Int64 = 0
    /// What refers to the rows left, or has kept them, with the number of rows.
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
        let refersToItself = references.contains { $0.table == table }
        var left = result.ownedCount
        repeat {
            // Again where rows refer to rows of their own table: from the leaves up.
            _ = try runner.change("DELETE FROM \(name) AS t WHERE \(condition)\(unreferred)")
            result.keptCount = left
            left = try runner.count("SELECT count(*) FROM \(name) AS t WHERE \(condition)")
        } while left < result.keptCount && left > 0 && refersToItself
        result.keptCount = left
        guard left > 0 else { return result }
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
        // Nothing refers to these rows, yet the server did not delete them.
        let refused = try runner.count(
            "SELECT count(*) FROM \(name) AS t WHERE \(condition)\(unreferred)"
        )
        if refused > 0 {
            result.reasons[try runner.obstacles(of: table).reason] = refused
        }
        return result
    }

    private func isReferred(_ reference: TableReference) -> String {
        "EXISTS (SELECT 1 FROM \(graph.referringName(reference)) AS r "
            + "WHERE r.\(SQLIdentifier.quoted(reference.column)) "
            + "= t.\(SQLIdentifier.quoted(reference.parentColumn))"
            + (reference.exemptColumn.map { " AND NOT r.\(SQLIdentifier.quoted($0))" } ?? "") + ")"
    }
}
