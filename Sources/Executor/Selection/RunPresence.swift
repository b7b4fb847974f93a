import Journal
import Targets

/// Whether a run of a journal is in a target.
enum RunPresence: Equatable {
    /// The target is the run's own, and holds the run.
    case here
    /// The target is a different one, but its ledger proves that it contains the run: a copy, or
    /// the run's own database under another name.
    case moved([TargetIdentity.Difference])
    /// The target is another one; `reason` says why its ledger proves nothing.
    case elsewhere([TargetIdentity.Difference], reason: String?)
    /// The target is the run's own, and does not hold the run any more.
    case gone(reason: String)

    /// Judges a run by what was found in a target.
    ///
    /// - Parameters:
    ///   - run: A run of `journal`.
    ///   - journal: The journal.
    ///   - view: The target.
    ///   - toleratesLoss: Whether a run without a committed batch counts as there when the ledger
    ///     is gone: nothing of it can be missing.
    /// - Throws: Errors of the journal and of the target.
    init(
        of run: RunRecord,
        in journal: EventStore,
        _ view: TargetView,
        toleratesLoss: Bool
    ) throws {
        guard let own = try TargetIdentity(of: run, in: journal) else {
            self = try RunPresence(unbound: run, in: journal, view)
            return
        }
        let place = own.differencesOfPlace(from: view.identity)
        let differences = own.differences(from: view.identity)
        if view.runs[run.uid] != nil {
            self =
                try differences.isEmpty
                ? .here : RunPresence.moved(run, in: journal, to: view, differences)
        } else if !run.mayHaveRows {
            // The ledger went with the run.
            self = place.isEmpty ? .here : .elsewhere(place, reason: nil)
        } else if !place.isEmpty {
            self = .elsewhere(differences, reason: nil)
        } else if differences.isEmpty {
            self =
                toleratesLoss && run.batchesCommitted == 0
                ? .here : .gone(reason: "its ledger no longer contains the run")
        } else if view.identity.facts[TargetIdentity.ledger] == nil {
            self =
                toleratesLoss && run.batchesCommitted == 0
                ? .here : .gone(reason: "it no longer has a ledger")
        } else {
            self = .elsewhere(differences, reason: "the database was emptied or recreated since")
        }
    }

    /// A run that was planned and stopped before the journal heard of its target.
    private init(unbound run: RunRecord, in journal: EventStore, _ view: TargetView) throws {
        guard TargetAddress(run.target) != TargetAddress(view.display) else {
            self = .here
            return
        }
        let difference = TargetIdentity.Difference(
            name: "address",
            expected: run.target,
            found: view.display
        )
        self =
            try view.runs[run.uid] == nil
            ? .elsewhere([difference], reason: nil)
            : RunPresence.moved(run, in: journal, to: view, [difference])
    }

    private static func moved(
        _ run: RunRecord,
        in journal: EventStore,
        to view: TargetView,
        _ differences: [TargetIdentity.Difference]
    ) throws -> RunPresence {
        guard let objection = try view.objection(to: run, in: journal) else {
            return .moved(differences)
        }
        return .elsewhere(differences, reason: objection)
    }
}

/// An address of a target for comparison: two spellings of one SQLite file are the same.
struct TargetAddress: Hashable {
    private let text: String

    /// The address that a URL is; a text that is none is taken as it is.
    init(_ url: String) {
        do throws(TargetError) {
            let location = try TargetLocation(url: url)
            text = location.filePath ?? location.display
        } catch {
            text = url
        }
    }
}
