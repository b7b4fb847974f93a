import ArgumentParser
import Executor
import Foundation
import Journal
import Planner
import Targets

/// Carries out a cleanup with everything around it that people see: progress, signals and report.
struct CleanupDriver {
    let request: RunRequest
    let assignment: CleanupAssignment
    let policy: CleanupPolicy
    /// The number of workers that was asked for; nil leaves it to the run's settings.
    let workers: Int?
    /// Most rows that one transaction deletes; nil for a whole batch.
    let rowCountMax: Int64?
    let target: any WipeTarget
    let journal: EventStore
    /// Whether everything that is deleted comes back.
    let isDryRun: Bool
    let printsJSON: Bool
    /// Whether the database is to give the room of the rows back.
    let vacuums: Bool
    /// The journal as it was given, for the commands that are suggested.
    let journalOption: String
    /// What is said on the way.
    let progress: ProgressOptions

    /// Works to the end; throws the exit status if that is not 0.
    func drive() throws {
        for notice in assignment.notices { progress.notice(notice) }
        let rowCount =
            assignment.rowCounts.reduce(0, +) - assignment.deletedBefore.values.reduce(0, +)
        if !isDryRun {
            progress.notice(
                "cleaning up run \(assignment.runNumber) of profile \(request.profileName): "
                    + "\(Figures.grouped(rowCount)) rows in \(target.display)"
            )
        }
        let stop = StopRequest()
        let watcher = SignalWatcher(stop)
        let board = ProgressBoard()
        let engine = makeEngine(board, stop)
        let tables = assignment.tables.filter(\.isPresent).map(\.name)
        let before = try target.readSpace(tables)
        let started = ContinuousClock.now
        defer { withExtendedLifetime(watcher) {} }
        let outcome = try telling { try delete(engine, board) }
        if case .interrupted(let reason) = outcome {
            Terminal.writeError(
                isDryRun
                    ? "stopped by \(reason); nothing has changed"
                    : "stopped by \(reason); the cleanup can be continued",
                run: isDryRun ? [] : [command],
                journal: journalOption
            )
            throw ExitCode(ExitStatus.resumable.rawValue)
        }
        let isLedgerGone = try telling { try engine.complete() }
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        if vacuums && !isDryRun { try target.vacuum(tables) }
        let report = CleanupReport(
            request,
            assignment,
            target: target.display,
            isDryRun: isDryRun,
            workers: engine.workerCount,
            progress: board.snapshot,
            outcomes: engine.outcomes,
            keptRows: isDryRun
                ? engine.keptRows : try CleanupHistory.keptRows(assignment.runNumber, in: journal),
            seconds: seconds,
            isLedgerGone: isLedgerGone,
            space: SpaceReport(
                before: before,
                after: try target.readSpace(tables),
                vacuumed: vacuums && !isDryRun,
                advice: vacuumAdvice(engine.outcomes)
            )
        )
        Terminal.write(printsJSON ? try JSONText.of(report) : report.text)
        if report.kept > 0 && !isDryRun {
            try Terminal.checkWritten()
            throw ExitCode(ExitStatus.partial.rawValue)
        }
    }

    /// An engine with the workers that are wanted, as far as they are possible.
    private func makeEngine(_ board: ProgressBoard, _ stop: StopRequest) -> CleanupEngine {
        var settings = request.settings
        if let workers { settings.workers = workers }
        let engine = CleanupEngine(
            assignment,
            target: target,
            journal: isDryRun ? nil : journal,
            workerCount: settings.workerCount(
                coreCount: ProcessInfo.processInfo.activeProcessorCount
            ),
            rowCountMax: rowCountMax,
            board: board,
            stop: stop,
            logger: progress.logger(request.settings)
        )
        if let workers, workers > engine.workerCount {
            progress.notice(
                "\(engine.workerCount) instead of \(workers) workers: SQLite, --dry-run, "
                    + "--on-foreign-rows delete or the profile's connections allow no more"
            )
        }
        return engine
    }

    /// Runs the engine under the progress display.
    private func delete(_ engine: CleanupEngine, _ board: ProgressBoard) throws -> RunOutcome {
        let display = progress.display(
            board,
            byteCounts: assignment.plan.tables.map { _ in 1 },
            request.settings
        )
        defer { display?.end() }
        return try engine.run()
    }

    /// Does a part of the cleanup; its errors are told with the way on, and become exit statuses.
    private func telling<Value>(_ part: () throws -> Value) throws -> Value {
        let next = isDryRun ? nil : command
        do {
            return try part()
        } catch let error as JournalError {
            throw ExitStatus.told(error, next: next, journal: journalOption)
        } catch let error as TargetError {
            // The same command would stop at the same row.
            throw ExitStatus.told(
                error,
                next: error.code == "foreign-row" ? nil : next,
                journal: journalOption
            )
        }
    }

    /// How to reclaim the space of the rows; nothing while rows are kept, because a cleanup may yet
    /// be told to delete them.
    private func vacuumAdvice(_ outcomes: [DeletionOutcome]) -> String? {
        guard outcomes.allSatisfy({ $0.keptCount == 0 }) else { return nil }
        return SuggestedCommand.append(
            [["cleanup", "\(assignment.runNumber)", "--confirm", "--vacuum"]],
            to: "To reclaim the space of deleted rows:",
            journal: journalOption
        )
    }

    /// The same command again: another policy would treat the rest in another way.
    private var command: [String] {
        ["cleanup", "\(assignment.runNumber)", "--confirm"] + policy.options
            + (workers.map { ["--workers", "\($0)"] } ?? [])
            + (rowCountMax.map { ["--batch-size", "\($0)"] } ?? [])
            + (vacuums ? ["--vacuum"] : [])
    }
}
