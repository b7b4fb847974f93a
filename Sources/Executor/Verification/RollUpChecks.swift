import Planner
import Rows
import Targets

/// Sums by the hour: consistent in themselves, and equal to the single events where both are kept.
struct RollUpChecks {
    private let tables: VerifiedTables
    private let removed: RemovedRows
    private let target: any Target

    /// What two sums of the same numbers in another order may differ by, in seconds.
    private static let tolerance = "0.000000001"

    init(_ tables: VerifiedTables, _ removed: RemovedRows, target: any Target) {
        self.tables = tables
        self.removed = removed
        self.target = target
    }

    /// The checks of every table of sums.
    var queries: [CheckQuery] {
        tables.checkable.flatMap { table -> [CheckQuery] in
            guard let rollUp = table.rollUp else { return [] }
            let isGone = inapplicable.contains { $0.subject.hasSuffix(" \(rollUp.events)") }
            return [counts(table), durations(table), hours(table)]
                + [names(table, rollUp), isGone ? nil : events(table, rollUp)].compactMap { $0 }
        }
    }

    /// The comparisons of sums with single calls of which nothing is left.
    var inapplicable: [CheckResult] {
        tables.definitions.compactMap { table in
            guard let rollUp = table.rollUp, let compared = comparedMoments,
                removed.tables[rollUp.events]?.hours.contains(where: {
                    $0.lowerBound <= RemovedRows.hour(of: compared.lowerBound)
                        && $0.upperBound >= RemovedRows.hour(of: compared.upperBound)
                }) == true
            else { return nil }
            return CheckResult(
                check: .rollUps,
                subject: "\(table.name) and \(rollUp.events)",
                measure: .notApplicable(
                    reason: "the gateway has removed the rows of \(rollUp.events)"
                )
            )
        }
    }

    /// The moments of which there are both single calls and sums; nil for none.
    private var comparedMoments: Range<Int64>? {
        let dataset = tables.plan.dataset
        let retention = dataset.retention
        let first = max(retention.firstRawMoment, dataset.timeline.start)
        return first < retention.endOfSums ? first..<retention.endOfSums : nil
    }

    private func query(
        _ table: TableDefinition,
        _ rule: String,
        where conditions: [String]
    ) -> CheckQuery {
        CheckQuery(
            check: .rollUps,
            subject: "\(table.name) \(rule)",
            sql: "SELECT count(*) FROM \(tables.name(of: table.name)) AS sums WHERE ("
                + conditions.joined(separator: " OR ") + ")"
                + tables.possiblyOwn(table.name, "sums", doubting: nil)
        )
    }

    private func counts(_ table: TableDefinition) -> CheckQuery {
        query(
            table,
            "counts",
            where: [
                "\"total_count\" <> \"success_count\" + \"failure_count\"",
                "\"total_count\" < 1", "\"success_count\" < 0", "\"failure_count\" < 0",
            ]
        )
    }

    private func durations(_ table: TableDefinition) -> CheckQuery {
        let present = Set(table.columns.map(\.name))
        let rising = ["min", "p50", "p95", "p99", "max"].map { "\($0)_response_time" }
            .filter { present.contains($0) }
        let pairs =
            zip(rising, rising.dropFirst()).map { ($0, $1) }
            + [
                ("min_response_time", "avg_response_time"),
                ("avg_response_time", "max_response_time"),
            ].filter { present.contains($0.0) && present.contains($0.1) }
        return query(
            table,
            "durations",
            where: ["1 = 0"] + pairs.map { "\"\($0.0)\" > \"\($0.1)\" + \(RollUpChecks.tolerance)" }
        )
    }

