import Executor
import Journal

/// Finds the run that a command is about.
enum RunSelection {
    /// The unfinished run of a number, or the last one.
    static func unfinished(_ number: Int64?, in journal: EventStore) throws -> RunRecord {
        guard let number else {
            if let run = try journal.latestUnfinishedRun() { return run }
            throw RunFailure(
                code: "nothing-to-resume",
                message: "could not resume: no run of \(journal.path) is unfinished",
                detail: nil,
                hint: list,
                command: listCommand
            )
        }
        let run = try existing(number, in: journal)
        guard run.phase.isResumable else {
            throw RunFailure(
                code: "not-resumable",
                message: "cannot resume run \(number): it is \(run.phase.rawValue)",
                detail: nil,
                hint: run.phase.isCleanup ? "Continue its cleanup." : list,
                command: run.phase.isCleanup
                    ? try CleanupHistory.continuation(of: number, in: journal) : listCommand
            )
        }
        return run
    }

    /// The run of a number, or the last one, of a profile if one is named, that has something left
    /// to clean up; with `allowsCleaned` also a run of a number that has nothing left.
    static func cleanable(
        _ number: Int64?,
        profile: String?,
        allowsCleaned: Bool = false,
        in journal: EventStore
    ) throws -> RunRecord {
        guard let number else {
            let runs = try journal.runs().filter { run in
                run.canBeCleaned && (profile == nil || run.profileName == profile)
            }
            if let run = runs.max(by: { $0.number < $1.number }) { return run }
            throw RunFailure(
                code: "nothing-to-clean",
                message: "could not clean up: \(journal.path) has no run "
                    + (profile.map { "of profile `\($0)` " } ?? "") + "that is not cleaned up",
                detail: nil,
                hint: list,
                command: listCommand
            )
        }
        let run = try existing(number, in: journal)
        guard run.canBeCleaned || allowsCleaned else {
            throw RunFailure(
                code: "nothing-to-clean",
                message: "cannot clean up run \(number): it is cleaned up already",
                detail: "\(run.rowsDeleted) rows were deleted, \(run.rowsGone) were gone before",
                hint: list,
                command: listCommand
            )
        }
        return run
    }

    /// The run of a number.
    static func existing(_ number: Int64, in journal: EventStore) throws -> RunRecord {
        if let run = try journal.run(number) { return run }
        throw RunFailure(
            code: "unknown-run",
            message: "could not find run \(number) in \(journal.path)",
            detail: nil,
            hint: list,
            command: listCommand
        )
    }

    /// The run of a number, or the last one of all.
    static func named(_ number: Int64?, in journal: EventStore) throws -> RunRecord {
        if let number { return try existing(number, in: journal) }
        if let run = try journal.runs().max(by: { $0.number < $1.number }) { return run }
        throw RunFailure(
            code: "unknown-run",
            message: "could not find a run: \(journal.path) has none",
            detail: nil,
            hint: "Start a run.",
            command: ["generate", "--profile", "small"]
        )
    }
}

extension RunSelection {
    /// Refuses to check a run whose rows are gone: what is found would be somebody else's.
    static func refuseCleaned(_ run: RunRecord) throws(RunFailure) {
        guard run.phase == .cleaned else { return }
        throw RunFailure(
            code: "run-cleaned",
            message: "cannot verify run \(run.number): it is cleaned up",
            detail: "\(run.rowsDeleted) rows were deleted, \(run.rowsGone) were gone before",
            hint: "Name another run.",
            command: listCommand
        )
    }

    private static let list = "List the runs."

    private static let listCommand = ["runs"]
}

extension RunRecord {
    /// Whether rows of the run may be in its target.
    var canBeCleaned: Bool { phase != .cleaned || rowsKept > 0 }
}
