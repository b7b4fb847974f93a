import Planner
import Rows
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
        report: (VerificationProgress) throws -> Void = { _ in }
    ) throws -> [CheckResult] {
        let graph = ReferenceGraph(
            try target.readSchema(),
            declared: try target.readForeignKeys(),
            of: target.catalogue
        )
        let tables = WholeTables(graph)
        guard !tables.definitions.isEmpty else {
            throw TargetError(
                code: "not-a-contextforge-database",
                message:
                    "could not find a table of \(target.catalogue.system) in \(target.display)",
                hint: "Check --target and DATABASE_URL."
            )
        }
        let integrity = IntegrityChecks(tables, target.dialect)
        let queries =
            integrity.queries + unfilled(graph, tables, using: integrity)
            + InvariantChecks(tables, target.catalogue).queries
        let reader = try target.openReader()
        return try queries.filter { checks.contains($0.check) }.map { $0.step(reader) }
            .results(report)
    }

    /// Checks of the gateway's other tables, by what the database knows of them.
    private func unfilled(
        _ graph: ReferenceGraph,
        _ tables: WholeTables,
        using integrity: IntegrityChecks
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
                    integrity.uniqueKey(table.primaryKey, where: [], of: table.name),
                ]
            }
    }
}
