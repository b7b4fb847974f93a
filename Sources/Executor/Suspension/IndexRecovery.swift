import Journal
import Targets

/// Restores what runs of a journal have left suspended in a target, without carrying the runs on.
package struct IndexRecovery {
    /// What was restored of one run.
    package struct Outcome: Sendable {
        /// Number of the run in the journal.
        package let run: Int64
        /// What is there again.
        package let objects: [SuspendedObject]
    }

    private let journal: EventStore
    private let target: any CleanupTarget

    /// A recovery by `journal`, opened for writing, in `target`.
    package init(_ journal: EventStore, target: any CleanupTarget) {
        self.journal = journal
        self.target = target
    }

    /// Restores everything, run by run.
    ///
    /// - Throws: ``TargetError`` when something cannot be restored; what came before it stays.
    package func run() throws -> [Outcome] {
        let identity = TargetIdentity(try target.readIdentity())
        var outcomes: [Outcome] = []
        for run in try journal.runs() {
            guard try identity.isTarget(of: run, in: journal) else { continue }
            try SuspensionAdoption(journal: journal, target: target)
                .adopt(run: run.number, uid: run.uid)
            guard try !journal.suspensions(run: run.number).isEmpty else { continue }
            let state = try target.readLedger(runUID: run.uid)
            let objects = try IndexRestorer(
                journal: journal,
                target: target,
                run: run.number,
                fence: state.map { RunFence(runUID: run.uid, epoch: $0.epoch) }
            ).restore().restored
            if state != nil {
                try LedgerRecord.keep(
                    run: run.number,
                    in: journal,
                    target: target,
                    runUID: run.uid
                )
            }
            outcomes.append(Outcome(run: run.number, objects: objects))
        }
        return outcomes
    }

    /// Restores what the ledger of a target says is suspended, for commands that have no journal.
    ///
    /// With `skipsViolations`, what rows forbid is left for later, with all that depends on it;
    /// otherwise it is an error.
    package static func restoreByLedger(
        of target: any Target,
        skipsViolations: Bool = false
    ) throws -> IndexRestorer.Result {
        var result: IndexRestorer.Result = ([], [])
        for run in try LedgerReader(target).runs() {
            let part = try IndexRestorer.restore(
                SuspensionAdoption.missing(from: run, target),
                target: target,
                fence: RunFence(runUID: run.uid, epoch: run.epoch),
                skipsViolations: skipsViolations
            ) { _, _ in }
            result.restored += part.restored
            result.violations += part.violations
        }
        return result
    }
}
