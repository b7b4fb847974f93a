import Planner

/// A check that is still to be made.
struct CheckStep {
    /// Name of the check, as in a profile.
    let check: ValidationCheck
    /// What is looked at.
    let subject: String
    /// Makes the check.
    let measure: () throws -> CheckResult.Measure

    /// Makes the check.
    func result() throws -> CheckResult {
        CheckResult(check: check, subject: subject, measure: try measure())
    }
}

/// A result with how far the verification has come.
package struct VerificationProgress {
    /// The result of the check that was just made.
    package let result: CheckResult
    /// Checks that have been made.
    package let doneCount: Int
    /// Checks that will have been made at the end.
    package let totalCount: Int
}

extension [CheckStep] {
    /// Makes the checks in their order; `report` is called with each result as soon as it is there.
    func results(_ report: (VerificationProgress) throws -> Void) throws -> [CheckResult] {
        var results: [CheckResult] = []
        for step in self {
            let result = try step.result()
            results.append(result)
            try report(
                VerificationProgress(
                    result: result,
                    doneCount: results.count,
                    totalCount: count
                )
            )
        }
        return results
    }
}
