import Executor

/// The result of a check as JSON.
struct CheckReport: Encodable {
    let check: String
    let subject: String
    /// Absent when there was nothing to look at.
    let passed: Bool?
    /// Number of rows that break the rule; absent for counts and statistics.
    var violations: Int64?
    /// Rows that were found and planned; absent for others.
    var foundRows: Int64?
    var plannedRows: Int64?
    /// Planned rows that the gateway itself has removed; absent where there are none.
    var removedRows: Int64?
    /// What was measured, and what would still have passed; absent for rules.
    var statistic: String?
    var value: Double?
    var threshold: Double?
    /// Why there was nothing to look at; absent for every other check.
    var notApplicable: String?

    init(_ result: CheckResult) {
        check = result.check.rawValue
        subject = result.subject
        passed = result.isApplicable ? result.hasPassed : nil
        switch result.measure {
        case .violations(let count):
            violations = count
        case .rowCount(let found, let planned, let removed):
            foundRows = found
            plannedRows = planned
            removedRows = removed > 0 ? removed : nil
        case .statistic(let name, let value, let threshold):
            statistic = name
            self.value = value
            self.threshold = threshold
        case .notApplicable(let reason):
            notApplicable = reason
        }
    }
}
