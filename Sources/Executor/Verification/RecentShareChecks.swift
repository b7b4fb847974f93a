import Dataset
import Planner
import Targets

/// The share of the rows that were created in the last 30 days, in every table that follows it.
struct RecentShareChecks {
    private let tables: VerifiedTables
    private let target: any Target

    init(_ tables: VerifiedTables, target: any Target) {
        self.tables = tables
        self.target = target
    }

    /// Gives the result of every table.
    func run(
        _ reader: any TargetReader,
        _ add: ([CheckResult]) throws -> Void
    ) throws {
        for table in tables.definitions where table.followsRecentShare {
            guard let column = table.creationColumn, tables.rowCount(table.name) > 0 else {
                continue
            }
            try add([share(table, column, reader)])
        }
    }

    /// One point off at most.
    private func share(
        _ table: TableDefinition,
        _ column: String,
        _ reader: any TargetReader
    ) throws(TargetError) -> CheckResult {
        let timeline = tables.plan.catalogue.population.timeline
        let end = target.momentLiteral(timeline.end)
        let start = target.momentLiteral(timeline.end - Timeline.recentMicroseconds)
        let own = tables.ownRows(of: table.name).condition("dated")
        let rows = try reader.queryRows(
            """
            SELECT count(*), sum(CASE WHEN "\(column)" >= \(start) THEN 1 ELSE 0 END)
            FROM \(tables.name(of: table.name)) AS dated WHERE "\(column)" <= \(end) AND \(own)
            """
        )
        let numbers = rows.first?.map { Double($0) ?? 0 } ?? [0, 0]
        let expected = 100 * (1 - timeline.olderShare)
        let found = numbers[0] > 0 ? 100 * numbers[1] / numbers[0] : 0
        return CheckResult(
            check: .distributions,
            subject: "\(table.name) of the last 30 days",
            measure: .statistic(
                name: "points off \(Int(expected.rounded())) %",
                value: abs(found - expected),
                threshold: max(1, 300 / Double(independentCount(table)))
            )
        )
    }

    /// Rows of a table that fall in time independently: a single one is more than a point of a
    /// small table, and what happens to one object falls together.
    private func independentCount(_ table: TableDefinition) -> Int64 {
        let rowCount = tables.rowCount(table.name)
        guard table.reservedKey != nil, let parent = table.references.first else { return rowCount }
        return max(1, min(rowCount, tables.rowCount(parent.table)))
    }
}
