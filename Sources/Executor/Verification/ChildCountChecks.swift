import Dataset
import Planner
import Targets

/// How many rows there are for each parent: the mean, the whole distribution, and how much of all
/// the busiest parents have.
///
/// Databases count the rows of each parent, and the parents with each number; only these numbers
/// come back.
struct ChildCountChecks {
    private let tables: VerifiedTables
    private let removed: RemovedRows
    private let target: any Target

    init(
        _ tables: VerifiedTables,
        _ removed: RemovedRows = RemovedRows(),
        target: any Target
    ) {
        self.tables = tables
        self.removed = removed
        self.target = target
    }

    /// Gives the results of every rule whose tables are there.
    func run(
        _ reader: any TargetReader,
        _ add: ([CheckResult]) throws -> Void
    ) throws {
        for rule in ChildCountRule.all {
            if let reason = reasonToSkip(rule) {
                try add([
                    CheckResult(
                        check: .distributions,
                        subject: rule.name,
                        measure: .notApplicable(reason: reason)
                    )
                ])
                continue
            }
            guard let found = try counted(rule, reader),
                let planned = rule.planned(tables.plan, foundParentCount: found.parentCount)
            else { continue }
            try add(results(rule, found, planned))
        }
    }

    /// The counts that ``run(_:_:)`` judges, for plots.
    func survey(_ reader: any TargetReader) throws(TargetError) -> [SurveyedCounts] {
        var surveyed: [SurveyedCounts] = []
        for rule in ChildCountRule.all {
            guard let found = try counted(rule, reader),
                let planned = rule.planned(tables.plan, foundParentCount: found.parentCount)
            else { continue }
            surveyed.append(
                SurveyedCounts(
                    rule,
                    tables.plan,
                    declared: planned,
                    found: found.completed(to: planned.parentCount)
                )
            )
        }
        return surveyed
    }

    /// Why the rows of a rule cannot be counted any more; nil when they can.
    private func reasonToSkip(_ rule: ChildCountRule) -> String? {
        let sums = tables.definitions.first { $0.rollUp?.events == rule.table }
        if let sums, removed.tables[sums.name] != nil {
            return "the gateway has removed rows of \(sums.name)"
        }
        switch removed.tables[rule.table]?.substitute {
        case nil, .sums: return nil
        case .nothing: return "the gateway has removed rows of \(rule.table)"
        case .sharedSums(let table):
            return "the gateway has rolled them up in \(table) together with other calls"
        }
    }

    /// What the target has; nil where it lacks a table.
    private func counted(
        _ rule: ChildCountRule,
        _ reader: any TargetReader
    ) throws(TargetError) -> FoundCounts? {
        guard let source = source(rule) else { return nil }
        return FoundCounts(
            try reader.queryRows(
                """
                SELECT size, count(*) FROM (\(source)) AS sizes GROUP BY size ORDER BY size
                """
            )
        )
    }

    private func results(
        _ rule: ChildCountRule,
        _ counted: FoundCounts,
        _ planned: CountHistogram
    ) -> [CheckResult] {
        let distribution = rule.distribution(tables.plan.recipe.dataset)
        let found = counted.completed(to: planned.parentCount)
        var results: [CheckResult] = []
        func add(_ part: String, _ name: String, _ value: Double, _ threshold: Double) {
            results.append(
                CheckResult(
                    check: .distributions,
                    subject: "\(rule.name) \(part)",
                    measure: .statistic(name: name, value: value, threshold: threshold)
                )
            )
        }
        if let mean = distribution.mean {
            let expected = (Double(planned.parentCount) * mean).rounded()
            add(
                "mean",
                "rows off \(mean) each",
                abs(Double(found.total) - expected),
                Double(groupCount(rule))
            )
        }
        add(
            "sizes",
            "Kolmogorov-Smirnov distance",
            found.distance(from: planned),
            rule.distanceMax(parentCount: planned.parentCount)
        )
        if case .additionalTeams = rule.parents, distribution.shape == .powerLaw {
            for band in TeamSizeBand.all(greatest: distribution.max, least: distribution.min) {
                add(
                    "of \(band.sizes.lowerBound) to \(band.sizes.upperBound)",
                    "points off \(Int(band.percent)) %",
                    abs(100 * found.share(in: band.sizes) - band.percent),
                    max(1, 100 / Double(planned.parentCount))
                )
            }
        }
        if distribution.shape == .zipf {
            // Narrow limits keep a law from giving 80 %: then what the plan has counts.
            let expected = 100 * FoundCounts(planned).shareOfBusiest(0.2)
            add(
                "share of the busiest 20 %",
                "points off \(Int(expected.rounded())) %",
                abs(100 * found.shareOfBusiest(0.2) - expected),
                3
            )
        }
        return results
    }

