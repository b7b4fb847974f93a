import ArgumentParser
import Executor

/// The results of a verification as people see them.
struct VerificationSummary {
    private let results: [(summary: String, hasPassed: Bool)]

    /// Prints a result that passed, as soon as it is there; without `verbose` only statistics.
    static func progress(_ result: CheckResult, verbose: Bool) {
        guard result.hasPassed else { return }
        if case .statistic = result.measure {
            Terminal.write("ok: \(result.summary)")
        } else if verbose {
            Terminal.write("ok: \(result.summary)")
        }
    }

    /// Prints a comparison that passed; without `verbose` only where the gateway has written.
    static func progress(_ report: ContentReport, verbose: Bool) {
        guard report.passed, verbose || report.maintainedRows > 0 else { return }
        Terminal.write("ok: \(report.summary)")
    }

    init(_ results: [CheckResult], content: [ContentReport] = []) {
        self.results =
            results.map { ($0.summary, $0.hasPassed) } + content.map { ($0.summary, $0.passed) }
    }

    /// Prints how many checks passed, unless told otherwise, and those that failed; throws exit
    /// status 1 when one did.
    func show(withTotal: Bool = true) throws {
        let failed = results.filter { !$0.hasPassed }
        if withTotal {
            Terminal.write(
                "Verified: \(results.count - failed.count) checks passed, \(failed.count) failed."
            )
        }
        guard failed.isEmpty else {
            for result in failed { Terminal.writeError("failed: \(result.summary)") }
            throw ExitCode(ExitStatus.failed.rawValue)
        }
    }
}
