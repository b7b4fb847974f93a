import Executor
import Targets

/// The rows of a run that a cleanup keeps, summed by table and reason.
struct KeptRowsReport {
    /// The rows of one table that are kept for one reason.
    struct Sum: Encodable {
        let table: String
        let reason: String
        let rows: Int64
        /// The option with which a cleanup deletes them; nil when there is none.
        let deletedBy: String?
        /// The first of their keys.
        let keys: [String]
    }

    /// In the order in which the tables are cleaned up, the most frequent reason first.
    let sums: [Sum]

    /// Keys that are shown for each reason.
    private static let shownKeyCount = 3

    /// Sums up outcomes by table of the plan; `rows` are the kept rows that are known by name.
    init(
        tables: [String],
        outcomes: [DeletionOutcome],
        rows: [NamedKeptRow],
        policy: CleanupPolicy
    ) {
        let reasons = Dictionary(
            zip(tables, outcomes.map(\.keptReasons)).filter { !$0.1.isEmpty },
            uniquingKeysWith: { first, _ in first }
        )
        sums = zip(tables, outcomes).reversed().flatMap { table, outcome in
            outcome.keptReasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { reason, count in
                    var visited: Set<String> = []
                    return Sum(
                        table: table,
                        reason: reason,
                        rows: count,
                        deletedBy: KeptRowsReport.option(
                            for: KeptReason(reason),
                            among: reasons,
                            policy: policy,
                            visited: &visited
                        ),
                        keys: rows.lazy.filter { $0.table == table && $0.row.reason == reason }
                            .prefix(KeptRowsReport.shownKeyCount).map(\.row.key)
                    )
                }
        }
    }

    /// The option that would delete rows kept for a reason.
    ///
    /// A row that a kept row of the run refers to goes with that one.
    private static func option(
        for reason: KeptReason,
        among reasons: [String: [String: Int64]],
        policy: CleanupPolicy,
        visited: inout Set<String>
    ) -> String? {
        switch reason {
        case .change: return "--changed-rows delete"
        case .derivedRow: return "--on-derived-rows delete"
        case .server: return nil
        case .reference(let name):
            let table = String(name.prefix { $0 != "." })
            if let causes = reasons[table], visited.insert(table).inserted {
                for cause in causes.keys.sorted() {
                    if let found = option(
                        for: KeptReason(cause),
                        among: reasons,
                        policy: policy,
                        visited: &visited
                    ) {
                        return found
                    }
                }
                return nil
            }
            return policy.foreignRows == .delete ? nil : "--on-foreign-rows delete"
        }
    }

    /// A line for each sum.
    var text: String {
        var table = TextTable([
            ("Kept in", false), ("Rows", true), ("Reason", false), ("Deleted with", false),
            ("Examples", false),
        ])
        for sum in sums {
            table.add([
                sum.table, Figures.grouped(sum.rows), KeptRowsReport.words(sum.reason),
                sum.deletedBy ?? "-", sum.keys.joined(separator: " "),
            ])
        }
        return table.text
    }

    private static func words(_ reason: String) -> String {
        switch KeptReason(reason) {
        case .reference(let name): name
        case .derivedRow(let name): "derived rows, \(name)"
        case .change(let column): "changed \(column)"
        case .server: reason
        }
    }
}
