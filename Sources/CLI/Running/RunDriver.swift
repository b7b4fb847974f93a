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
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let workers = request.settings.workerCount(coreCount: cores)
        let engine = RunEngine(
            assignment,
            target: target,
            journal: journal,
            workerCount: workers,
            coreCount: cores,
            board: board,
            stop: stop,
            logger: progress.logger(request.settings)
        )
        let started = ContinuousClock.now
        defer { withExtendedLifetime(watcher) {} }
        let outcome = try telling { try load(engine, board) }
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        if case .interrupted(let reason) = outcome { throw stopped(reason) }
        let finisher = RunFinisher(assignment, target: target, journal: journal)
        if request.settings.analyzeAfterLoad {
            let skipped = try telling { try finisher.analyze(until: stop, workerCount: workers) }
            if !skipped.isEmpty {
                progress.notice(
                    "only their owner may gather statistics of \(skipped.joined(separator: ", "))"
                )
            }
        }
        if let reason = stop.stopReason { try interrupt(finisher, reason) }
        try telling { try finisher.complete(seconds: seconds) }
        let checks = try verify(finisher, until: stop)
        let report = try RunReport(
            request,
            assignment,
            target: target.display,
            workers: workers,
            progress: board.snapshot,
            seconds: seconds,
            checks: checks,
            prediction: PredictionReport(
                request.prediction,
                since: begun,
                of: assignment,
                in: target
            )
        )
        let file = RunReportFile(report)
        if printsJSON {
            Terminal.write(try JSONText.of(file))
        } else {
            Terminal.write(report.text)
            Terminal.write("\nRun \(assignment.runNumber) is complete in \(target.display).")
        }
        if let reportPath = request.settings.reportPath {
            try JSONText.write(file, to: reportPath)
            if !printsJSON { Terminal.write("Report: \(reportPath)") }
        }
        if let checks {
            let summary = VerificationSummary(checks)
            if !printsJSON { summary.showFailures() }
            try summary.throwIfFailed()
        }
    }

    /// Runs the engine under the progress display.
    private func load(_ engine: RunEngine, _ board: ProgressBoard) throws -> RunOutcome {
        let display = progress.display(
            board,
            byteCounts: assignment.plan.tables.map(\.rowByteCount),
            request.settings
        )
        defer { display?.end() }
        return try engine.run()
    }

    /// Does a part of the run; its errors are told with the way on, and become exit statuses.
    private func telling<Value>(_ part: () throws -> Value) throws -> Value {
        do {
            return try part()
        } catch let error as JournalError {
            throw ExitStatus.told(error, next: resumeCommand, journal: journalOption)
        } catch let error as TargetError {
            // Trying again would meet the same key.
            let status = ExitStatus.told(
                error,
                next: error.code == "key-collision" ? nil : resumeCommand,
                journal: journalOption
            )
            tellSuspended()
            throw status
        }
    }

    /// Ends a run that was asked to stop when every batch was in, but not all that follows was
    /// done.
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
                "\(count) indexes and constraints stay suspended until the run is resumed; "
                    + "to restore them now:",
                run: [["doctor", "--restore-indexes"]],
                journal: journalOption
            )
        } catch {
            // The journal's own error is told already, or will be when it is opened again.
            return
        }
    }

    /// Says how to resume the run; the status for it.
    private func stopped(_ reason: String) -> ExitCode {
        Terminal.writeError(
            "stopped by \(reason); the run can be resumed",
            run: [resumeCommand],
            journal: journalOption
        )
        tellSuspended()
        return ExitCode(ExitStatus.resumable.rawValue)
    }

    private func verify(_ finisher: RunFinisher, until stop: StopRequest) throws -> [CheckResult]? {
        guard request.settings.validationEnabled else { return nil }
        try throwIfStopped(stop)
        let wanted = request.settings.validationChecks
        let skipped = wanted.filter { !Verification.supported.contains($0) }
        if !skipped.isEmpty {
            let names = skipped.map(\.rawValue).joined(separator: ",")
            progress.notice(
                "checks not run at the end of a run: \(names)",
                run: [verifyCommand + ["--checks", names]],
                journal: journalOption
            )
        }
        var display = StepDisplay("checked", style: progress.style(request.settings))
        defer { display.end() }
        do {
            let results = try Verification(
                assignment.plan,
                target: target,
                firstKeys: assignment.constants.firstKeys
            ).run(wanted) { step in
                display.advance(to: step.doneCount, of: step.totalCount)
                try throwIfStopped(stop)
            }
            try finisher.verified(results)
            return results
        } catch let error as TargetError {
            Terminal.writeError(error, journal: journalOption)
            Terminal.writeError(
                "the data is complete but not verified",
                run: [verifyCommand],
                journal: journalOption
            )
            throw ExitCode(ExitStatus.unavailable.rawValue)
        }
    }

    /// Ends a verification that was asked to stop: nothing is left to resume, only checks are
    /// missing.
    private func throwIfStopped(_ stop: StopRequest) throws {
        guard let reason = stop.stopReason else { return }
        Terminal.writeError(
            "stopped by \(reason); the data is complete but not verified",
            run: [verifyCommand],
            journal: journalOption
        )
        throw ExitCode(ExitStatus.failed.rawValue)
    }

    private var verifyCommand: [String] { ["verify", "\(assignment.runNumber)"] }

    private var resumeCommand: [String] { ["resume", "\(assignment.runNumber)"] }
}
