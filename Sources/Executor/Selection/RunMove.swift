import Foundation
import Journal
import Planner
import Targets

/// Records a copy of a run as a run of its own, from the ledger of the database that holds it.
///
/// A copy is a target of its own: what is done to it leaves the original run as it is.
struct RunMove {
    /// The cause of the state of a copy whose recording was not finished.
    static let causeCode = "target-moved"

    let journal: EventStore
    let target: any ScratchTarget
    let view: TargetView

    /// Records what is missing of a copy: the recording may have been interrupted.
    func finish(_ copy: RunRecord) throws -> RunRecord {
        try JournalRebuild(journal, from: target).readBatches(of: copy)
        if try isComplete(copy.number) {
            try append(
                copy.number,
                [.runCompleted(RunCompleted(rowCount: copy.rowTotal, durationMicroseconds: 0))]
            )
        }
        return try journal.run(copy.number) ?? copy
    }

    /// Records the copy of a run whose presence in the target is proved.
    ///
    /// - Returns: The copy.
    func record(
        _ run: RunRecord,
        _ differences: [TargetIdentity.Difference]
    ) throws -> RunRecord {
        guard let known = view.runs[run.uid],
            let record = try known.record.map({ try LedgerRecord(text: $0) })
                ?? LedgerRecord(run: run.number, in: journal)
        else { throw SelectionFailure.neverReached(run, .verify) }
        let number = try journal.nextRunNumber()
        let rebuild = JournalRebuild(journal, from: target)
        let suspended = try rebuild.suspended(known, nil)
        var events = try rebuild.beginning(
            known,
            record,
            planned: record.planned.moved(to: target.display),
            isWhole: suspended.isEmpty
        )
        events += suspended.map { .indexSuspended($0) }
        events.append(
            .targetMoved(
                TargetMoved(
                    originalRun: run.number,
                    differences: differences.map {
                        "\($0.name): \($0.expected), here \($0.found ?? "none")"
                    },
                    ledgerEpoch: known.epoch
                )
            )
        )
        try append(number, events)
        guard let copy = try journal.run(number) else {
            preconditionFailure("a run that was recorded is not in the journal")
        }
        return try finish(copy)
    }

    /// Whether every batch of a run is in, and nothing is left to be restored.
    private func isComplete(_ number: Int64) throws -> Bool {
        guard let run = try journal.run(number), try journal.suspensions(run: number).isEmpty
        else { return false }
        return run.batchesCommitted == run.batchTotal
    }

    private func append(_ number: Int64, _ events: [JournalEvent]) throws {
        _ = try journal.append(events.map { NewEvent(run: number, $0) })
    }
}

extension RunPlanned {
    /// What the run is to generate.
    ///
    /// - Throws: The decoding error when another version wrote it in another form.
    var request: RunRequest {
        get throws { try JSONDecoder().decode(RunRequest.self, from: Data(profile.utf8)) }
    }

    /// The same plan as a run's in another target.
    func moved(to target: String) -> RunPlanned {
        RunPlanned(
            uid: uid,
            profileName: profileName,
            profile: profile,
            planDigest: planDigest,
            generatorVersion: generatorVersion,
            batchSize: batchSize,
            tables: tables,
            target: target
        )
    }
}
