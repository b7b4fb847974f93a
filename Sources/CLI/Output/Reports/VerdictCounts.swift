/// How many checks of a verification passed, failed, or do not apply.
struct VerdictCounts {
    let passed: Int
    let failed: Int
    let notApplicable: Int

    /// Counts verdicts: whether a check passed, or nil where it does not apply.
    init(_ verdicts: [Bool?]) {
        passed = verdicts.count { $0 == true }
        failed = verdicts.count { $0 == false }
        notApplicable = verdicts.count { $0 == nil }
    }
}
