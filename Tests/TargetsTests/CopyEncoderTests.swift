import TestSupport
import Testing

@testable import ContextForge
@testable import Rows
@testable import Targets

@Suite struct CopyEncoderTests {
    @Test func `a row of every form has the documented bytes`() throws {
        let batch = ColumnBatch(
            table: Self.table([
                .required("a", .text(lengthMax: nil)), .required("b", .json),
                .required("c", .json), .required("d", .binary), .required("e", .boolean),
                .required("f", .integer), .required("g", .integer), .required("h", .integer),
                .required("i", .timestamp),
            ])
        )
        batch.begin(rows: 0..<1)
        batch.fillText(at: 0) { writer, _, _ in writer.append("hé") }
        batch.fillText(at: 1) { writer, _, _ in writer.append("[]") }
        batch.fillText(at: 2) { writer, _, _ in writer.append("{}") }
        batch.fillText(at: 3) { writer, _, _ in
            for byte in [0, 255] as [UInt8] { writer.append(byte) }
        }
        batch.fillIntegers(at: 4) { _, _ in 1 }
        batch.fillIntegers(at: 5) { _, _ in -2 }
        batch.fillIntegers(at: 6) { _, _ in 0x0102_0304 }
        batch.fillIntegers(at: 7) { _, _ in -1 }
        // A second and a microsecond after the server's epoch.
        batch.fillIntegers(at: 8) { _, _ in 946_684_801_000_001 }
        batch.end()
        let types = [
            "text", "json", "jsonb", "bytea", "bool", "int2", "int4", "int8", "timestamptz",
        ]
        let expected: [[UInt8]] = [
            [0, 9],
            [0, 0, 0, 3, 0x68, 0xC3, 0xA9],
            [0, 0, 0, 2, 0x5B, 0x5D],
            [0, 0, 0, 3, 1, 0x7B, 0x7D],
            [0, 0, 0, 2, 0, 255],
            [0, 0, 0, 1, 1],
            [0, 0, 0, 2, 0xFF, 0xFE],
            [0, 0, 0, 4, 1, 2, 3, 4],
            [0, 0, 0, 8, 255, 255, 255, 255, 255, 255, 255, 255],
            [0, 0, 0, 8, 0, 0, 0, 0, 0, 0x0F, 0x42, 0x41],
        ]
        #expect(try Self.encode(batch, types) == expected.flatMap(\.self))
    }

    @Test func `NULL is a length of -1, an empty text one of 0`() throws {
        let batch = ColumnBatch(
            table: Self.table([
                .optional("a", .text(lengthMax: nil)), .optional("b", .timestamp),
                .optional("c", .json),
            ])
        )
        batch.begin(rows: 0..<2)
        batch.fillOptionalText(at: 0) { _, row, _ in row == 1 }
        batch.fillOptionalIntegers(at: 1) { row, _ in row == 1 ? nil : 946_684_800_000_000 }
        batch.fillOptionalText(at: 2) { writer, row, _ in
            writer.append("x")
            return row == 1
        }
        batch.end()
        let null: [UInt8] = [255, 255, 255, 255]
        let first = [0, 3] + null + [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0] + null
        let second = [0, 3] + [0, 0, 0, 0] + null + [0, 0, 0, 2, 1, 0x78]
        #expect(try Self.encode(batch, ["text", "timestamp", "jsonb"]) == first + second)
    }

    @Test func `a constant column has its value in every row`() throws {
        let batch = ColumnBatch(
            table: Self.table([
                .required("a", .text(lengthMax: nil)), .required("b", .integer),
                .required("c", .boolean),
            ])
        )
        batch.begin(rows: 5..<8)
        batch.fill(at: 0, "ab")
        batch.fill(at: 1, 9)
        batch.fill(at: 2, 0)
        batch.end()
        let row: [UInt8] = [0, 3, 0, 0, 0, 2, 0x61, 0x62, 0, 0, 0, 4, 0, 0, 0, 9, 0, 0, 0, 1, 0]
        #expect(try Self.encode(batch, ["varchar", "int4", "bool"]) == row + row + row)
    }

