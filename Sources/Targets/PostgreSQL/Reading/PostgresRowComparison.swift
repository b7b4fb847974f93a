import Foundation
import Rows

/// Compares slices with the rows of a PostgreSQL table.
///
/// The encoder's bytes are those of the server's binary format, so equal cells are equal bytes.
struct PostgresRowComparison: ~Copyable {
    private let connection: PostgresConnection
    private let table: ComparedTable
    private var encoder: CopyEncoder

    /// A comparison of one table's rows.
    init(_ connection: PostgresConnection, _ table: ComparedTable) throws(TargetError) {
        self.connection = connection
        self.table = table
        encoder = try CopyEncoder(table.match, table: table.address.name)
    }

    /// The rows of a slice, among those whose numbers, counted within it, are in `rows`, that are
    /// not in the target as they were generated.
    mutating func differences(
        _ slice: ColumnBatch,
        rows: [Int]
    ) throws(TargetError) -> [RowDifference] {
        let keys = PostgresKeys(table.address, slice, rows: rows)
        let cells =
            table.columns.map { "t.\(SQLIdentifier.quoted($0.found.name))" }
            + table.emptyColumns.map { "t.\(SQLIdentifier.quoted($0.name))::text" }
        let found = try connection.executeBinary(
            "SELECT \((["k.place"] + cells).joined(separator: ", ")) FROM \(keys.relation("k")) "
                + "JOIN \(connection.name(of: table.address.name)) AS t "
                + "ON \(keys.condition(row: "t", key: "k"))",
            keys.parameters
        )
        let expected = EncodedRows(encoder.encode(slice), rowCount: slice.rowCount)
        var differences: [RowDifference] = []
        var missing = Set(rows)
        for index in 0..<found.rowCount {
            guard let place = found.bytes(index, 0) else { continue }
            let row = rows[Int(CopyReader.integer(place)) - 1]
            missing.remove(row)
            let cells = differingCells(found, at: index, in: slice, expected: expected, row: row)
            if !cells.isEmpty { differences.append(difference(slice, row, cells: cells)) }
        }
        differences += missing.map { difference(slice, $0, cells: nil) }
        return differences
    }

    private func difference(
        _ slice: ColumnBatch,
        _ row: Int,
        cells: [RowDifference.Cell]?
    ) -> RowDifference {
        RowDifference(
            row: slice.rows.lowerBound + Int64(row),
            key: AddressText.key(table.address, slice, row: row),
            cells: cells
        )
    }

    private func differingCells(
        _ found: PostgresResult,
        at index: Int,
        in slice: ColumnBatch,
        expected: EncodedRows,
        row: Int
    ) -> [RowDifference.Cell] {
        var cells: [RowDifference.Cell] = []
        var reader = expected.reader(row)
        for (position, column) in table.columns.enumerated() {
            let wanted = reader.field()
            let bytes = found.bytes(index, position + 1)
            if PostgresRowComparison.areEqual(wanted, bytes, type: column.found.type) { continue }
            cells.append(
                RowDifference.Cell(
                    column: column.found.name,
                    expected: wanted.map { PostgresCellText.of($0, column.found.type) },
                    found: bytes.map { PostgresCellText.of($0, column.found.type) }
                )
            )
        }
        for (position, column) in table.emptyColumns.enumerated() {
            guard let bytes = found.bytes(index, table.columns.count + position + 1) else {
                continue
            }
            let text = String(decoding: bytes, as: UTF8.self)
            cells.append(RowDifference.Cell(column: column.name, expected: nil, found: text))
        }
        return cells
    }

    private static func areEqual(
        _ wanted: UnsafeRawBufferPointer?,
        _ found: UnsafeRawBufferPointer?,
        type: String
    ) -> Bool {
        guard let wanted, let found else { return wanted == nil && found == nil }
        if wanted.count == found.count, wanted.elementsEqual(found) { return true }
        // The server stores such a document in a form of its own.
        guard type == "jsonb" else { return false }
        let documents = [wanted, found].map { bytes in
            try? JSONSerialization.jsonObject(
                with: Data(bytes.dropFirst()),
                options: .fragmentsAllowed
            ) as? NSObject
        }
        return documents[0] != nil && documents[0] == documents[1]
    }
}

/// Rows in the binary COPY format, with the place where each begins.
private struct EncodedRows {
    private let bytes: UnsafeRawBufferPointer
    private var starts: [Int] = []

    init(_ bytes: UnsafeRawBufferPointer, rowCount: Int) {
        self.bytes = bytes
        var offset = 0
        for _ in 0..<rowCount {
            starts.append(offset)
            var fieldCount = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
            offset += 2
            while fieldCount > 0 {
                let length = CopyReader.integer(
                    UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 4])
                )
                offset += 4 + Int(max(0, length))
                fieldCount -= 1
            }
        }
    }

    /// A reader at the first field of a row.
    func reader(_ row: Int) -> CopyReader {
        CopyReader(
            UnsafeRawBufferPointer(rebasing: bytes[(starts[row] + 2)...]),
            skipsHeader: false
        )
    }
}

/// Values in PostgreSQL's binary form as text.
enum PostgresCellText {
    /// The text of a value of a type.
    static func of(_ bytes: UnsafeRawBufferPointer, _ type: String) -> String {
        switch type {
        case "int2", "int4", "int8": String(CopyReader.integer(bytes))
        case "bool": CopyReader.integer(bytes) == 0 ? "false" : "true"
        case "float4", "float8":
            String(Double(bitPattern: UInt64(bitPattern: CopyReader.doubleBits(bytes))))
        case "timestamp", "timestamptz":
            SQLiteTimestamp.text(CopyReader.integer(bytes) + CopyEncoder.epochShift)
        case "jsonb": String(decoding: bytes.dropFirst(), as: UTF8.self)
        case "bytea": bytes.map { String($0, radix: 16) }.joined(separator: " ")
        default: String(decoding: bytes, as: UTF8.self)
        }
    }
}
