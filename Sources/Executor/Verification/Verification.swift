import Dataset
import Planner
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
    /// `firstKeys` are the first keys of the blocks that were reserved for the run, by table;
    /// without them its rows in these tables cannot be told from those of others.
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
    /// `report` is called with each result as soon as it is there; what it throws ends the
    /// verification.
    ///
    /// - Throws: ``Targets/TargetError``, or what `report` throws.
    package func run(
        _ checks: [ValidationCheck],
        report: (CheckResult) throws -> Void = { _ in }
    ) throws -> [CheckResult] {
        let tables = VerifiedTables(
            plan,
            schema: try target.readSchema(),
            firstKeys: firstKeys,
            isShared: try target.countRuns() > 1
        )
        let reader = try target.openReader()
        var results: [CheckResult] = []
        func add(_ more: [CheckResult]) throws {
            try more.forEach(report)
            results += more
        }
        // Without its table nothing of a run can be right, whatever was asked for.
        try add(
            tables.missing.map { table in
                CheckResult(
                    check: .counts,
                    subject: "\(table.name), which is not in the target",
                    measure: .violations(max(1, table.rowCount))
                )
            }
        )
        let wanted = Set(checks)
        if wanted.contains(.counts) {
            for table in tables.definitions { try add([rowCount(table, tables, reader)]) }
        }
        let queries =
            IntegrityChecks(tables, target.dialect).queries + OwnershipChecks(tables).queries
            + CausalityChecks(tables, target.dialect).queries
        for query in queries where wanted.contains(query.check) {
            try add([answer(query, reader)])
        }
        if wanted.contains(.distributions) {
            try RecentShareChecks(tables, target: target).run(reader, add)
            try ChildCountChecks(tables, target: target).run(reader, add)
        }
        if wanted.contains(.rollUps) {
            for query in RollUpChecks(tables, target: target).queries {
                try add([answer(query, reader)])
            }
        }
        return results
    }

    private func answer(
        _ query: CheckQuery,
        _ reader: any TargetReader
    ) throws(TargetError) -> CheckResult {
        CheckResult(
            check: query.check,
            subject: query.subject,
            measure: .violations(try reader.queryInteger(query.sql))
        )
    }

    /// The rows of the run, or, where nothing tells them apart, all rows of the table.
    private func rowCount(
        _ table: TableDefinition,
        _ tables: VerifiedTables,
        _ reader: any TargetReader
    ) throws(TargetError) -> CheckResult {
        let own = tables.ownRows(of: table.name)
        let condition = own.map { " WHERE " + $0.condition("counted") } ?? ""
        return CheckResult(
            check: .counts,
            subject: table.name,
            measure: .rowCount(
                found: try reader.queryInteger(
                    "SELECT count(*) FROM \(tables.name(of: table.name)) AS counted\(condition)"
                ),
                planned: tables.rowCount(table.name),
                isExact: own != nil
            )
        )
    }
}
