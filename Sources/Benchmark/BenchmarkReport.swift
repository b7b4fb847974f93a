import Foundation
import Planner

/// The results of all tables, for people and as JSON.
struct BenchmarkReport: Encodable {
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
            BenchmarkReport.line(
                table.name,
                table.rowCount,
                rows: Double(measured.rowCount),
                bytes: Double(measured.byteCount),
                measured.synthesisSeconds,
                measured.encodingSeconds
            )
        )
        total = BenchmarkReport.line(
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
        let titles = [
            "table", "planned rows", "bytes/row", "synthesis rows/s", "encoding rows/s", "rows/s",
            "MB/s",
        ]
        let lines = (tables + (total.map { [$0] } ?? [])).map { line in
            [
                line.table, BenchmarkReport.grouped(Double(line.plannedRows)),
                BenchmarkReport.grouped(line.bytesPerRow),
                BenchmarkReport.grouped(line.synthesisRowsPerSecond),
                BenchmarkReport.grouped(line.encodingRowsPerSecond),
                BenchmarkReport.grouped(line.rowsPerSecond),
                BenchmarkReport.grouped(line.megabytesPerSecond),
            ]
        }
        let rule = titles.indices.map { $0 == 0 ? "---" : "--:" }
        return ([titles, rule] + lines)
            .map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }

    /// The same as JSON with sorted keys.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// `1234567.8` as `1,234,568`.
    private static func grouped(_ value: Double) -> String {
        let digits = String(Int64(value.rounded()))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
