import Foundation
import GRDB
import Rows

/// Compares slices with the rows of a SQLite table.
struct SQLiteRowComparison {
    private let database: Database
    private let table: ComparedTable

    /// A comparison of one table's rows.
    init(_ database: Database, _ table: ComparedTable) {
        self.database = database
        self.table = table
    }

    /// The rows of a slice that are not in the target as they were generated.
    func differences(_ slice: ColumnBatch) throws -> [RowDifference] {
        let names = table.columns.map(\.found.name) + table.emptyColumns.map(\.name)
        let cells = names.map { "t.\(SQLIdentifier.quoted($0))" }.joined(separator: ", ")
        let statement = try database.makeStatement(
            sql: "SELECT \(cells) FROM \(SQLIdentifier.quoted(table.address.name)) AS t "
                + "WHERE \(SQLiteAddresses.condition(table.address))"
        )
        let addresses = SQLiteAddresses(table.address, slice)
        let vectors = table.columns.map { slice.vector($0.batchColumn) }
        var differences: [RowDifference] = []
        for row in 0..<slice.rowCount {
            let found = try Row.fetchOne(statement, arguments: addresses.arguments(row))
            let cells = found.map { differingCells($0, vectors, row: row) }
            if let cells, cells.isEmpty { continue }
            differences.append(
                RowDifference(
                    row: slice.rows.lowerBound + Int64(row),
                    key: AddressText.key(table.address, slice, row: row),
                    cells: cells
                )
            )
        }
        return differences
    }

    private func differingCells(
        _ found: Row,
        _ vectors: [ColumnVector],
        row: Int
    ) -> [RowDifference.Cell] {
        var cells: [RowDifference.Cell] = []
        for (index, value) in found.databaseValues.enumerated() {
            let isFilled = index < vectors.count
            let expected = isFilled ? SQLiteRowComparison.value(vectors[index], row) : .null
            if value == expected || SQLiteRowComparison.isSameNumber(value, expected) { continue }
            cells.append(
                RowDifference.Cell(
                    column: isFilled
                        ? table.columns[index].found.name
                        : table.emptyColumns[index - vectors.count].name,
                    expected: SQLiteRowComparison.text(expected),
                    found: SQLiteRowComparison.text(value)
                )
            )
        }
        return cells
    }

    /// A generated value as it is bound when the row is inserted.
    private static func value(_ vector: ColumnVector, _ row: Int) -> DatabaseValue {
        if vector.isNull(row) { return .null }
        switch vector.kind {
        case .text, .json: return String(decoding: vector.text(row), as: UTF8.self).databaseValue
        case .binary: return Array(vector.text(row)).withUnsafeBytes { Data($0).databaseValue }
        case .boolean, .integer: return vector.integer(row).databaseValue
        case .double: return vector.double(row).databaseValue
        case .timestamp: return SQLiteTimestamp.text(vector.integer(row)).databaseValue
        }
    }

    /// Whether both are numbers and equal: the affinity of a column may store 2.0 as 2.
    private static func isSameNumber(_ one: DatabaseValue, _ other: DatabaseValue) -> Bool {
        guard let left = number(one), let right = number(other) else { return false }
        return left == right
    }

    private static func number(_ value: DatabaseValue) -> Double? {
        switch value.storage {
        case .int64(let number): Double(exactly: number)
        case .double(let number): number
        default: nil
        }
    }

    private static func text(_ value: DatabaseValue) -> String? {
        switch value.storage {
        case .null: nil
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): text
        case .blob(let data): data.map { String($0, radix: 16) }.joined(separator: " ")
        }
    }
}

/// A connection that compares rows of a SQLite target with the generated ones.
final class SQLiteContentSession: ContentSession {
    private let queue: DatabaseQueue

    init(_ queue: DatabaseQueue) {
        self.queue = queue
    }

    func differences(
        in rows: Range<Int64>,
        of table: ComparedTable,
        _ source: RowSource
    ) throws(TargetError) -> [RowDifference] {
        let queue = queue
        return try SQLiteFailure.catching(queue.path) {
            try queue.unsafeReentrantRead { database in
                let comparison = SQLiteRowComparison(database, table)
                var differences: [RowDifference] = []
                var failure: (any Error)?
                try source.forEachSliceDescending(of: rows) { slice in
                    guard failure == nil else { return }
                    do { differences += try comparison.differences(slice) } catch {
                        failure = error
                    }
                }
                if let failure { throw failure }
                return differences
            }
        }
    }
}
