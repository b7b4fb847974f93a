import Journal
import Rows
import Targets

/// A run that a command works on, with the target that it is in.
package struct SelectedRun {
    /// The run.
    package let run: RunRecord
    /// Its target; nil when it could not be looked at, and the command can do without.
    package let target: (any ScratchTarget)?
    /// Why there is no target.
    package let absence: TargetError?

    /// Creates a selected run.
    package init(
        run: RunRecord,
        target: (any ScratchTarget)?,
        absence: TargetError? = nil
    ) {
        self.run = run
        self.target = target
        self.absence = absence
    }

    /// Which run of which target it is, for people.
    package var title: String {
        "run \(run.number) of profile \(run.profileName) in \(target?.display ?? run.target)"
    }
}

/// Finds the run that a command is about, and makes sure that the target is the one it is in.
///
/// Where a target is named, the last run in that target is meant. Where none is, it is the last run
/// of the journal that is still in its own target: runs whose database was emptied, dropped or made
/// anew are passed over.
package struct RunSelection {
    let journal: EventStore
    /// What is known of the system.
    let catalogue: Catalogue
    let purpose: RunPurpose
    /// The number that was given.
    let number: Int64?
    /// The profile that was given, by its name or the name of its file.
    let profile: String?
    /// The URL of the target that was named.
    let named: String?
    /// Whether a run may be taken that the target holds as a copy.
    let allowsMoved: Bool
    /// Whether a run of a number may be taken that is cleaned up, to reclaim its space.
    let allowsCleaned: Bool
    /// Opens the target that was named, else that of a run.
    let open: (RunRecord, RunRequest?) throws -> any ScratchTarget

    /// A selection from `journal`, which must be open for writing if `allowsMoved`.
    package init(
        from journal: EventStore,
        of catalogue: Catalogue,
        to purpose: RunPurpose,
        number: Int64? = nil,
        profile: String? = nil,
        named: String? = nil,
        allowsMoved: Bool = false,
        allowsCleaned: Bool = false,
        open: @escaping (RunRecord, RunRequest?) throws -> any ScratchTarget
    ) {
        self.journal = journal
        self.catalogue = catalogue
        self.purpose = purpose
        self.number = number
        self.profile = profile
        self.named = named
        self.allowsMoved = allowsMoved
        self.allowsCleaned = allowsCleaned
        self.open = open
    }

    /// The run of the number, or the last one that suits.
    ///
    /// - Throws: ``RunFailure``: `unknown-run`, `run-cleaned`, `not-resumable`,
    ///   `nothing-to-resume`, `nothing-to-clean`, `target-identity`, `run-gone`; ``TargetError``
    ///   when a target cannot be read.
    package func select() throws -> SelectedRun {
        var views = TargetViews(self)
        guard let number else { return try last(&views) }
        let run = try RunSelection.existing(number, in: journal)
        if !allowsMoved { try refuseUnsuitable(run) }
        return try take(run, &views)
    }

    /// The run of a number, whatever its target.
    package static func existing(_ number: Int64, in journal: EventStore) throws -> RunRecord {
        if let run = try journal.run(number) { return run }
        throw SelectionFailure.unknown(number, in: journal)
    }

    /// The last run of the journal alone, of a profile if one is given.
    package static func newest(
        profile: String? = nil,
        in journal: EventStore,
        _ catalogue: Catalogue
    ) throws -> RunRecord {
        let runs = try runs(of: profile, in: journal, catalogue)
        if let run = runs.last { return run }
        throw SelectionFailure.none(profile: profile, in: journal)
    }

    /// The runs of a journal, of a profile if one is given, oldest first.
    static func runs(
        of profile: String?,
        in journal: EventStore,
        _ catalogue: Catalogue
    ) throws -> [RunRecord] {
        let runs = try journal.runs().sorted { $0.number < $1.number }
        guard let profile else { return runs }
        let file = profile.replacing(/\.ya?ml$/, with: "")
        return try runs.filter { run in
            if run.profileName == profile { return true }
            return try RunStarter.readableRequest(of: run, in: journal, for: catalogue)?.profileFile
                == file
        }
    }

    // MARK: One run

    /// The run with its target, or with its copy there.
    private func take(_ run: RunRecord, _ views: inout TargetViews) throws -> SelectedRun {
        let found: TargetViews.Found
        do {
            found = try views.find(run)
        } catch let error as TargetError where canDoWithout(error) {
            return SelectedRun(run: run, target: nil, absence: error)
        }
        switch try presence(of: run, found.view) {
        case .here:
            try refuseUnsuitable(run)
            return SelectedRun(run: try whole(run, found), target: found.target)
        case .moved(let differences):
            let copy = try copy(of: run, found.view)
            guard allowsMoved else {
                throw SelectionFailure.moved(
                    run,
                    for: purpose,
                    differences,
                    to: found.view,
                    copy: copy
                )
            }
            let record = try copy.map { try whole($0, found) } ?? move(run, to: found, differences)
            try refuseUnsuitable(record)
            return SelectedRun(run: record, target: found.target)
        case .elsewhere(let differences, let reason):
            throw SelectionFailure.elsewhere(
                run,
                for: purpose,
                differences,
                reason: reason,
                in: found.view
            )
        case .gone(let reason):
            let failure = SelectionFailure.gone(run, for: purpose, reason: reason)
            guard purpose == .report else { throw failure }
            return SelectedRun(run: run, target: nil, absence: failure.asTargetError)
        }
    }

    /// Whether the command works without looking at the target of a run that was given by number.
    private func canDoWithout(_ error: TargetError) -> Bool {
        guard !TargetLocation.errorCodes.contains(error.code) else { return false }
        return purpose == .report || (purpose == .export && number != nil)
    }

    private func presence(of run: RunRecord, _ view: TargetView) throws -> RunPresence {
        try RunPresence(of: run, in: journal, view, toleratesLoss: purpose == .cleanUp)
    }

    /// The run that the journal has of a copy that a target holds; nil when it has none.
    private func copy(of run: RunRecord, _ view: TargetView) throws -> RunRecord? {
        try journal.runs().last { other in
            try other.uid == run.uid && other.number != run.number
                && view.identity.isTarget(of: other, in: journal)
        }
    }

    private func move(
        _ run: RunRecord,
        to found: TargetViews.Found,
        _ differences: [TargetIdentity.Difference]
    ) throws -> RunRecord {
        try RunMove(journal: journal, target: found.target, view: found.view)
            .record(run, differences)
    }

    /// The run, completed if the recording of a copy was interrupted.
    private func whole(_ run: RunRecord, _ found: TargetViews.Found) throws -> RunRecord {
        guard allowsMoved, run.causeCode == RunMove.causeCode else { return run }
        return try RunMove(journal: journal, target: found.target, view: found.view).finish(run)
    }

    /// Refuses a run that the command can do nothing with.
    private func refuseUnsuitable(_ run: RunRecord) throws {
        switch purpose {
        case .verify where run.phase == .cleaned: throw SelectionFailure.cleaned(run)
        case .resume where !run.phase.isResumable:
            throw try SelectionFailure.notResumable(run, in: journal)
        case .cleanUp where !run.mayHaveRows && !allowsCleaned:
            throw SelectionFailure.alreadyCleaned(run)
        case .verify, .resume, .report, .export, .cleanUp: break
        }
    }

    // MARK: The last run

    private func last(_ views: inout TargetViews) throws -> SelectedRun {
        let all = try RunSelection.runs(of: profile, in: journal, catalogue)
        let suitable = purpose.candidates(among: all)
        // A copy may hold what its original no longer does.
        let candidates =
            allowsMoved ? suitable + all.reversed().filter { !suitable.contains($0) } : suitable
        guard !candidates.isEmpty, !suitable.isEmpty || allowsMoved else {
            return try withoutCandidate(all)
        }
        var passed = PassedRuns(purpose: purpose, journal: journal)
        for run in candidates {
            let found: TargetViews.Found
            do {
                found = try views.find(run)
            } catch let error as TargetError {
                if purpose == .report, isAddressed(run) {
                    return SelectedRun(run: run, target: nil, absence: error)
                }
                guard named == nil, error.meansThatTargetIsGone else { throw error }
                passed.add(run, .gone(reason: error.cause), in: nil)
                continue
            }
            let presence = try presence(of: run, found.view)
            switch presence {
            case .here where suitable.contains(run) && hasReachedTarget(run):
                return SelectedRun(run: try whole(run, found), target: found.target)
            case .moved(let differences)
            where try allowsMoved && copy(of: run, found.view) == nil:
                let record = try move(run, to: found, differences)
                try refuseUnsuitable(record)
                return SelectedRun(run: record, target: found.target)
            default: passed.add(run, presence, in: found.view)
            }
        }
        if purpose == .report, named == nil, let run = candidates.first {
            let reason = "the run is no longer in its target"
            return SelectedRun(
                run: run,
                target: nil,
                absence: TargetError(code: "run-gone", message: reason)
            )
        }
        throw passed.failure(named: named)
    }

    /// Whether the target that was named, if any, is named by the address of a run.
    private func isAddressed(_ run: RunRecord) -> Bool {
        named.map { TargetAddress($0) == TargetAddress(run.target) } ?? true
    }

    /// Whether a run was ever bound, for commands that need rows.
    private func hasReachedTarget(_ run: RunRecord) -> Bool {
        switch purpose {
        case .resume, .cleanUp, .report: true
        case .verify, .export: run.boundSeq != nil
        }
    }

    /// What is said, or taken, when no run suits.
    private func withoutCandidate(_ all: [RunRecord]) throws -> SelectedRun {
        switch purpose {
        case .resume: throw SelectionFailure.nothingToResume(profile: profile, in: journal)
        case .cleanUp: throw SelectionFailure.nothingToClean(profile: profile, in: journal)
        case .verify, .report, .export:
            guard let run = all.last else {
                throw SelectionFailure.none(profile: profile, in: journal)
            }
            if purpose == .verify { throw SelectionFailure.cleaned(run) }
            // The command says what is wrong with it.
            return SelectedRun(run: run, target: nil)
        }
    }
}
