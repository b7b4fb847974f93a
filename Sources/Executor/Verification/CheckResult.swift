import Planner
import Targets

/// The result of one check of a filled target.
package struct CheckResult: Sendable, Equatable {
    /// What was found, and what would still have passed.
    package enum Measure: Sendable, Equatable {
        /// Number of rows that break a rule.
        case violations(Int64)
        /// Number of rows beside the planned one, less those that the gateway has removed.
        case rowCount(found: Int64, planned: Int64, removed: Int64 = 0)
        /// A statistic with the value above which it fails.
        case statistic(name: String, value: Double, threshold: Double)
        /// Nothing: what would be looked at is not there any more, for a good reason.
        case notApplicable(reason: String)
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
        case .statistic(_, let value, let threshold): value <= threshold
        case .notApplicable: true
        }
    }

    /// The result in a few words.
    package var summary: String {
        switch measure {
        case .violations(let count):
            "\(check.rawValue) \(subject): \(hasPassed ? "ok" : "\(count) violations")"
        case .rowCount(let found, let planned, let removed):
            "\(check.rawValue) \(subject): \(found) rows, \(planned) planned"
                + (removed > 0 ? ", \(removed) removed by the gateway" : "")
        case .notApplicable(let reason):
            "\(check.rawValue) \(subject): not applicable: \(reason)"
        case .statistic(let name, let value, let threshold):
            "\(check.rawValue) \(subject): \(name) \(CheckResult.rounded(value)), "
                + "at most \(CheckResult.rounded(threshold))\(hasPassed ? "" : " allowed")"
        }
    }

    /// Four digits behind the point, none of them a needless zero.
    private static func rounded(_ value: Double) -> String {
        String((value * 10_000).rounded() / 10_000)
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
}
