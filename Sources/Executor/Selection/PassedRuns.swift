import Journal

/// The runs that a selection has skipped, and why; the source of the error when none remains.
struct PassedRuns {
    let purpose: RunPurpose
    let journal: EventStore
    private var newest: (run: RunRecord, presence: RunPresence)?
    private var moved: (run: RunRecord, [TargetIdentity.Difference], TargetView)?
    private var view: TargetView?

    /// None yet.
    init(purpose: RunPurpose, journal: EventStore) {
        self.purpose = purpose
        self.journal = journal
    }

    /// Notes a run that was not taken; `view` is the target that was looked at.
    mutating func add(_ run: RunRecord, _ presence: RunPresence, in view: TargetView?) {
        if newest == nil { newest = (run, presence) }
        self.view = self.view ?? view
        if moved == nil, let view, case .moved(let differences) = presence {
            moved = (run, differences, view)
        }
    }

    /// The error; `named` is the target that was named.
    func failure(named: String?) -> RunFailure {
        guard let (run, presence) = newest else {
            preconditionFailure("a selection without a candidate has another error")
        }
        if let (run, differences, view) = moved {
            return SelectionFailure.moved(run, for: purpose, differences, to: view, copy: nil)
        }
        switch presence {
        case .gone(let reason), .elsewhere(_, let reason?):
            return named == nil
                ? SelectionFailure.allGone(run, for: purpose, reason: reason, in: journal)
                : noneThere(run, presence, reason: reason)
        case .elsewhere, .moved: return noneThere(run, presence, reason: nil)
        case .here: return SelectionFailure.neverReached(run, purpose)
        }
    }

    private func noneThere(
        _ run: RunRecord,
        _ presence: RunPresence,
        reason: String?
    ) -> RunFailure {
        var differences: [TargetIdentity.Difference] = []
        if case .elsewhere(let found, _) = presence { differences = found }
        return SelectionFailure.noneThere(
            run,
            for: purpose,
            differences,
            reason: reason,
            place: view?.display ?? run.target,
            in: journal
        )
    }
}
