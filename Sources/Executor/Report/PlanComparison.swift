import Planner
import Rows

/// Where a plan differs from what its profile requests, because there are too few parents or rows.
package struct PlanComparison {
    /// One notice for each request that is not met; empty if all are.
    package let notices: [String]

    /// Differences up to this many percentage points, or up to one row or parent, are not reported.
    private static let shareTolerance = 1.0
    /// The same for the share of the busiest fifth.
    private static let fifthTolerance = 3.0
    /// Parents up to which a distribution is compared; with more it is as exact as can be.
    private static let parentCountMax: Int64 = 20_000
    /// Tables that a notice names; it counts the others.
    private static let namedTableMax = 6

    /// Compares a plan with the configuration that it was made from.
    package init(_ plan: GenerationPlan) {
        let shares = PlanComparison.recentShares(plan)
        notices =
            [shares].compactMap { $0 }
            + ChildCountRule.all(plan.catalogue).flatMap { PlanComparison.distribution($0, plan) }
    }

    /// The tables whose share of the last 30 days is another one.
    private static func recentShares(_ plan: GenerationPlan) -> String? {
        let asked = plan.recipe.dataset.recentDataPercent
        let tables = plan.tables.indices.filter { plan.definition(of: $0).followsRecentShare }
        let differing = tables.concurrentMap { index -> String? in
            let table = plan.tables[index]
            guard
                let rows = RecentRows(
                    plan,
                    table: table.name,
                    rowCountMax: RecentRows.roughRowCountMax
                ),
                differs(rows.percent, from: asked, of: rows.madeCount, within: rows.resolution)
            else { return nil }
            return "\(text(rows.percent)) of \(table.rowCount) \(table.component)"
        }.compactMap(\.self)
        guard !differing.isEmpty else { return nil }
        let others = differing.count - namedTableMax
        return differing.prefix(namedTableMax).joined(separator: ", ")
            + (others > 0 ? " and rows of \(others) more tables" : "")
            + " fall in the last 30 days; the profile requests \(text(asked)), which the number of "
            + "rows and of their parents does not allow"
    }

    private static func distribution(_ rule: ChildCountRule, _ plan: GenerationPlan) -> [String] {
        guard plan.tables.contains(where: { $0.name == rule.table }),
            let parents = plan.dataset.table(named: rule.table)?.parents,
            // Fewer have no fifth.
            parents.parentCount >= 5, parents.parentCount <= parentCountMax,
            let planned = rule.planned(plan), planned.rowCount > 0
        else { return [] }
        let distribution = rule.distribution(plan.recipe.dataset)
        switch distribution.shape {
        case .powerLaw: return bands(rule, distribution, in: planned)
        case .zipf: return fifth(rule, distribution, in: planned)
        case .normal, .uniform: return []
        }
    }

    private static func fifth(
        _ rule: ChildCountRule,
        _ distribution: CountDistribution,
        in planned: CountTally
    ) -> [String] {
        let asked = SurveyedCounts.asked(distribution).percentOfBusiest(0.2)
        let found = planned.percentOfBusiest(0.2)
        guard abs(found - asked) > fifthTolerance else { return [] }
        return [
            "\(rule.name): the busiest fifth of \(planned.parentCount) parents has "
                + "\(text(found)) of the rows; the profile requests \(text(asked.rounded())), which "
                + "so few parents do not allow"
        ]
    }

    /// 80 % of the parents have up to 5 % of the greatest count, 15 % have 10 to 20 %, and 5 % more
    /// than half.
    private static func bands(
        _ rule: ChildCountRule,
        _ distribution: CountDistribution,
        in planned: CountTally
    ) -> [String] {
        let asked = SurveyedCounts.asked(distribution)
        let limit = Double(distribution.max)
        let bands = [(0.0, 0.05), (0.10, 0.20), (0.50, 1.0)].map { part in
            let from = max(Int64((limit * part.0).rounded(.up)), distribution.min, 1)
            return from...max(from, Int64((limit * part.1).rounded(.down)))
        }
        // With few sizes bands meet; then they say nothing.
        guard zip(bands, bands.dropFirst()).allSatisfy({ $0.upperBound < $1.lowerBound }) else {
            return []
        }
        return bands.compactMap { band in
            let (wanted, found) = (asked.percent(in: band), planned.percent(in: band))
            guard differs(found, from: wanted, of: planned.parentCount) else { return nil }
            return "\(rule.name): \(text(found)) of \(planned.parentCount) parents have "
                + "\(band.lowerBound) to \(band.upperBound) rows; the profile requests "
                + "\(text(wanted)), which so few parents do not allow"
        }
    }

    private static func differs(
        _ percent: Double,
        from asked: Double,
        of count: Int64,
        within resolution: Double = 0
    ) -> Bool {
        let onePart = 100 / Double(max(1, count)) + 1e-9
        return abs(percent - asked) > max(shareTolerance, onePart) + resolution
    }

    private static func text(_ percent: Double) -> String {
        let tenths = Int64((percent * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
