import Executor

/// The result of a check as JSON.
struct CheckReport: Encodable {
    let check: String
    let subject: String
    let passed: Bool
    /// Number of rows that break the rule; absent for counts and statistics.
    var violations: Int64?
    /// Rows that were found and planned, and whether more than planned fail; absent for others.
    var foundRows: Int64?
    var plannedRows: Int64?
    var isExact: Bool?
    /// What was measured, and what would still have passed; absent for rules.
    var statistic: String?
    var value: Double?
    var threshold: Double?

    init(_ result: CheckResult) {
        check = result.check.rawValue
        subject = result.subject
        passed = result.hasPassed
        switch result.measure {
        case .violations(let count):
            violations = count
        case .rowCount(let found, let planned, let isExact):
            foundRows = found
            plannedRows = planned
            self.isExact = isExact
        case .statistic(let name, let value, let threshold):
            statistic = name
            self.value = value
            self.threshold = threshold
        }
    }
}
