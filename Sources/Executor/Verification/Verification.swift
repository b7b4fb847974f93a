import Dataset
import Planner
import Targets

/// Checks the tables of a plan in the target.
///
/// The database does the work: every check is a query that answers with a number or a few rows, so
/// the memory does not grow with the tables.
package struct Verification {
    /// The checks that this version makes; the others of a profile are named in a notice.
    package static let supported: [ValidationCheck] = [
        .counts, .foreignKeys, .requiredFields, .emailFormats, .uniqueness, .orphans, .causality,
        .distributions,
    ]

    private let plan: GenerationPlan
    private let target: any Target

    /// A verification of one plan.
    package init(_ plan: GenerationPlan, target: any Target) {
        self.plan = plan
        self.target = target
    }

    /// Makes the checks that are asked for, in the order of the plan's tables.
    package func run(_ checks: [ValidationCheck]) throws(TargetError) -> [CheckResult] {
        let tables = VerifiedTables(plan, schema: try target.readSchema())
        // Without its table nothing of a run can be right, whatever was asked for.
        var results = tables.missing.map { table in
            CheckResult(
                check: .counts,
                subject: "\(table.name), which is not in the target",
                measure: .violations(max(1, table.rowCount))
            )
        }
        let queries =
            IntegrityChecks(tables).queries + OwnershipChecks(tables).queries
            + CausalityChecks(tables).queries
        for query in queries where checks.contains(query.check) {
            let count = try target.queryInteger(query.sql)
            let violations = query.expected.map { max(0, $0 - count) } ?? count
            results.append(
                CheckResult(
                    check: query.check,
                    subject: query.subject,
                    measure: .violations(violations)
                )
            )
        }
        if checks.contains(.distributions) {
            results += try DistributionChecks(tables, target: target).run()
        }
        return results
    }
}

/// A check that one query answers.
struct CheckQuery {
    let check: ValidationCheck
    let subject: String
    /// Counts the rows that break the rule, or, with ``expected``, the rows there are.
    let sql: String
    /// Least number of rows expected.
    var expected: Int64?
}

/// The tables of a plan with the columns that the target has.
///
/// A query must not name a column that was left out: PostgreSQL would refuse it, and SQLite would take
/// the quoted name for a text and find nothing wrong.
struct VerifiedTables {
    let plan: GenerationPlan
    let definitions: [TableDefinition]
    /// Tables of the plan that the target does not have.
    let missing: [TablePlan]

    init(_ plan: GenerationPlan, schema: TargetSchema) {
        self.plan = plan
        missing = plan.tables.filter { schema.tables[$0.name] == nil }
        definitions = plan.tables.compactMap { table in
            guard let found = schema.tables[table.name] else { return nil }
            return Catalogue.definitions.first { $0.name == table.name }?
                .restricted(to: Set(found.columns.map(\.name)))
        }
    }

    /// Whether a table is among them.
    func contains(_ table: String) -> Bool {
        definitions.contains { $0.name == table }
    }

    /// The rows of a table in the plan.
    func rowCount(_ table: String) -> Int64 {
        plan.tables.first { $0.name == table }?.rowCount ?? 0
    }
}
