import Foundation
import Planner

/// The results of all tables, for people and as JSON.
struct RowsReport: Encodable {
    /// One table, or all of them.
    struct Line: Encodable, Equatable {
        let table: String
        /// Rows in the plan.
        let plannedRows: Int64
        /// Encoded bytes of a row, the mean.
        let bytesPerRow: Double
        let synthesisRowsPerSecond: Double
        let encodingRowsPerSecond: Double
        /// Both, one after the other.
        let rowsPerSecond: Double
        let megabytesPerSecond: Double
    }

    let profile: String
    let repeats: Int
    private(set) var tables: [Line] = []
    /// Every table by its rows in the plan; absent before the first.
    private(set) var total: Line?
    /// Seconds for all planned rows.
    private var synthesisSeconds = 0.0
    private var encodingSeconds = 0.0
    private var byteCount = 0.0
    private var rowCount: Int64 = 0

    private enum CodingKeys: String, CodingKey {
        case profile
        case repeats
        case tables
        case total
    }

    init(profile: String, repeats: Int) {
        self.profile = profile
        self.repeats = repeats
    }

    /// Adds a table.
    mutating func add(_ table: TablePlan, _ measured: SampleTiming) {
        let weight = Double(table.rowCount) / Double(measured.rowCount)
        synthesisSeconds += weight * measured.synthesisSeconds
        encodingSeconds += weight * measured.encodingSeconds
        byteCount += weight * Double(measured.byteCount)
        rowCount += table.rowCount
        tables.append(
            RowsReport.line(
                table.name,
                table.rowCount,
                rows: Double(measured.rowCount),
                bytes: Double(measured.byteCount),
                measured.synthesisSeconds,
                measured.encodingSeconds
            )
        )
        total = RowsReport.line(
            "all",
            rowCount,
            rows: Double(rowCount),
            bytes: byteCount,
            synthesisSeconds,
            encodingSeconds
        )
    }

    private static func line(
        _ name: String,
        _ plannedRows: Int64,
        rows: Double,
        bytes: Double,
        _ synthesisSeconds: Double,
        _ encodingSeconds: Double
    ) -> Line {
        let seconds = synthesisSeconds + encodingSeconds
        return Line(
            table: name,
            plannedRows: plannedRows,
            bytesPerRow: bytes / rows,
            synthesisRowsPerSecond: rows / synthesisSeconds,
            encodingRowsPerSecond: rows / encodingSeconds,
            rowsPerSecond: rows / seconds,
            megabytesPerSecond: bytes / 1e6 / seconds
        )
    }

    /// A Markdown table.
    var text: String {
        MarkdownTable(
            titles: [
                "table", "planned rows", "bytes/row", "synthesis rows/s", "encoding rows/s",
                "rows/s", "MB/s",
            ],
            lines: (tables + (total.map { [$0] } ?? [])).map { line in
                [
                    line.table, MarkdownTable.grouped(Double(line.plannedRows)),
                    MarkdownTable.grouped(line.bytesPerRow),
                    MarkdownTable.grouped(line.synthesisRowsPerSecond),
                    MarkdownTable.grouped(line.encodingRowsPerSecond),
                    MarkdownTable.grouped(line.rowsPerSecond),
                    MarkdownTable.grouped(line.megabytesPerSecond),
                ]
            }
        ).text
    }

    /// The same as JSON with sorted keys.
    var json: String {
        get throws {
            try SortedJSON.text(self)
        }
    }
}
