import Foundation
import TestSupport

@testable import Rows

/// Two rows of a table, the first and one from the middle, as the documentation shows them.
struct SampleRows {
    static let introduction = """
        # Tables

        Two generated rows of every table that gatefill fills: the first, and one from the middle. They are those
        of profile `small` with all secrets, and `UPDATE_GOLDEN=1 scripts/test --filter GoldenTests` writes them.
        Long values are shortened.

        """

    /// Characters of a value, at most.
    private static let lengthMax = 48

    private let table: any DatasetTable

    init(_ table: any DatasetTable) { self.table = table }

    /// A section with the values by column.
    var markdown: String {
        let definition = type(of: table).definition
        let rows = [0, table.rowCount / 2].map(values)
        var lines = [
            "## `\(definition.name)`", "", "| column | first row | another row |", "|---|---|---|",
        ]
        for (position, column) in definition.filledColumns.enumerated() {
            lines.append("| `\(column.name)` | \(rows[0][position]) | \(rows[1][position]) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func values(_ row: Int64) -> [String] {
        let definition = type(of: table).definition
        let batch = ColumnBatch(table: definition, constants: .standalone)
        var stream = RowStream(table, rows: row..<row + 1, batch: batch)
        guard let slice = stream.nextSlice() else { return [] }
        return definition.filledColumns.indices.map { SampleRows.text(slice.vector($0)) }
    }

    private static func text(_ vector: ColumnVector) -> String {
        if vector.isNull(0) { return "NULL" }
        let number = vector.kind.isText ? 0 : vector.integer(0)
        switch vector.kind {
        case .text, .json, .binary: return quoted(String(decoding: vector.text(0), as: UTF8.self))
        case .boolean: return number == 0 ? "false" : "true"
        case .integer: return String(number)
        case .double: return String(Double(bitPattern: UInt64(bitPattern: number)))
        case .timestamp:
            let moment = Date(timeIntervalSince1970: Double(number / 1_000_000))
            return moment.formatted(.iso8601)
        }
    }

    private static func quoted(_ text: String) -> String {
        if text.isEmpty { return "(empty)" }
        let line = text.replacing("\n", with: " ").replacing("|", with: "\\|")
            .replacing("`", with: "'")
        return line.count > lengthMax ? "`\(line.prefix(lengthMax))…`" : "`\(line)`"
    }
}
