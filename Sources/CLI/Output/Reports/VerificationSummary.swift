import ArgumentParser
import Executor
import Planner

/// The results of a verification as people see them.
struct VerificationSummary {
    private let results: [Line]
    private let changes: [GatewayChangeReport]

    /// A result: its group, whether it passed, nil for one that does not apply, and in words.
    private struct Line {
        let group: ValidationCheck
        let hasPassed: Bool?
        let summary: String
        /// Whether it says what the gateway has written, which everybody wants to know.
        var namesGateway = false
    }

    init(
        _ results: [CheckResult],
        content: [ContentReport] = [],
        changes: [GatewayChangeReport] = []
    ) {
        self.results =
            results.map { result in
                Line(
                    group: result.check,
                    hasPassed: result.isApplicable ? result.hasPassed : nil,
                    summary: result.summary
                )
            }
            + content.map { report in
                Line(
                    group: .content,
                    hasPassed: report.passed,
                    summary: report.summary,
                    namesGateway: report.maintainedRows + report.removedRows > 0
                )
            }
        self.changes = changes
    }

    /// Prints a line for each group of checks, or with `verbose` for each check; the checks that
    /// failed or do not apply, what the gateway has changed, and the sum.
    func show(verbose: Bool) {
        for group in ValidationCheck.allCases {
            let lines = results.filter { $0.group == group }
            guard !lines.isEmpty else { continue }
            let passed = lines.filter { $0.hasPassed == true }
            for line in passed where verbose || line.namesGateway {
                Terminal.write("ok: \(line.summary)")
            }
            if !verbose { Terminal.write("\(group.rawValue): \(passed.count) passed") }
            for line in lines where line.hasPassed == nil {
                Terminal.write("skipped: \(line.summary)")
            }
            for line in lines where line.hasPassed == false {
                Terminal.write("failed: \(line.summary)")
            }
        }
        if !changes.isEmpty {
            Terminal.write("Changed by the gateway:")
            for change in changes { Terminal.write("  \(change.text)") }
        }
        showTotal()
    }

    /// Prints the checks that failed, and the sum.
    func showFailures() {
        for line in results where line.hasPassed == false {
            Terminal.write("failed: \(line.summary)")
        }
        showTotal()
    }

    private func showTotal() {
        let counts = counts
        Terminal.write(
            (counts.failed > 0 ? "Verification failed: " : "Verified: ")
                + "\(counts.passed) checks passed, \(counts.failed) failed"
                + (counts.notApplicable > 0 ? ", \(counts.notApplicable) not applicable." : ".")
        )
    }

    private var counts: VerdictCounts { VerdictCounts(results.map(\.hasPassed)) }

    /// Whether a check failed.
    var hasFailed: Bool { counts.failed > 0 }

    /// Throws exit status 1 when a check failed.
    func throwIfFailed() throws {
        if hasFailed { throw ExitCode(ExitStatus.failed.rawValue) }
    }
}
