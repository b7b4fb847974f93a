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

    /// The columns of a batch's progress, in order; `left_count` is the number of its rows that
    /// are not dealt with.
    static let progressColumns =
        (firstColumns + addedColumns.map(\.name)).joined(separator: ", ")

    /// Those that every ledger has.
    static let firstColumns = [
        "deleted_count", "gone_count", "kept_count", "foreign_count", "kept_rows",
    ]

    /// Columns that ledgers of earlier versions lack.
    static let addedColumns = [
        (name: "derived_count", type: "BIGINT", standard: "0"),
        (name: "kept_reasons", type: "TEXT", standard: "{}"),
        (name: "left_count", type: "BIGINT", standard: "0"),
    ]

    /// The statements that add those of ``addedColumns`` that are not `present`.
    static func additions(to table: String, present: Set<String>) -> [String] {
        addedColumns.filter { !present.contains($0.name) }.map {
            "ALTER TABLE \(table) ADD COLUMN \($0.name) \($0.type) NOT NULL "
                + "DEFAULT '\($0.standard)'"
        }
    }

    /// The tables in an order in which they can be dropped.
    static let tables = ["cleanup", "batch", "run", "target"]

    /// Rows that were kept, as the ledger stores them.
    static func text(_ rows: [KeptRow]) -> String { json(rows) }

    /// Numbers of kept rows by reason, as the ledger stores them.
    static func text(_ reasons: [String: Int64]) -> String { json(reasons) }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and integers: there is nothing that could not be encoded.
        guard let bytes = try? encoder.encode(value) else {
            preconditionFailure("texts could not be encoded as JSON")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads ``text(_:)`` back; nothing when it was damaged, for the counts stand beside it.
    static func keptRows(_ text: String) -> [KeptRow] {
        (try? JSONDecoder().decode([KeptRow].self, from: Data(text.utf8))) ?? []
    }

    /// Reads the reasons of kept rows back, as ``keptRows(_:)`` does the rows.
    static func keptReasons(_ text: String) -> [String: Int64] {
        (try? JSONDecoder().decode([String: Int64].self, from: Data(text.utf8))) ?? [:]
    }
}

/// How far the deletion of a batch is.
struct DeletionProgress {
    /// What became of the rows that are dealt with: the last ones of the batch.
    var outcome = DeletionOutcome()
    /// The number of rows that are not.
    var leftCount: Int64
}
