import Dataset
import Planner
import Targets

/// Compares distributions in the target with those of the plan.
///
/// Databases aggregate, a few rows come back. Rows of others beside the generated ones count too;
/// the thresholds leave room for a few.
struct DistributionChecks {
    private let tables: VerifiedTables
    private let target: any Target

    init(_ tables: VerifiedTables, target: any Target) {
        self.tables = tables
        self.target = target
    }

    /// The checks of every table, then that of the team sizes.
    func run() throws(TargetError) -> [CheckResult] {
        var results: [CheckResult] = []
        for table in tables.definitions {
            if table.followsRecentShare, let column = table.creationColumn {
                results += try recentShare(table.name, column)
            }
        }
        results += try teamSizes()
        return results
    }

    /// The share of the rows of the last 30 days, one point off at most.
    private func recentShare(_ table: String, _ column: String) throws(TargetError) -> [CheckResult]
    {
        let timeline = tables.plan.catalogue.population.timeline
        let rowCount = tables.rowCount(table)
        guard rowCount > 0 else { return [] }
        let name = "\"\(column)\""
        let end = target.momentLiteral(timeline.end)
        let start = target.momentLiteral(timeline.end - Timeline.recentMicroseconds)
        let recent = try target.queryInteger(
            "SELECT count(*) FROM \"\(table)\" WHERE \(name) >= \(start) AND \(name) <= \(end)"
        )
        let all = try target.queryInteger(
            "SELECT count(*) FROM \"\(table)\" WHERE \(name) <= \(end)"
        )
        let expected = 100 * (1 - timeline.olderShare)
        let found = all > 0 ? 100 * Double(recent) / Double(all) : 0
        return [
            CheckResult(
                check: .distributions,
                subject: "\(table) of the last 30 days",
                measure: .statistic(
                    name: "points off \(Int(expected.rounded())) %",
                    value: abs(found - expected),
                    threshold: max(1, 300 / Double(independentCount(table, rowCount)))
                )
            )
        ]
    }

    /// Rows of a table that fall in time independently: a single one is more than a point of a small
    /// table, and what happens to one object falls together.
    private func independentCount(_ table: String, _ rowCount: Int64) -> Int64 {
        guard let definition = tables.definitions.first(where: { $0.name == table }),
            definition.reservedKey != nil, let parent = definition.references.first
        else { return rowCount }
        return max(1, min(rowCount, tables.rowCount(parent.table)))
    }

    /// The sizes of the additional teams: the Kolmogorov–Smirnov distance from the plan's histogram.
    private func teamSizes() throws(TargetError) -> [CheckResult] {
        guard tables.contains(TeamMembersTable.definition.name),
            let planned = tables.plan.catalogue.population.teamSizes
        else { return [] }
        let rows = try target.queryRows(
            """
            SELECT size, count(*) FROM (
                SELECT count(*) AS size FROM email_team_members AS member
                JOIN email_teams AS team ON team.id = member.team_id
                WHERE NOT team.is_personal GROUP BY member.team_id) AS sizes
            GROUP BY size ORDER BY size
            """
        )
        let found = rows.compactMap { row -> (size: Int64, count: Int64)? in
            guard row.count == 2, let size = Int64(row[0]), let count = Int64(row[1]) else {
                return nil
            }
            return (size, count)
        }
        let total = found.reduce(0) { $0 + $1.count }
        var distance = total > 0 ? 0.0 : 1.0
        var below: Int64 = 0
        for entry in found {
            below += entry.count
            let expected =
                Double(planned.parentCount(in: 0...entry.size)) / Double(planned.parentCount)
            distance = max(distance, abs(Double(below) / Double(total) - expected))
        }
        return [
            CheckResult(
                check: .distributions,
                subject: "members of additional teams",
                measure: .statistic(
                    name: "Kolmogorov-Smirnov distance",
                    value: distance,
                    threshold: max(0.01, 3 / Double(planned.parentCount))
                )
            )
        ]
    }
}
