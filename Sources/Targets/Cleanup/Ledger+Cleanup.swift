import Foundation

extension Ledger {
    /// The statement that makes room for what becomes of batches; `table` spells a table's name.
    static func cleanupStatement(_ table: (String) -> String) -> String {
        """
        CREATE TABLE IF NOT EXISTS \(table("cleanup")) (
            run_uid TEXT NOT NULL,
            batch_number BIGINT NOT NULL,
            deleted_count BIGINT NOT NULL,
            gone_count BIGINT NOT NULL,
            kept_count BIGINT NOT NULL,
            foreign_count BIGINT NOT NULL,
            kept_rows TEXT NOT NULL,
            PRIMARY KEY (run_uid, batch_number)
        )
        """
    }

    /// The columns of an outcome, in order.
    static let outcomeColumns = "deleted_count, gone_count, kept_count, foreign_count, kept_rows"

    /// The tables in an order in which they can be dropped.
    static let tables = ["cleanup", "batch", "run", "target"]

    /// Rows that were kept, as the ledger stores them.
    static func text(_ rows: [KeptRow]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Two texts each: there is nothing that could not be encoded.
        guard let bytes = try? encoder.encode(rows) else {
            preconditionFailure("texts could not be encoded as JSON")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads ``text(_:)`` back; nothing when it was damaged, for the counts stand beside it.
    static func keptRows(_ text: String) -> [KeptRow] {
        (try? JSONDecoder().decode([KeptRow].self, from: Data(text.utf8))) ?? []
    }
}
