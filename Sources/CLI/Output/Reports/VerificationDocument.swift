import Executor

/// A verification as JSON.
struct VerificationDocument: Encodable {
    /// Number of the run; absent where a whole database was checked.
    let run: Int64?
    /// Digest of the run's plan; absent where a whole database was checked.
    let plan: String?
    /// The database, without a password.
    let target: String
    /// When it was verified, UTC.
    let verifiedAt: String
    /// `passed` or `failed`.
    let verdict: String
    let passedCount: Int
    let failedCount: Int
    let notApplicableCount: Int
    let checks: [CheckReport]
    /// Comparisons of all values; empty where they were not asked for.
    let content: [ContentReport]
    /// What the gateway has changed in the run's rows.
    let changes: [GatewayChangeReport]

    /// What was verified, beside the results.
    struct Subject {
        let run: Int64?
        let plan: String?
        let target: String
        let verifiedAt: String
    }

    init(
        _ subject: Subject,
        _ results: [CheckResult],
        content: [ContentReport],
        changes: [GatewayChangeReport]
    ) {
        run = subject.run
        plan = subject.plan
        target = subject.target
        verifiedAt = subject.verifiedAt
        checks = results.map { CheckReport($0) }
        self.content = content
        self.changes = changes
        let counts = VerdictCounts(checks.map(\.passed) + content.map { $0.passed })
        passedCount = counts.passed
        failedCount = counts.failed
        notApplicableCount = counts.notApplicable
        verdict = counts.failed == 0 ? "passed" : "failed"
    }
}
