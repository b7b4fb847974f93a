import Executor

/// Declared and actual distributions as a report shows them.
struct DistributionDocument: Encodable {
    /// So many parents have a number of rows from `least` to `greatest`, in percent.
    struct Bin: Encodable {
        let least: Int64
        let greatest: Int64
        let declaredPercent: Double
        let foundPercent: Double?
    }

    struct Counts: Encodable {
        let name: String
        let parents: Int64
        let bins: [Bin]
        /// The share of all rows that the busiest fifth has, in percent; of skewed counts only.
        let busiestFifthDeclared: Double?
        let busiestFifthFound: Double?
        /// Lorenz curves: shares of parents and rows, 0 to 1; of skewed counts only.
        let declaredCurve: [RunDocument.Point]
        let foundCurve: [RunDocument.Point]
    }

    struct Hours: Encodable {
        let component: String
        let rows: Int64
        /// Day since 1970 of the first number.
        let firstDay: Int64
        /// Days in a number.
        let dayCount: Int
        let foundDays: [Int64]
        let declaredDays: [Double]
        /// Percent of a week's rows in each hour from Monday 00:00 UTC.
        let foundWeek: [Double]
        let declaredWeek: [Double]
    }

    /// Where the numbers come from, in a sentence.
    let source: String
    let counts: [Counts]
    let creations: [Hours]
    let activities: [Hours]

    /// No distributions, for a reason.
    init(missing reason: String) {
        source = reason
        counts = []
        creations = []
        activities = []
    }

    /// The distributions of a survey; `remark` says more about where they come from.
    init(_ survey: DistributionSurvey, remark: String) {
        source = remark
        counts = survey.counts.map { DistributionDocument.counts($0) }
        creations = survey.creations.map { DistributionDocument.hours($0) }
        activities = survey.activities.map { DistributionDocument.hours($0) }
    }

    private static func counts(_ counts: SurveyedCounts) -> Counts {
        let bins = CountBins(counts)
        let declared = SurveyedCounts.busiest(counts.declared)
        let found = counts.found.map { SurveyedCounts.busiest($0) } ?? []
        let curve = { (points: [(parents: Double, rows: Double)]) in
            counts.isSkewed ? thinned(points) : []
        }
        return Counts(
            name: counts.name,
            parents: counts.declared.reduce(0) { $0 + $1.parentCount },
            bins: bins.bins,
            busiestFifthDeclared: counts.isSkewed ? share(declared, at: 0.2) : nil,
            busiestFifthFound: counts.isSkewed && !found.isEmpty ? share(found, at: 0.2) : nil,
            declaredCurve: curve(declared),
            foundCurve: curve(found)
        )
    }

    private static func hours(_ hours: SurveyedHours) -> Hours {
        let days = hours.days
        let step = max(1, (days.count + 119) / 120)
        let week = hours.week
        let total = max(1, Double(week.reduce(0, +)))
        return Hours(
            component: hours.component,
            rows: days.reduce(0, +),
            firstDay: hours.firstHour / 24,
            dayCount: step,
            foundDays: sums(days, step),
            declaredDays: sums(hours.declaredDays, step),
            foundWeek: week.map { 100 * Double($0) / total },
            declaredWeek: hours.declaredWeek.map { 100 * $0 }
        )
    }

    /// Sums of so many neighbours each.
    private static func sums<Number: AdditiveArithmetic>(
        _ numbers: [Number],
        _ step: Int
    ) -> [Number] {
        stride(from: 0, to: numbers.count, by: step).map { start in
            numbers[start..<min(start + step, numbers.count)].reduce(.zero, +)
        }
    }

    /// At most a hundred points of a curve, the first and the last among them.
    private static func thinned(_ points: [(parents: Double, rows: Double)]) -> [RunDocument.Point]
    {
        // Rounded up, so that there are no more.
        let step = max(1, (points.count + 98) / 99)
        return points.indices.filter { $0 % step == 0 || $0 == points.count - 1 }
            .map { RunDocument.Point(x: points[$0].parents, y: points[$0].rows) }
    }

    /// The height of a curve, in percent.
    private static func share(
        _ curve: [(parents: Double, rows: Double)],
        at place: Double
    ) -> Double? {
        guard let after = curve.firstIndex(where: { $0.parents >= place }), after > 0 else {
            return nil
        }
        let (low, high) = (curve[after - 1], curve[after])
        let part = (place - low.parents) / (high.parents - low.parents)
        return 100 * (low.rows + part * (high.rows - low.rows))
    }
}
