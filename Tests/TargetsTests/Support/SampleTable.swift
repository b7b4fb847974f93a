import TestSupport
import Foundation
import GRDB

@testable import ContextForge
@testable import Rows
@testable import Targets

/// A table with a column of every kind: filled, constant, NULL in some rows, and never filled.
struct SampleTable: DatasetTable {
    static let definition = TableDefinition(
        name: "samples",
        component: "samples",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("amount", .integer),
            .required("is_on", .boolean),
            .optional("note", .text(lengthMax: nil)),
            .required("body", .json),
            .optional("raw", .binary),
            .required("at", .timestamp),
            .optional("later", .timestamp),
            .optional("fixed_text", .text(lengthMax: 20)),
            .optional("fixed_number", .integer),
            .unfilled("spare", .text(lengthMax: nil)),
        ],
        uniqueKeys: [TableDefinition.UniqueKey("uq_samples_amount", ["amount"])],
        allowedValues: [
            TableDefinition.AllowedValues(
                name: "ck_samples_fixed",
                column: "fixed_text",
                values: ["fixed"]
            )
        ]
    )

    /// Creates it, under another name if one is given, as the account of the target.
    static func create(in target: any Target, as name: String = "samples") throws {
        if let server = target as? PostgresTarget {
            try server.connect().execute(creation(isPostgres: true, name))
        } else if let file = target as? SQLiteTarget {
            try file.open(.creating).write { database in
                try database.execute(sql: creation(isPostgres: false, name))
            }
        }
    }

    private static func creation(isPostgres: Bool, _ name: String) -> String {
        let moment = isPostgres ? "TIMESTAMP WITH TIME ZONE" : "DATETIME"
        return """
            CREATE TABLE \(name) (
                id VARCHAR(36) NOT NULL PRIMARY KEY,
                amount INTEGER NOT NULL CONSTRAINT uq_samples_amount UNIQUE,
                is_on BOOLEAN NOT NULL,
                note TEXT,
                body JSON NOT NULL,
                raw \(isPostgres ? "BYTEA" : "BLOB"),
                at \(moment) NOT NULL,
                later \(moment),
                fixed_text VARCHAR(20) CONSTRAINT ck_samples_fixed CHECK (fixed_text IN ('fixed')),
                fixed_number INTEGER,
                spare TEXT)
            """
    }

    let rowCount: Int64
    /// Called before rows are made, for tests that need a session in the middle of its batch.
    let willFill: @Sendable () -> Void

    init(rowCount: Int64, willFill: @escaping @Sendable () -> Void = {}) {
        self.rowCount = rowCount
        self.willFill = willFill
    }

    init(_ population: Population) {
        preconditionFailure("a sample table is made by its other initialiser")
    }

    func fill(_ batch: ColumnBatch) {
        willFill()
        batch.text("id") { writer, row, _ in writer.append(string: "id-\(row)") }
        batch.integers("amount") { row, _ in row - 3 }
        batch.integers("is_on") { row, _ in row % 2 }
        batch.optionalText("note") { writer, row, _ in
            writer.append(string: row % 5 == 0 ? "" : "é\"'\\ \(row)\n")
            return row % 3 != 0
        }
        batch.text("body") { writer, row, _ in writer.append(string: "{\"row\": \(row)}") }
        batch.optionalText("raw") { writer, row, _ in
            writer.append(UInt8(truncatingIfNeeded: row))
            writer.append(0)
            return row % 4 != 0
        }
        batch.integers("at") { row, _ in 1_700_000_000_123_456 + row * 1_000_003 }
        batch.optionalIntegers("later") { row, _ in row % 2 == 0 ? nil : -row * 86_400_000_001 }
        batch.constant("fixed_text", "fixed")
        batch.constant("fixed_number", 7)
    }

    /// The rows of one batch, in memory of their own.
    func stream(_ rows: Range<Int64>) -> RowStream {
        RowStream(self, rows: rows, batch: ColumnBatch(table: Self.definition))
    }
}