    private func hours(_ table: TableDefinition) -> CheckQuery {
        query(
            table,
            "hours",
            where: ["\"hour_start\" <> \(target.dialect.startOfHour("\"hour_start\""))"]
        )
    }

    private func names(
        _ table: TableDefinition,
        _ rollUp: TableDefinition.RollUp
    ) -> CheckQuery? {
        guard let objects = tables.definition(rollUp.objects) else { return nil }
        let former = rollUp.formerNameColumn.flatMap { column in
            objects.columns.contains { $0.name == column }
                ? " AND (object.\"\(column)\" IS NULL "
                    + "OR sums.\"\(rollUp.nameColumn)\" <> object.\"\(column)\")" : nil
        }
        return CheckQuery(
            check: .rollUps,
            subject: "\(table.name) names",
            sql: """
                SELECT count(*) FROM \(tables.name(of: table.name)) AS sums
                JOIN \(tables.name(of: rollUp.objects)) AS object ON object."id" = sums."\(rollUp.column)"
                WHERE sums."\(rollUp.nameColumn)" <> object."name"\(former ?? "")
                    \(tables.possiblyOwn(table.name, "sums", doubting: rollUp.column))
                """
        )
    }

    /// Both sides give a row for an object and an hour; a row without its like, or with other
    /// numbers, is wrong.
    private func events(
        _ table: TableDefinition,
        _ rollUp: TableDefinition.RollUp
    ) -> CheckQuery? {
        guard let compared = comparedMoments, let events = tables.definition(rollUp.events),
            let time = events.creationColumn
        else { return nil }
        let ownSums = tables.ownRows(of: table.name)
        let ownEvents = tables.ownRows(of: events.name)
        let keys =
            [rollUp.column]
            + Set(table.columns.map(\.name)).intersection(
                ["interaction_type"]
            )
        let list = keys.map { "\"\($0)\"" }.joined(separator: ", ")
        let hour = target.dialect.startOfHour("\"\(time)\"")
        let measures = RollUpChecks.measures.filter { measure in
            table.columns.contains { $0.name == measure.column }
        }
        // Where one side is gone, there is nothing to compare.
        let gone = [events.name, table.name].compactMap { removed.tables[$0]?.hours }
        let range = { (column: String) in
            "\"\(column)\" >= \(target.momentLiteral(compared.lowerBound))"
                + " AND \"\(column)\" < \(target.momentLiteral(compared.upperBound))"
                + gone.map { " AND NOT \($0.condition("\"\(column)\"", target))" }.joined()
        }
        let summed = measures.map { "\($0.expression) AS \"\($0.column)\"" }
            .joined(separator: ", ")
        let columns = measures.map { "\"\($0.column)\"" }.joined(separator: ", ")
        let differences = measures.map {
            "max(\"\($0.column)\") - min(\"\($0.column)\") > \(RollUpChecks.tolerance)"
        }
        return CheckQuery(
            check: .rollUps,
            subject: "\(table.name) and \(events.name)",
            sql: """
                WITH placed AS (
                    SELECT \(list), \(hour) AS hour, "response_time" AS seconds, "is_success",
                        row_number() OVER (
                            PARTITION BY \(list), \(hour) ORDER BY "response_time") - 1 AS place,
                        count(*) OVER (PARTITION BY \(list), \(hour)) - 1 AS last
                    FROM \(tables.name(of: events.name)) AS single
                    WHERE \(range(time)) AND \(ownEvents.condition("single"))
                ), both_sides AS (
                    SELECT \(list), hour, \(summed) FROM placed GROUP BY \(list), hour
                    UNION ALL
                    SELECT \(list), "hour_start", \(columns) FROM \(tables.name(of: table.name)) AS sums
                    WHERE \(range("hour_start")) AND \(ownSums.condition("sums"))
                )
                SELECT count(*) FROM (SELECT 1 FROM both_sides GROUP BY \(list), hour
                    HAVING count(*) <> 2 OR \(differences.joined(separator: " OR "))) AS different
                """
        )
    }

    /// The columns of sums, and what they are of single events.
    private static let measures: [(column: String, expression: String)] = [
        ("total_count", "count(*)"),
        ("success_count", "sum(CASE WHEN \"is_success\" THEN 1 ELSE 0 END)"),
        ("failure_count", "sum(CASE WHEN \"is_success\" THEN 0 ELSE 1 END)"),
        ("min_response_time", "min(seconds)"),
        ("max_response_time", "max(seconds)"),
        ("avg_response_time", "avg(seconds)"),
        ("p50_response_time", percentile("0.5")),
        ("p95_response_time", percentile("0.95")),
        ("p99_response_time", percentile("0.99")),
    ]

    /// Between the two nearest values on a straight line.
    private static func percentile(_ part: String) -> String {
        let away = "abs(place - last * \(part))"
        return "sum(CASE WHEN \(away) < 1 THEN seconds * (1 - \(away)) ELSE 0 END)"
    }
}
