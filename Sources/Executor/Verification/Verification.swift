import Foundation
import Planner
import Rows
import Targets

/// Checks the tables of a plan in the target.
///
/// The database does the work: every check is a query that answers with a number or a few rows, so
/// the memory does not grow with the tables. What is checked follows from what the catalogue says
/// about tables and columns.
package struct Verification {
    /// The checks that this version makes; the others of a profile are named in a notice.
    package static let supported: [ValidationCheck] = [
        .counts, .foreignKeys, .requiredFields, .emailFormats, .uniqueness, .orphans, .causality,
        .distributions, .rollUps,
    ]

    private let plan: GenerationPlan
    private let target: any Target
    private let firstKeys: [String: Int64]

    /// A verification of one plan.
    ///
    /// `firstKeys` are the first keys of the blocks that were reserved for the run, by table; 1
    /// where none was.
    package init(
        _ plan: GenerationPlan,
        target: any Target,
        firstKeys: [String: Int64] = [:]
    ) {
        self.plan = plan
        self.target = target
        self.firstKeys = firstKeys
    }

    /// Makes the checks that are asked for, in the order of ``supported``.
    ///
    /// `removed` is what ``removedRows()`` has found; without it, that is looked for where a check
    /// depends on it. `report` is called with each result as soon as it is there; what it throws
    /// ends the verification.
    ///
    /// - Throws: ``Targets/TargetError``, or what `report` throws.
    package func run(
        _ checks: [ValidationCheck],
        removed known: RemovedRows? = nil,
        report: (VerificationProgress) throws -> Void = { _ in }
    ) throws -> [CheckResult] {
        let tables = try VerifiedTables(plan, in: target, firstKeys: firstKeys)
        let reader = tables.reader
        let wanted = Set(checks)
        let isAffected = !wanted.isDisjoint(with: Verification.affectedByRemoval)
        let removed = try known ?? (isAffected ? removedRows(tables) : RemovedRows())
        var steps = missingTables(tables)
        if wanted.contains(.counts) {
            steps += tables.checkable.map {
                rowCount(of: $0, in: tables, removed: removed, using: reader)
            }
        }
        let queries =
            IntegrityChecks(tables, target.dialect).queries
            + InvariantChecks(tables, plan.catalogue).queries
            + CausalityChecks(tables, target.dialect).queries
        steps += queries.filter { wanted.contains($0.check) }.map { $0.step(reader) }
        if wanted.contains(.distributions) {
            steps += RecentShareChecks(tables, removed, target: target).steps(reader)
            steps += ChildCountChecks(tables, removed, target: target).steps(reader)
        }
        if wanted.contains(.rollUps) {
            let rollUps = RollUpChecks(tables, removed, target: target)
            steps += rollUps.queries.map { $0.step(reader) }
            steps += rollUps.inapplicable.map { result in
                CheckStep(check: result.check, subject: result.subject) { result.measure }
            }
        }
        return try steps.results(report)
    }

    /// The rows of the run that the gateway itself has removed.
    package func removedRows() throws(TargetError) -> RemovedRows {
        try removedRows(VerifiedTables(plan, in: target, firstKeys: firstKeys))
    }

    /// What the gateway itself has done to the run's rows and added to them; `removed` is what
    /// ``removedRows()`` has found.
    package func gatewayChanges(_ removed: RemovedRows) throws(TargetError) -> [GatewayChange] {
        try GatewayChanges(
            VerifiedTables(plan, in: target, firstKeys: firstKeys),
            removed
        ).read()
    }

    /// The checks whose result depends on rows that the gateway removes.
    private static let affectedByRemoval: Set<ValidationCheck> = [
        .counts, .distributions, .rollUps,
    ]

    private func removedRows(
        _ tables: VerifiedTables
    ) throws(TargetError) -> RemovedRows {
        try RemovalSurvey(
            tables,
            target: target,
            nowMicroseconds: Int64(Date().timeIntervalSince1970 * 1e6)
        ).removedRows()
    }

    /// Without its table nothing of a run can be right, whatever was asked for.
    private func missingTables(_ tables: VerifiedTables) -> [CheckStep] {
        tables.missing.map { table in
            CheckStep(check: .counts, subject: "\(table.name), which is not in the target") {
                .violations(max(1, table.rowCount))
            }
        }
    }

    /// The rows of the run.
    private func rowCount(
        of table: TableDefinition,
        in tables: VerifiedTables,
        removed: RemovedRows,
        using reader: any TargetReader
    ) -> CheckStep {
        CheckStep(check: .counts, subject: table.name) {
            let own = tables.ownRows(of: table.name).condition("counted")
            return .rowCount(
                found: try reader.queryInteger(
                    "SELECT count(*) FROM \(tables.name(of: table.name)) AS counted WHERE \(own)"
                ),
                planned: tables.rowCount(table.name),
                removed: removed.rowCount(table.name)
            )
        }
    }
}
