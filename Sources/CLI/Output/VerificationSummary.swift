import ArgumentParser
import Executor

/// The results of a verification as people see them.
struct VerificationSummary {
    private let results: [CheckResult]

    init(_ results: [CheckResult]) {
        self.results = results
    }

    /// Prints the results; throws exit status 1 when a check failed.
    func show(verbose: Bool) throws {
        let failed = results.filter { !$0.hasPassed }
        if verbose {
            for result in results where result.hasPassed { Terminal.write("ok: \(result.summary)") }
        }
        Terminal.write(
            "Verified: \(results.count - failed.count) checks passed, \(failed.count) failed."
        )
        guard failed.isEmpty else {
            for result in failed { Terminal.writeError("failed: \(result.summary)") }
            throw ExitCode(ExitStatus.failed.rawValue)
        }
    }
}
