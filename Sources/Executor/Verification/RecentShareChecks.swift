import Planner
import Rows
import Targets

/// The share of the rows that were created in the last 30 days, in every table that follows it:
/// what the plan has.
struct RecentShareChecks {
    private let tables: VerifiedTables
    private let removed: RemovedRows
    private let target: any Target

    init(_ tables: VerifiedTables, _ removed: RemovedRows, target: any Target) {
        self.tables = tables
        self.removed = removed
        self.target = target
    }

    /// A check of every table.
    func steps(_ reader: any TargetReader) -> [CheckStep] {
        tables.definitions.compactMap { table in
            guard table.followsRecentShare, let column = table.creationColumn,
                tables.rowCount(table.name) > 0
            else { return nil }
            return CheckStep(
                check: .distributions,
                subject: "\(table.name), share of the last 30 days"
            ) {
                guard removed.tables[table.name] == nil,
                    let planned = RecentRows(
                        tables.plan,
                        table: table.name,
                        rowCountMax: RecentRows.exactRowCountMax
                    )
                else { return .notApplicable(reason: "the gateway has removed rows of it") }
                return .recentRows(try share(table, column, planned: planned, using: reader))
            }
        }
    }

    private func share(
        _ table: TableDefinition,
        _ column: String,
        planned: RecentRows,
        using reader: any TargetReader
    ) throws(TargetError) -> CheckResult.RecentShare {
        let timeline = tables.plan.dataset.timeline
        let end = target.momentLiteral(timeline.end)
        let start = target.momentLiteral(timeline.end - Timeline.recentMicroseconds)
        let own = tables.ownRows(of: table.name).condition("dated")
        let rows = try reader.queryRows(
            """
            SELECT count(*), sum(CASE WHEN "\(column)" >= \(start) THEN 1 ELSE 0 END)
            FROM \(tables.name(of: table.name)) AS dated WHERE "\(column)" <= \(end) AND \(own)
            """
        )
        let numbers = rows.first?.map { Int64($0) ?? 0 } ?? [0, 0]
        let missing = abs(numbers[0] - tables.rowCount(table.name))
        return CheckResult.RecentShare(
            rowCount: numbers[0],
            recentCount: numbers[1],
            plannedPercent: planned.percent,
            tolerance: 100 * Double(missing) / Double(max(1, numbers[0]))
                + planned.resolution
        )
    }
}
