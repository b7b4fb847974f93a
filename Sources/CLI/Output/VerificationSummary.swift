import ArgumentParser
import Executor

/// The results of a verification as people see them.
struct VerificationSummary {
    private let results: [(summary: String, hasPassed: Bool?)]
    private let changes: [GatewayChangeReport]

    /// Prints a result that passed, as soon as it is there; without `verbose` only statistics.
    static func progress(_ result: CheckResult, verbose: Bool) {
        guard result.hasPassed, result.isApplicable else { return }
        if case .statistic = result.measure {
            Terminal.write("ok: \(result.summary)")
        } else if verbose {
            Terminal.write("ok: \(result.summary)")
        }
    }

    /// Prints a comparison that passed; without `verbose` only where the gateway has written.
    static func progress(_ report: ContentReport, verbose: Bool) {
        guard report.passed, verbose || report.maintainedRows + report.removedRows > 0 else {
            return
        }
        Terminal.write("ok: \(report.summary)")
    }

    init(
        _ results: [CheckResult],
        content: [ContentReport] = [],
        changes: [GatewayChangeReport] = []
    ) {
        self.results =
            results.map { ($0.summary, $0.isApplicable ? $0.hasPassed : nil) }
            + content.map { ($0.summary, $0.passed) }
        self.changes = changes
    }

    /// Prints what the gateway has changed, the checks that do not apply, how many passed, unless
    /// told otherwise, and those that failed; throws exit status 1 when one did.
    func show(withTotal: Bool = true) throws {
        let failed = results.filter { $0.hasPassed == false }
        if withTotal {
            let skipped = results.filter { $0.hasPassed == nil }
            for result in skipped { Terminal.write("skipped: \(result.summary)") }
            if !changes.isEmpty {
                Terminal.write("Changed by the gateway:")
                for change in changes { Terminal.write("  \(change.text)") }
            }
            let passedCount = results.count - failed.count - skipped.count
            Terminal.write(
                "Verified: \(passedCount) checks passed, \(failed.count) failed"
                    + (skipped.isEmpty ? "." : ", \(skipped.count) not applicable.")
            )
        }
        guard failed.isEmpty else {
            for result in failed { Terminal.writeError("failed: \(result.summary)") }
            throw ExitCode(ExitStatus.failed.rawValue)
        }
    }
}
