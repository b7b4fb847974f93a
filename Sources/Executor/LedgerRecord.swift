import Foundation
import Journal
import Targets

/// What a target's ledger keeps of a run beside its batches: enough to rebuild its journal.
///
/// Written when the run is bound and its keys are reserved, before the first batch. It holds no secret:
/// neither has the plan, and the target is named without its password.
struct LedgerRecord: Codable {
    /// The run's first event.
    var planned: RunPlanned
    /// What only the target knows and rows depend on.
    var constants: [String: String]
    /// The blocks of integer keys that the run holds.
    var blocks: [IDsReserved]

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