    /// Groups of parents whose rows are counted out each by itself, each to the nearest row: teams
    /// that are chosen are chosen among older and recent ones apart.
    private func groupCount(_ rule: ChildCountRule) -> Int {
        if case .withAny = rule.parents { 2 } else { 1 }
    }

    /// A query with the number of rows of every parent that has any, in the column `size`.
    private func source(_ rule: ChildCountRule) -> String? {
        guard let table = tables.definition(rule.table) else { return nil }
        if case .rows(let parents) = rule.parents, !tables.contains(parents) { return nil }
        let column = "\"\(rule.column)\""
        let sums = tables.definitions.first { $0.rollUp?.events == rule.table }
        let own = tables.ownRows(of: table.name)
        if let sums {
            let ownSums = tables.ownRows(of: sums.name)
            let end = Retention(tables.plan.catalogue.population).endOfSums
            let time = table.creationColumn.map { "\"\($0)\"" } ?? ""
            let unsummed = end == .min ? "" : "AND \(time) >= \(target.momentLiteral(end))"
            return """
                SELECT sum(calls) AS size FROM (
                    SELECT \(column) AS object, sum("total_count") AS calls
                    FROM \(tables.name(of: sums.name)) AS sums WHERE \(ownSums.condition("sums"))
                    GROUP BY \(column)
                    \(rolledUp(rule, sums, ownSums))
                    UNION ALL
                    SELECT \(column), count(*) FROM \(tables.name(of: table.name)) AS single
                    WHERE \(own.condition("single")) \(end == .max ? "AND 1 = 0" : unsummed)
                    GROUP BY \(column)) AS objects
                GROUP BY object
                """
        }
        var conditions = [own.condition("child"), "child.\(column) IS NOT NULL"]
        var join = ""
        if case .additionalTeams = rule.parents {
            join =
                "JOIN \(tables.name(of: TeamsTable.definition.name)) AS team ON team.\"id\" = child.\(column)"
            conditions.append("NOT team.\"is_personal\"")
        }
        return """
            SELECT count(*) AS size FROM \(tables.name(of: table.name)) AS child \(join)
            WHERE \(conditions.joined(separator: " AND ")) GROUP BY child.\(column)
            """
    }

    /// The part of a query that adds the sums by which the gateway has replaced single calls.
    private func rolledUp(
        _ rule: ChildCountRule,
        _ sums: TableDefinition,
        _ own: OwnRows
    ) -> String {
        guard let hours = removed.tables[rule.table]?.hours, let rollUp = sums.rollUp else {
            return ""
        }
        return """
            UNION ALL
            SELECT "\(rule.column)", sum("total_count") FROM \(tables.name(of: sums.name)) AS sums
            WHERE NOT (\(own.condition("sums"))) AND \(hours.condition("sums.\"hour_start\"", target))
                AND \(tables.sumsOfOwnObjects(sums, rollUp, "sums"))
            GROUP BY "\(rule.column)"
            """
    }
}

/// A band of sizes of additional teams with its share of the teams, in percent.
struct TeamSizeBand {
    let sizes: ClosedRange<Int64>
    let percent: Double

    /// 80 % have up to 5 % of the greatest size, 15 % 10 to 20 %, and 5 % more than half.
    static func all(greatest: Int64, least: Int64) -> [TeamSizeBand] {
        let limit = Double(greatest)
        let parts: [(from: Double, to: Double, percent: Double)] = [
            (0, 0.05, 80), (0.10, 0.20, 15), (0.50, 1, 5),
        ]
        let bands = parts.map { part in
            let from = min(max(Int64((limit * part.from).rounded(.up)), least, 1), greatest)
            let to = max(from, Int64((limit * part.to).rounded(.down)))
            return TeamSizeBand(sizes: from...to, percent: part.percent)
        }
        // With few sizes bands meet; then they say nothing.
        let areApart = zip(bands, bands.dropFirst()).allSatisfy {
            $0.sizes.upperBound < $1.sizes.lowerBound
        }
        return areApart ? bands : []
    }
}
