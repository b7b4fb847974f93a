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
        let ledger = try target.readIdentity()["ledger"]
        var outcomes: [Outcome] = []
        for run in try journal.runs() {
            guard let bound = try journal.binding(run: run.number),
                bound.identity["ledger"] == ledger
            else { continue }
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
    /// - Returns: What is there again.
    package static func restoreByLedger(of target: any Target) throws -> [SuspendedObject] {
        let ledger = try LedgerReader(target)
        guard ledger.exists else { return [] }
        var restored: [SuspendedObject] = []
        for run in try ledger.runs() {
            // Without a record nothing was suspended: it is written before the first drop.
            guard let text = run.record else { continue }
            let objects = (try LedgerRecord(text: text).suspended ?? [])
                .map { SuspendedObject($0) }
            restored += try IndexRestorer.restore(
                SuspensionAdoption.missing(objects, target),
                target: target,
                fence: RunFence(runUID: run.uid, epoch: run.epoch)
            ) { _, _ in }.restored
        }
        return restored
    }
}
