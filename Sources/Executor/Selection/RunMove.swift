import Foundation
import Journal
import Planner
import Targets

/// Records a copy of a run as a run of its own, from the ledger of the database that holds it.
///
/// A copy is a target of its own: what is done to it leaves the original run as it is. Runs that
/// were grown from each other are recorded together, because one refers to the rows of the other.
struct RunMove {
    /// The cause of the state of a copy whose recording was not finished.
    static let causeCode = "target-moved"

    let journal: EventStore
    let target: any ScratchTarget
    let view: TargetView

    /// Records the copy of a run whose presence in the target is proved, and of its lineage.
    ///
    /// - Returns: The copy.
    func record(
        _ run: RunRecord,
        _ differences: [TargetIdentity.Difference]
    ) throws -> RunRecord {
        var copies: [Int64: Int64] = [:]
        for member in try lineage(of: run) {
            let own = try RunPresence(of: member, in: journal, view, toleratesLoss: false)
            guard case .moved(let differences) = own else { continue }
            copies[member.number] = try record(member, differences, copies)
        }
        guard let number = copies[run.number], let copy = try journal.run(number) else {
            preconditionFailure("a run that was moved has no copy")
        }
        return copy
    }

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

    /// The run, and those of the journal that it has grown from or that have grown with it, oldest
    /// first.
    private func lineage(of run: RunRecord) throws -> [RunRecord] {
        let root = try RunStarter.readableRequest(of: run, in: journal)?.grownFrom ?? run.number
        return try journal.runs().filter { other in
            if other.number == run.number || other.number == root { return true }
            return try RunStarter.readableRequest(of: other, in: journal)?.grownFrom == root
        }
    }

    private func record(
        _ run: RunRecord,
        _ differences: [TargetIdentity.Difference],
        _ copies: [Int64: Int64]
    ) throws -> Int64 {
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
            planned: try planned(record.planned, copies),
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
        return try finish(copy).number
    }

    /// The plan as that of a run in this target, grown from the copy of what it has grown from.
    private func planned(_ planned: RunPlanned, _ copies: [Int64: Int64]) throws -> RunPlanned {
        var request = try planned.request
        guard let root = request.grownFrom, let copy = copies[root] else {
            return planned.moved(to: target.display)
        }
        request.grownFrom = copy
        return planned.moved(to: target.display, profile: try request.text())
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
    func moved(to target: String, profile: String? = nil) -> RunPlanned {
        RunPlanned(
            uid: uid,
            profileName: profileName,
            profile: profile ?? self.profile,
            planDigest: planDigest,
            generatorVersion: generatorVersion,
            batchSize: batchSize,
            tables: tables,
            target: target
        )
    }
}
