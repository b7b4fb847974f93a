import Journal
import Targets

/// Writes into a journal what a target's ledger knows and the journal does not: after the journal
/// was lost, damaged, or restored from an old copy.
///
/// What cannot come back (attempts that failed, times, durations, digests) is reported as a gap and
/// recorded as one, by an event of kind `journal-rebuilt`.
package struct JournalRebuild {
    /// What became of one run of the ledger.
    package struct Result: Sendable {
        /// How a run of the ledger relates to the journal.
        package enum Outcome: String, Sendable {
            /// The journal has every batch of it.
            case known
            /// The journal had it, but not all of its batches.
            case completed
            /// The journal did not have it.
            case rebuilt
            /// The ledger holds no more than its name: it never reached its first batch, or an
            /// older gatefill made the ledger.
            case unreadable
        }

        /// The run's name in the ledger.
        package let uid: String
        /// Its number in the journal; nil when it is unreadable.
        package let runNumber: Int64?
        /// What was done about it.
        package let outcome: Outcome
        /// Batches that were read back.
        package let batchCount: Int64
        /// Rows of these batches.
        package let rowCount: Int64
        /// The last event of the lost journal that the ledger knows of; 0 if none.
        package let lostSeq: Int64
    }

    /// Batches that are read and recorded at a time.
    private static let pageBatchCount = 5_000

    private let journal: EventStore
    private let target: any Target

    /// A rebuild of `journal`, opened for writing, from the ledger of `target`.
    package init(_ journal: EventStore, from target: any Target) {
        self.journal = journal
        self.target = target
    }

    /// Reads every run of the ledger back.
    ///
    /// A rebuild that was killed can be repeated: it goes on where it stopped.
    ///
    /// - Throws: ``RunFailure`` with code `no-ledger` when the target has none.
    package func run() throws -> [Result] {
        let ledger = try LedgerReader(target)
        guard ledger.exists else {
            throw RunFailure(
                code: "no-ledger",
                message: "could not rebuild the journal: \(target.display) has no ledger",
                detail: nil,
                hint: "Name the target that runs were loaded into with --target, and its "
                    + "--ledger-schema if that is not the default."
            )
        }
        // A run of this uid in another target is another copy.
        let identity = TargetIdentity(try target.readIdentity())
        let here = try journal.runs().filter { run in
            guard let own = try TargetIdentity(of: run, in: journal) else { return true }
            return own.differences(from: identity).isEmpty
        }
        let known = Dictionary(here.map { ($0.uid, $0) }, uniquingKeysWith: { $1 })
        return try ledger.runs().map { try rebuild($0, known: known[$0.uid], from: ledger) }
    }

    /// Records the batches of a run that the ledger has and the journal does not.
    func readBatches(of run: RunRecord) throws {
        let ledger = try LedgerReader(target)
        _ = try readBatches(run.number, uid: run.uid, ledger)
    }

    private func rebuild(
        _ run: LedgerRun,
        known: RunRecord?,
        from ledger: LedgerReader
    ) throws -> Result {
        let latest = try ledger.latest(runUID: run.uid, aboveEpoch: 0)?.journalHead
        let missing = try missingCount(run, known: known, in: ledger)
        let suspended = try suspended(run, known)
        if let known, missing == 0, suspended.isEmpty,
            try has(latest, of: known.number, upTo: run.epoch)
        {
            return result(run, number: known.number, .known, counts: (0, 0), latest: latest)
        }
        let number: Int64
        if let known {
            number = known.number
        } else {
            guard let text = run.record, let record = try? LedgerRecord(text: text) else {
                return result(run, number: nil, .unreadable, counts: (0, 0), latest: latest)
            }
            number = try journal.nextRunNumber()
            let events = try beginning(
                run,
                record,
                planned: record.planned.moved(to: target.display),
                isWhole: suspended.isEmpty
            )
            _ = try journal.append(events.map { NewEvent(run: number, $0) })
        }
        _ = try journal.append(suspended.map { NewEvent(run: number, .indexSuspended($0)) })
        try record(
            number,
            .journalRebuilt(
                JournalRebuilt(
                    ledgerEpoch: run.epoch,
                    lostSeq: latest?.seq ?? 0,
                    lostHash: latest?.hash ?? "",
                    batchCount: missing
                )
            )
        )
        let counts = try readBatches(number, uid: run.uid, ledger)
        return result(
            run,
            number: number,
            known == nil ? .rebuilt : .completed,
            counts: counts,
            latest: latest
        )
    }

    /// Whether the journal's own events are those that the ledger knows.
    private func has(
        _ position: JournalPosition?,
        of number: Int64,
        upTo epoch: Int64
    ) throws -> Bool {
        guard let position else { return true }
        if try LedgerComparison.rebuiltEpoch(run: number, in: journal) >= epoch { return true }
        return try journal.event(position.seq)?.hash.hexText == position.hash
    }

    /// What the ledger says is suspended and the journal does not know.
    func suspended(_ run: LedgerRun, _ known: RunRecord?) throws -> [IndexSuspended] {
        do {
            return try SuspensionAdoption(journal: journal, target: target)
                .lacking(run.record, run: known?.number)
        } catch is DecodingError {
            // The run is unreadable, and told to be so.
            return []
        }
    }

    /// The events that come before a run's first batch; with `isWhole`, nothing is suspended.
    func beginning(
        _ run: LedgerRun,
        _ record: LedgerRecord,
        planned: RunPlanned,
        isWhole: Bool
    ) throws -> [JournalEvent] {
        let names = record.planned.tables.map(\.name)
        let schema = try target.readSchema()
        var events: [JournalEvent] = [
            .runPlanned(planned),
            .targetBound(
                TargetBound(
                    identity: try target.readIdentity(),
                    schemaFingerprint: isWhole
                        ? schema.fingerprint(of: names) : record.schemaFingerprint ?? "",
                    epoch: run.epoch,
                    constants: record.constants,
                    schema: isWhole ? schema.lines(of: names) : record.schema
                )
            ),
        ]
        events += record.blocks.map { .idsReserved($0) }
        return events
    }

    private func missingCount(
        _ run: LedgerRun,
        known: RunRecord?,
        in ledger: LedgerReader
    ) throws -> Int64 {
        let batches = try target.committedBatches(runUID: run.uid)
        guard let known else { return Int64(batches.count) }
        let states = try journal.batchStates(run: known.number)
        return batches.reduce(0) { $0 + (states[$1].countsAsCommitted ? 0 : 1) }
    }

    private func readBatches(
        _ number: Int64,
        uid: String,
        _ ledger: LedgerReader
    ) throws -> (batches: Int64, rows: Int64) {
        let states = try journal.batchStates(run: number)
        var counts: (batches: Int64, rows: Int64) = (0, 0)
        var after: Int64 = -1
        while true {
            let page = try ledger.batches(
                runUID: uid,
                after: after,
                limit: JournalRebuild.pageBatchCount
            )
            guard let last = page.last else { return counts }
            after = last.number
            let lacking = page.filter { !states[$0.number].countsAsCommitted }
            _ = try journal.append(lacking.map { NewEvent(run: number, recovered($0)) })
            counts.batches += Int64(lacking.count)
            counts.rows += lacking.reduce(0) { $0 + $1.rowCount }
        }
    }

    private func recovered(_ batch: LedgerBatch) -> JournalEvent {
        .batchRecovered(
            BatchRecovered(
                batch: batch.number,
                table: batch.table,
                firstRow: batch.firstRow,
                rowCount: batch.rowCount,
                digest: "",
                transactionID: "",
                attempt: batch.attempt,
                committedAt: batch.committedAt
            )
        )
    }

    private func result(
        _ run: LedgerRun,
        number: Int64?,
        _ outcome: Result.Outcome,
        counts: (batches: Int64, rows: Int64),
        latest: JournalPosition?
    ) -> Result {
        Result(
            uid: run.uid,
            runNumber: number,
            outcome: outcome,
            batchCount: counts.batches,
            rowCount: counts.rows,
            lostSeq: outcome == .known ? 0 : latest?.seq ?? 0
        )
    }

    private func record(_ number: Int64, _ event: JournalEvent) throws {
        _ = try journal.append([NewEvent(run: number, event)])
    }
}
