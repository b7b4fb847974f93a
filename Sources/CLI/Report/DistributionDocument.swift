import ContextForge
import Executor
import Rows

/// Distributions as a report shows them: asked for, planned and found.
struct DistributionDocument: Encodable {
    /// So many parents have a number of rows from `least` to `greatest`, in percent.
    struct Bin: Encodable {
        let least: Int64
        let greatest: Int64
        let askedPercent: Double
        let plannedPercent: Double
        let foundPercent: Double?
    }

    struct Counts: Encodable {
        let name: String
        let parents: Int64
        let bins: [Bin]
        /// The share of all rows that the busiest fifth has, in percent; of skewed counts only.
        let busiestFifthAsked: Double?
        let busiestFifthPlanned: Double?
        let busiestFifthFound: Double?
        /// Lorenz curves: shares of parents and rows, 0 to 1; of skewed counts only.
        let askedCurve: [RunDocument.Point]
        let plannedCurve: [RunDocument.Point]
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
        let askedDays: [Double]
        let plannedDays: [Double]
        /// Percent of a week's rows in each hour from Monday 00:00 UTC.
        let foundWeek: [Double]
        let askedWeek: [Double]
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
        let curve = { (tally: CountTally?) in
            guard counts.isSkewed, let tally else { return [RunDocument.Point]() }
            return thinned(SurveyedCounts.busiest(tally))
        }
        let fifth = { (tally: CountTally) in
            counts.isSkewed ? tally.percentOfBusiest(0.2) : nil
        }
        return Counts(
            name: counts.name,
            parents: counts.planned.parentCount,
            bins: bins.bins,
            busiestFifthAsked: fifth(counts.asked),
            busiestFifthPlanned: fifth(counts.planned),
            busiestFifthFound: counts.found.flatMap { fifth($0) },
            askedCurve: curve(counts.asked),
            plannedCurve: curve(counts.planned),
            foundCurve: curve(counts.found)
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
            askedDays: sums(hours.askedDays, step),
            plannedDays: sums(hours.plannedDays, step),
            foundWeek: week.map { 100 * Double($0) / total },
            askedWeek: hours.askedWeek.map { 100 * $0 }
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
}
