import Journal
import Targets

/// Compares one run of the journal with the target's ledger, which keeps the journal's head with
/// every batch: who cuts the journal's tail off, or computes all its hashes anew, is found out.
package struct LedgerComparison: Sendable {
    /// What the comparison found; each names its place.
    package enum Finding: Sendable, Equatable {
        /// The ledger knows an event that the journal does not reach.
        case cut(knownSeq: Int64, batch: Int64, journalSeq: Int64)
        /// The ledger knows an event of this number with another hash.
        case replaced(seq: Int64, batch: Int64)
        /// The journal has a checkpoint of the batch, the ledger has no row.
        case absent(batch: Int64)
        /// The ledger has no such run.
        case unknownRun
    }

    /// What does not agree; empty when all does.
    package let findings: [Finding]
    /// The last event of the journal that the ledger confirms; nil when it confirms none.
    package let confirmedSeq: Int64?
    /// Batches in the ledger that the journal has no checkpoint of: `resume` records them.
    package let uncheckedCount: Int
    /// Whether what the ledger knew before is excused, because the journal was rebuilt.
    package let isRebuilt: Bool

    /// Most batches that are named.
    private static let absentCountMax = 10

    /// Compares; reads the journal first, since the ledger is ahead of it while a run goes on.
    package init(_ run: RunRecord, in journal: EventStore, with target: any Target) throws {
        let states = try journal.batchStates(run: run.number)
        let head = try journal.head()
        let rebuiltEpoch = try LedgerComparison.rebuiltEpoch(run: run.number, in: journal)
        isRebuilt = rebuiltEpoch > 0
        let ledger = try LedgerReader(target)
        guard try ledger.runs().contains(where: { $0.uid == run.uid }) else {
            let hasNothing = run.batchesCommitted == 0
            findings = hasNothing ? [] : [.unknownRun]
            confirmedSeq = nil
            uncheckedCount = 0
            return
        }
        var found: [Finding] = []
        var confirmed: Int64?
        if let latest = try ledger.latest(runUID: run.uid, aboveEpoch: rebuiltEpoch),
            let position = latest.journalHead
        {
            let event = try journal.event(position.seq)
            if position.seq > head.seq && event == nil {
                found.append(
                    .cut(knownSeq: position.seq, batch: latest.number, journalSeq: head.seq)
                )
            } else if event?.hash.hexText != position.hash {
                found.append(.replaced(seq: position.seq, batch: latest.number))
            } else {
                confirmed = position.seq
            }
        }
        var inLedger = BatchSet(capacity: Int64(states.rawStates.count))
        var unchecked = 0
        for batch in try target.committedBatches(runUID: run.uid) {
            if states[batch].countsAsCommitted { inLedger.insert(batch) } else { unchecked += 1 }
        }
        let absent = (0..<Int64(states.rawStates.count)).lazy
            .filter { states[$0].countsAsCommitted && !inLedger.contains($0) }
            .prefix(LedgerComparison.absentCountMax)
        found += absent.map { .absent(batch: $0) }
        findings = found
        confirmedSeq = confirmed
        uncheckedCount = unchecked
    }

    /// The highest epoch of the ledger that was in force when the events of a run, or of the run
    /// that it is a copy of, were read back from it; 0 when they never were.
    static func rebuiltEpoch(run number: Int64, in journal: EventStore) throws -> Int64 {
        guard let uid = try journal.run(number)?.uid else { return 0 }
        var epoch: Int64 = 0
        for run in try journal.runs() where run.uid == uid {
            try journal.events(run: run.number, kinds: [.journalRebuilt]) { stored in
                if case .journalRebuilt(let payload) = try stored.decoded() {
                    epoch = max(epoch, payload.ledgerEpoch)
                }
            }
        }
        return epoch
    }
}

extension LedgerComparison.Finding {
    /// The finding as a sentence without its full stop.
    package var text: String {
        switch self {
        case .cut(let known, let batch, let journal):
            "the journal was cut: it ends with event \(journal), and the target's ledger knows "
                + "event \(known) from batch \(batch)"
        case .replaced(let seq, let batch):
            "event \(seq) was replaced: the target's ledger knows it with another hash, from "
                + "batch \(batch)"
        case .absent(let batch):
            "batch \(batch) has a checkpoint, but no row in the target's ledger"
        case .unknownRun:
            "the target's ledger does not know the run"
        }
    }
}
