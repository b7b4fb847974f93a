import Journal
import Targets

/// What is said when no run can be taken.
enum SelectionFailure {
    private static let list = "List the runs."
    private static let listCommand = ["runs"]

    static func unknown(_ number: Int64, in journal: EventStore) -> RunFailure {
        RunFailure(
            code: "unknown-run",
            message: "could not find run \(number) in \(journal.path)",
            detail: nil,
            hint: list,
            command: listCommand
        )
    }

    /// The journal has no run at all, or none of the profile.
    static func none(profile: String?, in journal: EventStore) -> RunFailure {
        RunFailure(
            code: "unknown-run",
            message: "could not find a run: \(journal.path) contains none" + of(profile),
            detail: nil,
            hint: profile == nil ? "Start a run." : list,
            command: profile == nil ? ["generate", "--profile", "small"] : listCommand
        )
    }

    static func nothingToResume(profile: String?, in journal: EventStore) -> RunFailure {
        RunFailure(
            code: "nothing-to-resume",
            message: "could not resume: no run" + of(profile) + " in \(journal.path) is unfinished",
            detail: nil,
            hint: list,
            command: listCommand
        )
    }

    static func nothingToClean(profile: String?, in journal: EventStore) -> RunFailure {
        RunFailure(
            code: "nothing-to-clean",
            message: "could not clean up: every run" + of(profile)
                + " in \(journal.path) is already cleaned up",
            detail: nil,
            hint: list,
            command: listCommand
        )
    }

    static func alreadyCleaned(_ run: RunRecord) -> RunFailure {
        RunFailure(
            code: "nothing-to-clean",
            message: "cannot clean up run \(run.number): it is already cleaned up",
            detail: "\(run.rowsDeleted) rows were deleted, \(run.rowsGone) were gone before",
            hint: list,
            command: listCommand
        )
    }

    static func notResumable(_ run: RunRecord, in journal: EventStore) throws -> RunFailure {
        RunFailure(
            code: "not-resumable",
            message: "cannot resume run \(run.number): it is \(run.phase.rawValue)",
            detail: nil,
            hint: run.phase.isCleanup ? "Continue its cleanup." : list,
            command: run.phase.isCleanup
                ? try CleanupHistory.continuation(of: run.number, in: journal) : listCommand
        )
    }

    /// What is found would be somebody else's.
    static func cleaned(_ run: RunRecord) -> RunFailure {
        RunFailure(
            code: "run-cleaned",
            message: "cannot verify run \(run.number): it is cleaned up",
            detail: "\(run.rowsDeleted) rows were deleted, \(run.rowsGone) were gone before",
            hint: "Choose another run.",
            command: listCommand
        )
    }

    static func neverReached(_ run: RunRecord, _ purpose: RunPurpose) -> RunFailure {
        RunFailure(
            code: "run-gone",
            message: "could not \(purpose.verb) run \(run.number): it has no rows in \(run.target)",
            detail: "it is \(run.phase.withoutProcess.rawValue)",
            hint: list,
            command: listCommand
        )
    }

    // MARK: Other targets

    /// The target is another one.
    static func elsewhere(
        _ run: RunRecord,
        for purpose: RunPurpose,
        _ differences: [TargetIdentity.Difference],
        reason: String?,
        in view: TargetView
    ) -> RunFailure {
        RunFailure(
            code: "target-identity",
            message: "could not \(purpose.verb) run \(run.number): \(view.display) is another "
                + "target",
            detail: facts(differences, reason),
            hint: "Pass the run's own database with `--target`.",
            command: purpose.command(run.number) + ["--target", run.target]
        )
    }

    /// The target is another one, but its ledger holds the run.
    static func moved(
        _ run: RunRecord,
        for purpose: RunPurpose,
        _ differences: [TargetIdentity.Difference],
        to view: TargetView,
        copy: RunRecord?
    ) -> RunFailure {
        RunFailure(
            code: "target-identity",
            message: "could not \(purpose.verb) run \(run.number): \(view.display) contains the "
                + "run but is not the database it was written to",
            detail: facts(differences, nil),
            hint: copy.map { "The copy there is run \($0.number)." }
                ?? "If the database was copied, restored, renamed or upgraded, add `--moved`.",
            command: copy.map { purpose.command($0.number) }
                ?? purpose.command(run.number) + ["--moved", "--target", view.display]
        )
    }

    /// No run of the journal is in the target that was named.
    static func noneThere(
        _ run: RunRecord,
        for purpose: RunPurpose,
        _ differences: [TargetIdentity.Difference],
        reason: String?,
        place: String,
        in journal: EventStore
    ) -> RunFailure {
        RunFailure(
            code: "target-identity",
            message: "could not \(purpose.verb) a run: no run of \(journal.path) is in \(place)",
            detail: facts(
                differences,
                (reason.map { $0 + "; " } ?? "") + "run \(run.number), the most recent, is in "
                    + run.target
            ),
            hint: "Pass the run's own database with `--target`, or another journal with "
                + "`--journal`.",
            command: listCommand
        )
    }

    /// The run is not in its own target any more.
    static func gone(_ run: RunRecord, for purpose: RunPurpose, reason: String) -> RunFailure {
        RunFailure(
            code: "run-gone",
            message: "could not \(purpose.verb) run \(run.number): it is gone from \(run.target)",
            detail: reason,
            hint: "If the database was moved, pass its new URL with `--target`.",
            command: listCommand
        )
    }

    /// No run of the journal is in its own target any more; the last one is named.
    static func allGone(
        _ run: RunRecord,
        for purpose: RunPurpose,
        reason: String,
        in journal: EventStore
    ) -> RunFailure {
        RunFailure(
            code: "run-gone",
            message: "could not \(purpose.verb) a run: no run of \(journal.path) is still in its "
                + "target",
            detail: "run \(run.number), the most recent, was in \(run.target): \(reason)",
            hint: "If the database was moved, pass its new URL with `--target`.",
            command: listCommand
        )
    }

    private static func of(_ profile: String?) -> String {
        profile.map { " of profile `\($0)`" } ?? ""
    }

    private static func facts(
        _ differences: [TargetIdentity.Difference],
        _ reason: String?
    ) -> String {
        (differences.map(\.text) + [reason].compactMap(\.self)).joined(separator: "; ")
    }
}

extension RunFailure {
    /// The failure as what keeps a target from being looked at.
    var asTargetError: TargetError {
        TargetError(code: code, message: message, detail: detail, hint: hint)
    }
}
