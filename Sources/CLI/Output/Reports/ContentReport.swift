import Executor
import Targets

/// The comparison of a table with its generated rows, for people and as JSON.
struct ContentReport: Encodable {
    struct Divergence: Encodable {
        let row: Int64
        let key: String
        /// Absent when the row is not in the target.
        let column: String?
        let expected: String?
        let found: String?
    }

    let check = "content"
    let subject: String
    let passed: Bool
    let batches: Int64
    let rows: Int64
    let changedRows: Int64
    let missingRows: Int64
    /// Rows that the gateway itself has removed.
    let removedRows: Int64
    /// Rows that differ only in what the gateway writes by itself, and the columns with their
    /// cells.
    let maintainedRows: Int64
    let maintainedColumns: [String: Int64]
    let firstDivergence: Divergence?
    let expectedDigest: String
    let foundDigest: String

    private enum CodingKeys: String, CodingKey {
        case check, subject, passed, batches, rows, changedRows, missingRows, removedRows
        case maintainedRows
        case maintainedColumns, firstDivergence, expectedDigest, foundDigest
    }

    init(_ result: ContentResult) {
        subject = result.table
        passed = result.hasPassed
        batches = result.batchCount
        rows = result.rowCount
        changedRows = result.changedRowCount
        missingRows = result.missingRowCount
        removedRows = result.removedRowCount
        maintainedRows = result.maintainedRowCount
        maintainedColumns = result.maintainedColumns
        firstDivergence = result.firstDivergence.map { difference in
            Divergence(
                row: difference.row,
                key: difference.key,
                column: difference.cells?.first?.column,
                expected: difference.cells?.first?.expected,
                found: difference.cells?.first?.found
            )
        }
        expectedDigest = result.expectedDigest
        foundDigest = result.foundDigest
    }

    /// Bytes of a value that are shown to people.
    private static let shownByteCountMax = 80

    /// The result on one line.
    var summary: String {
        let compared = "content \(subject): \(Figures.grouped(rows)) rows compared"
        guard let first = firstDivergence else { return compared + maintenance }
        var text = compared
        if changedRows > 0 { text += ", \(Figures.grouped(changedRows)) differ" }
        if missingRows > 0 { text += ", \(Figures.grouped(missingRows)) are missing" }
        text += "; first row \(first.row) (\(first.key))"
        if let column = first.column {
            text +=
                ", column \(column): expected \(ContentReport.shown(first.expected)), "
                + "found \(ContentReport.shown(first.found))"
        } else {
            text += ", which is not there"
        }
        return text + maintenance
    }

    /// What the gateway has written by itself.
    private var maintenance: String {
        var text = ""
        if removedRows > 0 { text += "; \(Figures.grouped(removedRows)) removed by the gateway" }
        guard maintainedRows > 0 else { return text }
        let columns = maintainedColumns.sorted { $0.key < $1.key }
            .map { "\($0.key) \(Figures.grouped($0.value))" }
        return text + "; \(Figures.grouped(maintainedRows)) written by the gateway itself ("
            + "\(columns.joined(separator: ", ")))"
    }

    private static func shown(_ value: String?) -> String {
        guard let value else { return "NULL" }
        let head = String(decoding: value.utf8.prefix(shownByteCountMax), as: UTF8.self)
        return "`\(head)`" + (value.utf8.count > shownByteCountMax ? "…" : "")
    }
}
