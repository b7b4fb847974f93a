import Executor
import Foundation

/// Numbers of rows in at most two dozen bins, one a number where there are few, else wider and
/// wider.
struct CountBins {
    private static let binCountMax = 24

    /// The bins, rising.
    let bins: [DistributionDocument.Bin]

    /// Bins that hold every number of a survey.
    init(_ counts: SurveyedCounts) {
        let tallies = [counts.asked, counts.planned] + [counts.found].compactMap { $0 }
        let sizes = tallies.flatMap(\.entries).map(\.size)
        guard let least = sizes.min(), let greatest = sizes.max() else {
            bins = []
            return
        }
        bins = CountBins.ranges(least, greatest).map { range in
            DistributionDocument.Bin(
                least: range.lowerBound,
                greatest: range.upperBound,
                askedPercent: counts.asked.percent(in: range),
                plannedPercent: counts.planned.percent(in: range),
                foundPercent: counts.found?.percent(in: range)
            )
        }
    }

    /// Ranges without a gap from the least to the greatest number.
    static func ranges(_ least: Int64, _ greatest: Int64) -> [ClosedRange<Int64>] {
        let count = greatest - least + 1
        guard count > Int64(binCountMax) else { return (least...greatest).map { $0...$0 } }
        var ranges: [ClosedRange<Int64>] = []
        let growth = pow(Double(count), 1 / Double(binCountMax))
        var start = least
        for bin in 1...binCountMax where start <= greatest {
            let edge = least + Int64(pow(growth, Double(bin)).rounded()) - 1
            let end = bin == binCountMax ? greatest : min(greatest, max(start, edge))
            ranges.append(start...end)
            start = end + 1
        }
        return ranges
    }
}
