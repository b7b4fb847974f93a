import Planner
import Targets

/// The result of one check of a filled target.
package struct CheckResult: Sendable, Equatable {
    /// What was found, and what was planned.
    package enum Measure: Sendable, Equatable {
        /// Number of rows that break a rule.
        case violations(Int64)
        /// Number of rows beside the planned one, less those that the gateway has removed.
        case rowCount(found: Int64, planned: Int64, removed: Int64 = 0)
        /// Rows of the last 30 days.
        case recentRows(RecentShare)
        /// Whether every parent has its rows.
        case rowsOfParents(Placement)
        /// Nothing: what would be looked at is not there any more, for a good reason.
        case notApplicable(reason: String)
    }

    /// How many rows of a table were created in the last 30 days of the data.
    package struct RecentShare: Sendable, Equatable {
        /// Number of rows that were found, and those of the last 30 days.
        package let rowCount: Int64
        package let recentCount: Int64
        /// The share that is planned, in percent.
        package let plannedPercent: Double
        /// Tolerance in percentage points: covers missing and extra rows, which are counted
        /// elsewhere, and the sampling error of a large table.
        package let tolerance: Double

        /// The share that was found, in percent.
        package var percent: Double { 100 * Double(recentCount) / Double(max(1, rowCount)) }

        var isAsPlanned: Bool { abs(percent - plannedPercent) <= tolerance + 1e-9 }
    }

    /// Which parents have how many rows.
    package struct Placement: Sendable, Equatable {
        /// Minimum number of rows that belong to a parent other than planned.
        package let misplacedCount: Int64
        /// Rows of a parent that are planned and were found, on average.
        package let plannedMean: Double
        package let mean: Double
    }

    /// Name of the check, as in a profile.
    package let check: ValidationCheck
    /// What was looked at: a table, or a table and column.
    package let subject: String
    /// What was found.
    package let measure: Measure

    /// Whether anything could be looked at.
    package var isApplicable: Bool {
        if case .notApplicable = measure { false } else { true }
    }

    /// Whether the rule is not broken.
    package var hasPassed: Bool {
        switch measure {
        case .violations(let count): count == 0
        case .rowCount(let found, let planned, let removed):
            found == planned - removed
        case .recentRows(let share): share.isAsPlanned
        case .rowsOfParents(let placement): placement.misplacedCount == 0
        case .notApplicable: true
        }
    }

    /// The result in one line: what was planned, what was found, and the tolerance.
    package var summary: String { "\(check.rawValue) \(subject): \(finding)" }

    /// The part of the summary behind the subject.
    package var finding: String {
        switch measure {
        case .violations(let count):
            hasPassed ? "ok" : "\(count) \(count == 1 ? "violation" : "violations")"
        case .rowCount(let found, let planned, let removed):
            "planned \(CheckResult.rows(planned)), found \(found)"
                + (removed > 0 ? ", \(removed) removed by the gateway" : "")
        case .recentRows(let share):
            "planned \(CheckResult.rounded(share.plannedPercent, 1)) %, found "
                + "\(CheckResult.rounded(share.percent, 1)) % (\(share.recentCount) of "
                + "\(share.rowCount) rows, tolerance \(CheckResult.rounded(share.tolerance, 2)))"
        case .rowsOfParents(let placement):
            hasPassed
                ? "mean \(CheckResult.rounded(placement.mean, 2)), as planned"
                : "at least \(CheckResult.rows(placement.misplacedCount)) of a parent other than "
                    + "planned (mean planned \(CheckResult.rounded(placement.plannedMean, 2)), found "
                    + "\(CheckResult.rounded(placement.mean, 2)))"
        case .notApplicable(let reason):
            "not applicable: \(reason)"
        }
    }

    private static func rows(_ count: Int64) -> String { "\(count) \(count == 1 ? "row" : "rows")" }

    /// A number with so many decimals.
    private static func rounded(_ value: Double, _ digits: Int) -> String {
        let factor = digits == 1 ? 10.0 : 100.0
        let whole = Int64((abs(value) * factor).rounded())
        let (units, rest) = whole.quotientAndRemainder(dividingBy: Int64(factor))
        let fraction = String(rest)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(value < 0 && whole > 0 ? "-" : "")\(units).\(zeros)\(fraction)"
    }
}

/// A check that one query answers.
struct CheckQuery {
    let check: ValidationCheck
    let subject: String
    /// Counts the rows that break the rule.
    let sql: String
    /// Counts those of them that concern the run's rows; nil where ``sql`` counts no others.
    ///
    /// It takes longer, so it is only asked when there are any.
    var ownSQL: String?

    /// The number of rows that break the rule.
    func violations(_ reader: any TargetReader) throws(TargetError) -> Int64 {
        let count = try reader.queryInteger(sql)
        guard count > 0, let ownSQL else { return count }
        return try reader.queryInteger(ownSQL)
    }

    /// The check, made through a connection.
    func step(_ reader: any TargetReader) -> CheckStep {
        CheckStep(check: check, subject: subject) { .violations(try violations(reader)) }
    }
}
