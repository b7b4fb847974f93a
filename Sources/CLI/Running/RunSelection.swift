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
                hint: "List the runs with `gatefill runs`."
            )
        }
        let run = try existing(number, in: journal)
        guard run.phase.isResumable else {
            throw RunFailure(
                code: "not-resumable",
                message: "cannot resume run \(number): it is \(run.phase.rawValue)",
                detail: nil,
                hint: "List the runs with `gatefill runs`."
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
            hint: "List the runs with `gatefill runs`."
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
            hint: "Start one with `gatefill generate --profile small`."
        )
    }
}
