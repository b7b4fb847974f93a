import Foundation
import Journal
import Targets

/// What a target's ledger keeps of a run beside its batches: enough to rebuild its journal.
///
/// Written when the run is bound and its keys are reserved, before the first batch; again before
/// indexes are suspended, and when they are restored. It holds no secret: neither has the plan, and
/// the target is named without its password.
struct LedgerRecord: Codable {
    /// The run's first event.
    var planned: RunPlanned
    /// What only the target knows and rows depend on.
    var constants: [String: String]
    /// The blocks of integer keys that the run holds.
    var blocks: [IDsReserved]
    /// Indexes and constraints that are not restored yet; nil in records of older versions.
    var suspended: [IndexSuspended]?
    /// The schema as it was before anything was suspended; nil in records of older versions.
    var schemaFingerprint: String?
    /// The same line by line.
    var schema: [String]?

    /// What the journal knows of a run; nil before the run is planned and bound.
    init?(run number: Int64, in journal: EventStore) throws {
        guard let planned = try journal.plan(run: number),
            let bound = try journal.binding(run: number)
        else { return nil }
        self.planned = planned
        constants = bound.constants
        blocks = try journal.reservations(run: number).map {
            IDsReserved(
                table: $0.table,
                column: $0.column,
                firstID: $0.firstID,
                idCount: $0.idCount
            )
        }
        suspended = try SuspensionHistory(run: number, in: journal).outstanding
            .map(\.suspendedEvent)
        schemaFingerprint = bound.schemaFingerprint
        schema = bound.schema
    }

    /// Leaves with the target what the journal knows of a run now.
    static func keep(
        run number: Int64,
        in journal: EventStore,
        target: any Target,
        runUID: String
    ) throws {
        guard let record = try LedgerRecord(run: number, in: journal) else { return }
        try target.keepRecord(record.text(), runUID: runUID)
    }

    /// Reads what ``text`` wrote.
    init(text: String) throws {
        self = try JSONDecoder().decode(LedgerRecord.self, from: Data(text.utf8))
    }

    /// The record as the ledger keeps it: JSON with sorted keys.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
