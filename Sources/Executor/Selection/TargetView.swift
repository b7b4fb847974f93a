import Journal
import Targets

/// A target as it was found: which one it is, and the runs that its ledger holds.
package struct TargetView {
    /// Which target it is.
    let identity: TargetIdentity
    /// The address, without a password.
    let display: String
    /// Runs of the ledger, by their uid.
    let runs: [String: LedgerRun]
    private let ledger: LedgerReader

    /// Looks at a target, and creates nothing.
    ///
    /// - Throws: ``Targets/TargetError``: `target-missing` when a SQLite file does not exist, or
    ///   what keeps the target from being read.
    package init(_ target: any Target) throws(TargetError) {
        try target.checkExists()
        let facts = try target.readIdentity()
        identity = TargetIdentity(facts)
        display = target.display
        ledger = try LedgerReader(target, identity: facts)
        runs = Dictionary(
            try ledger.runs().map { ($0.uid, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Whether the ledger's copy of a run continues this journal: the same plan, and the last event
    /// that it knows is an event of the journal.
    ///
    /// - Returns: Why not; nil when it does.
    func objection(to run: RunRecord, in journal: EventStore) throws -> String? {
        guard let known = runs[run.uid] else { return "its ledger does not contain the run" }
        guard known.planDigest == run.planDigest else {
            return "its ledger has a different plan for the run"
        }
        let rebuiltEpoch = try LedgerComparison.rebuiltEpoch(run: run.number, in: journal)
        let latest = try ledger.latest(runUID: run.uid, aboveEpoch: rebuiltEpoch)
        guard let position = latest?.journalHead else { return nil }
        guard try journal.event(position.seq)?.hash.hexText == position.hash else {
            return "its ledger belongs to another journal: it refers to an event \(position.seq) "
                + "that this journal does not have"
        }
        return nil
    }
}