    @Test func `a column that the target lacks is not sent`() throws {
        let table = Self.table([
            .optional("gone", .text(lengthMax: nil)), .required("kept", .integer),
        ])
        let batch = ColumnBatch(table: table)
        batch.begin(rows: 0..<1)
        batch.fill(at: 0, "x")
        batch.fill(at: 1, 1)
        batch.end()
        let match = try SchemaMatch(table, found: Self.found(["kept"], ["int2"]))
        var encoder = try CopyEncoder(match, table: table.name)
        #expect(Array(encoder.encode(batch)) == [0, 1, 0, 0, 0, 2, 0, 1])
    }

    @Test(arguments: [1, 1023, 1024])
    func `texts larger than the buffer at first are whole`(rowCount: Int64) throws {
        let batch = ColumnBatch(table: Self.table([.required("a", .text(lengthMax: nil))]))
        batch.begin(rows: 0..<rowCount)
        batch.fillText(at: 0) { writer, row, _ in
            writer.append(string: String(repeating: "x", count: Int(row) % 7 * 50))
        }
        batch.end()
        let bytes = try Self.encode(batch, ["text"])
        var expected: [UInt8] = []
        for row in 0..<Int(rowCount) {
            let count = row % 7 * 50
            expected += [0, 1, 0, 0, UInt8(count >> 8), UInt8(count & 255)]
            expected += [UInt8](repeating: 0x78, count: count)
        }
        #expect(bytes == expected)
    }

    private static let kinds: [(String, ColumnKind)] = [
        ("text", .text(lengthMax: nil)), ("limited", .text(lengthMax: 3)), ("json", .json),
        ("binary", .binary), ("boolean", .boolean), ("integer", .integer),
        ("timestamp", .timestamp),
    ]
    private static let types = [
        "text", "varchar", "bpchar", "json", "jsonb", "bytea", "bool", "int2", "int4", "int8",
        "timestamptz", "timestamp", "uuid", "numeric", "date", "float8", "_text", "",
    ]
    private static let forms: [String: [String: CopyEncoder.Form]] = [
        "text": ["text": .bytes, "varchar": .bytes, "bpchar": .bytes],
        "limited": ["text": .bytes, "varchar": .bytes, "bpchar": .bytes],
        "json": ["json": .bytes, "text": .bytes, "varchar": .bytes, "jsonb": .versionedBytes],
        "binary": ["bytea": .bytes],
        "boolean": ["bool": .boolean],
        "integer": [
            "int2": .integer(byteCount: 2), "int4": .integer(byteCount: 4),
            "int8": .integer(byteCount: 8),
        ],
        "timestamp": ["timestamptz": .timestamp, "timestamp": .timestamp],
    ]

    @Test(arguments: types)
    func `a pair of kind and type has its form or is refused by column and type`(
        type: String
    )
        throws
    {
        for (label, kind) in Self.kinds {
            let expected = Self.forms[label]?[type]
            #expect(CopyEncoder.form(kind, as: type) == expected, "\(label) as \(type)")
            let table = Self.table([.required("c", kind)])
            let match = try SchemaMatch(table, found: Self.found(["c"], [type]))
            if expected != nil {
                _ = try CopyEncoder(match, table: table.name)
                continue
            }
            let error = try targetError { _ = try CopyEncoder(match, table: table.name) }
            #expect(error.code == "schema-drift")
            #expect(error.detail == "column `c` of the target's table `things` has type `\(type)`")
        }
    }

    private static func encode(_ batch: ColumnBatch, _ types: [String]) throws -> [UInt8] {
        let names = batch.table.filledColumns.map(\.name)
        let match = try SchemaMatch(batch.table, found: found(names, types))
        var encoder = try CopyEncoder(match, table: batch.table.name)
        return Array(encoder.encode(batch))
    }

    private static func table(_ columns: [ColumnDefinition]) -> TableDefinition {
        TableDefinition(name: "things", component: "things", columns: columns)
    }

    private static func found(_ names: [String], _ types: [String]) -> TargetTable {
        TargetTable(
            name: "things",
            qualifiedName: "things",
            columns: zip(names, types).map {
                TargetColumn(name: $0, type: $1, isNullable: true, hasDefault: false)
            },
            primaryKey: [],
            constraints: []
        )
    }
}
