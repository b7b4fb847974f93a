import Foundation
import GRDB
import TestSupport

@testable import ContextForge
@testable import Rows
@testable import Targets

/// A table with a column of every kind: filled, constant, NULL in some rows, and never filled.
struct SampleTable: DeclaredTable {
    static let columns: [Rows.Column<Self>] = [
        .text(.required("id", .text(lengthMax: 36))) { _, row, _, writer in
            writer.append(string: "id-\(row)")
        },
        .integers(.required("amount", .integer)) { _, row, _ in row - 3 },
        .integers(.required("is_on", .boolean)) { _, row, _ in row % 2 },
        .optionalText(.optional("note", .text(lengthMax: nil))) { _, row, _, writer in
            writer.append(string: row % 5 == 0 ? "" : "é\"'\\ \(row)\n")
            return row % 3 != 0
        },
        .text(.required("body", .json)) { _, row, _, writer in
            writer.append(string: "{\"row\": \(row)}")
        },
        .optionalText(.optional("raw", .binary)) { _, row, _, writer in
            writer.append(UInt8(truncatingIfNeeded: row))
            writer.append(0)
            return row % 4 != 0
        },
        .integers(.required("at", .timestamp)) { _, row, _ in
            1_700_000_000_123_456 + row * 1_000_003
        },
        .optionalIntegers(.optional("later", .timestamp)) { _, row, _ in
            row % 2 == 0 ? nil : -row * 86_400_000_001
        },
        .constant(.optional("fixed_text", .text(lengthMax: 20)), "fixed"),
        .constant(.optional("fixed_number", .integer), 7),
        .unfilled("spare", .text(lengthMax: nil)),
    ]

    static let definition = TableDefinition(
        name: "samples",
        component: "samples",
        columns: columns.map(\.definition),
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

    func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<NoSharedValues>) {
        willFill()
    }

    /// The rows of one batch, in memory of their own.
    func stream(_ rows: Range<Int64>) -> RowStream {
        RowStream(self, rows: rows, batch: ColumnBatch(table: Self.definition))
    }
}
