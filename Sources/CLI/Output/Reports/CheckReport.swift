import Executor

/// The result of a check as JSON.
struct CheckReport: Encodable {
    let check: String
    let subject: String
    /// Absent when there was nothing to look at.
    let passed: Bool?
    /// What was planned and what was found, in words.
    let finding: String
    /// Number of rows that break the rule; absent for others.
    var violations: Int64?
    /// Rows that were found and planned; absent for others.
    var foundRows: Int64?
    var plannedRows: Int64?
    /// Planned rows that the gateway itself has removed; absent where there are none.
    var removedRows: Int64?
    /// The share of the rows in the last 30 days, in percent, and by how many points it may differ;
    /// absent for others.
    var foundPercent: Double?
    var plannedPercent: Double?
    var tolerance: Double?
    /// Rows that belong to other parents than planned, at least, and the mean numbers of rows of a
    /// parent; absent for others.
    var misplacedRows: Int64?
    var foundMean: Double?
    var plannedMean: Double?
    /// Why there was nothing to look at; absent for every other check.
    var notApplicable: String?

    init(_ result: CheckResult) {
        check = result.check.rawValue
        subject = result.subject
        passed = result.isApplicable ? result.hasPassed : nil
        finding = result.finding
        switch result.measure {
        case .violations(let count):
            violations = count
        case .rowCount(let found, let planned, let removed):
            foundRows = found
            plannedRows = planned
            removedRows = removed > 0 ? removed : nil
        case .recentRows(let share):
            foundPercent = share.percent
            plannedPercent = share.plannedPercent
            tolerance = share.tolerance
        case .rowsOfParents(let placement):
            misplacedRows = placement.misplacedCount
            foundMean = placement.mean
            plannedMean = placement.plannedMean
        case .notApplicable(let reason):
            notApplicable = reason
        }
    }
}
