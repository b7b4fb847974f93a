import Dataset
import Planner
import Targets

/// Checks every row of a gateway's database, whoever made it: what needs no plan to be checked.
package struct WholeVerification {
    /// The checks that need no plan.
    package static let supported: [ValidationCheck] = [
        .foreignKeys, .requiredFields, .emailFormats, .uniqueness, .orphans,
    ]

    private let target: any CleanupTarget

    /// A verification of all that is in a target.
    package init(_ target: any CleanupTarget) {
        self.target = target
    }

    /// Makes the checks that are asked for; `report` is called with each result as soon as it is
    /// there.
    ///
    /// - Throws: ``Targets/TargetError``: `not-a-contextforge-database` when the target has no table
    ///   of the gateway.
    package func run(
        _ checks: [ValidationCheck],
        report: (CheckResult) throws -> Void = { _ in }
    ) throws -> [CheckResult] {
        let graph = ReferenceGraph(
            try target.readSchema(),
            declared: try target.readForeignKeys()
        )
        let tables = WholeTables(graph)
        guard !tables.definitions.isEmpty else {
            throw TargetError(
                code: "not-a-contextforge-database",
                message: "could not find a table of ContextForge in \(target.display)",
                hint: "Check --target and DATABASE_URL."
            )
        }
        let integrity = IntegrityChecks(tables, target.dialect)
        let queries =
            integrity.queries + unfilled(graph, tables, integrity) + OwnershipChecks(tables).queries
        let reader = try target.openReader()
        var results: [CheckResult] = []
        for query in queries where checks.contains(query.check) {
            let result = CheckResult(
                check: query.check,
                subject: query.subject,
                measure: .violations(try query.violations(reader))
            )
            try report(result)
            results.append(result)
        }
        return results
    }

    /// Checks of the gateway's other tables, by what the database knows of them.
    private func unfilled(
        _ graph: ReferenceGraph,
        _ tables: WholeTables,
        _ integrity: IntegrityChecks
    ) -> [CheckQuery] {
        let references = graph.references.filter { !tables.contains($0.table) }.map {
            integrity.foreignKey(CheckedReference($0), $0.table)
        }
        let others = graph.schema.tables.values.sorted { $0.name < $1.name }
            .filter { !tables.contains($0.name) && !$0.primaryKey.isEmpty }
        return references
            + others.flatMap { table in
                [
                    integrity.requiredFields(tables.lacks(table.name, "checked"), table.name),
                    integrity.uniqueKey(table.primaryKey, [], table.name),
                ]
            }
    }
}
