import ArgumentParser
import Executor
import Foundation
import Journal
import Planner
import Targets

/// Carries out an assignment with everything around it that people see: progress, signals,
/// statistics, verification and report.
struct RunDriver {
    let request: RunRequest
    let assignment: RunAssignment
    let target: any WipeTarget
    let journal: EventStore
    /// The journal as it was given, for the commands that are suggested.
    let journalOption: String
    /// Whether standard output gets the report as JSON, and nothing else.
    let printsJSON: Bool
    /// What is said on the way.
    let progress: ProgressOptions
    /// When the run began, preparations included.
    var begun = ContinuousClock.now

    /// Works to the end; throws the exit status if that is not 0.
    func drive() throws {
        for notice in assignment.notices { progress.notice(notice) }
        let stop = StopRequest()
        let watcher = SignalWatcher(stop)
        let board = ProgressBoard()
        let workers = request.settings.workerCount(
            coreCount: ProcessInfo.processInfo.activeProcessorCount
        )
        let engine = RunEngine(
            assignment,
            target: target,
            journal: journal,
            workerCount: workers,
            board: board,
            stop: stop,
            logger: progress.logger(request.settings)
        )
        let started = ContinuousClock.now
        defer { withExtendedLifetime(watcher) {} }
        let outcome = try carryOut(engine, board)
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        if case .interrupted(let reason) = outcome { throw stopped(reason) }
        let finisher = RunFinisher(assignment, target: target, journal: journal)
        if request.settings.analyzeAfterLoad {
            let skipped = try finisher.analyze(until: stop, workerCount: workers)
            if !skipped.isEmpty {
                progress.notice(
                    "only their owner may gather statistics of \(skipped.joined(separator: ", "))"
                )
            }
        }
        if let reason = stop.stopReason { try interrupt(finisher, reason) }
        try finisher.complete(seconds: seconds)
        let checks = try verify(finisher, until: stop)
        let report = try RunReport(
            request,
            assignment,
            target: target.display,
            workers: workers,
            progress: board.snapshot,
            seconds: seconds,
            checks: checks,
            prediction: PredictionReport(request.prediction, since: begun, assignment, target)
        )
        if printsJSON {
            Terminal.write(try JSONText.of(report))
        } else {
            Terminal.write(report.text)
            Terminal.write("\nRun \(assignment.runNumber) is complete in \(target.display).")
        }
        if let reportPath = request.settings.reportPath {
            try JSONText.write(report, to: reportPath)
            if !printsJSON { Terminal.write("Report: \(reportPath)") }
        }
        if let checks { try VerificationSummary(checks).show(withTotal: !printsJSON) }
    }

    /// Runs the engine under the progress display; errors become exit statuses.
    private func carryOut(_ engine: RunEngine, _ board: ProgressBoard) throws -> RunOutcome {
        let display = progress.display(
            board,
            byteCounts: assignment.plan.tables.map(\.rowByteCount),
            request.settings
        )
        do {
            defer { display?.end() }
            return try engine.run()
        } catch let error as JournalError {
            Terminal.writeError("\(error)")
            Terminal.writeError("carry on with `\(resumeCommand)`")
            throw ExitCode(ExitStatus.unavailable.rawValue)
        } catch let error as TargetError {
            Terminal.writeError("\(error)")
            // Trying again would meet the same key.
            if error.code != "key-collision" {
                Terminal.writeError("carry on with `\(resumeCommand)`")
            }
            tellSuspended()
            switch error.category {
            case .transient: throw ExitCode(ExitStatus.resumable.rawValue)
            case .definite: throw ExitCode(ExitStatus.failed.rawValue)
            case .fenced: throw ExitCode(ExitStatus.unavailable.rawValue)
            }
        }
    }

    /// Ends a run that was asked to stop when every batch was in, but not all that follows was done.
    private func interrupt(_ finisher: RunFinisher, _ reason: String) throws {
        try finisher.interrupt(reason: reason)
        throw stopped(reason)
    }

    /// Says what an interrupted run leaves suspended.
    private func tellSuspended() {
        do {
            let count = try journal.suspensions(run: assignment.runNumber).count
            guard count > 0 else { return }
            Terminal.writeError(
                "\(count) indexes and constraints are suspended until then; "
                    + "`\(RunDriver.command("doctor --restore-indexes", journal: journalOption))` "
                    + "restores them at once"
            )
        } catch {
            // The journal's own error is told already, or will be when it is opened again.
            return
        }
    }

    /// Says how to carry on; the status for it.
    private func stopped(_ reason: String) -> ExitCode {
        Terminal.writeError("stopped by \(reason); carry on with `\(resumeCommand)`")
        tellSuspended()
        return ExitCode(ExitStatus.resumable.rawValue)
    }

    private func verify(_ finisher: RunFinisher, until stop: StopRequest) throws -> [CheckResult]? {
        guard request.settings.validationEnabled else { return nil }
        if let reason = stop.stopReason {
            // The data are complete; only the checks are missing.
            Terminal.writeError(
                "stopped by \(reason) after the last batch; check with `gatefill verify "
                    + "\(assignment.runNumber)`"
            )
            throw ExitCode(ExitStatus.failed.rawValue)
        }
        let wanted = request.settings.validationChecks
        let skipped = wanted.filter { !Verification.supported.contains($0) }
        if !skipped.isEmpty {
            progress.notice(
                "not checked at the end of a run: "
                    + skipped.map(\.rawValue).joined(separator: ", ")
                    + "; `gatefill verify \(assignment.runNumber) --checks content` does"
            )
        }
        var display = StepDisplay("checked", style: progress.style(request.settings))
        defer { display.end() }
        let results = try Verification(
            assignment.plan,
            target: target,
            firstKeys: assignment.constants.firstKeys
        ).run(wanted) { _ in display.advance() }
        try finisher.verified(results)
        return results
    }

    private var resumeCommand: String {
        RunDriver.resumeCommand(run: assignment.runNumber, journal: journalOption)
    }

    /// The command that carries a run on, with the journal where it is not the default one.
    static func resumeCommand(run: Int64, journal: String) -> String {
        command("resume \(run)", journal: journal)
    }

    /// A command with the journal where it is not the default one.
    static func command(_ words: String, journal: String) -> String {
        let option = journal == "gatefill.journal" ? "" : " --journal \(shellWord(journal))"
        return "gatefill \(words)\(option)"
    }

    /// A word as a shell reads it: in quotes if it holds more than letters, digits and `_./-`.
    private static func shellWord(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case 0x5F, 0x2E, 0x2F, 0x2D: true
            default: byte >= 0x80
            }
        }
        return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
}
