import Crypto
import Foundation

@testable import ContextForge
@testable import Rows

/// The rows of a table, read through its stream.
struct TableContents: Sendable {
    /// A cell; nil in its place stands for NULL.
    enum Cell: Hashable, Sendable {
        case text(String)
        case number(Int64)
    }

    let definition: TableDefinition
    let rowCount: Int
    /// One array of cells for each filled column.
    let columns: [[Cell?]]

    /// Reads `rows` of `table`, all of them unless told otherwise.
    ///
    /// With `only`, the cells of that column alone are kept; the others are empty.
    init(
        _ table: any DatasetTable,
        rows: Range<Int64>? = nil,
        only column: String? = nil,
        constants: TargetConstants = .standalone
    ) {
        let definition = type(of: table).definition
        self.init(
            RowStream(
                table,
                rows: rows ?? 0..<table.rowCount,
                batch: ColumnBatch(table: definition, constants: constants)
            ),
            of: definition,
            only: column
        )
    }

    /// Reads what is left of a stream of a table's rows.
    init(_ stream: RowStream, of definition: TableDefinition, only column: String? = nil) {
        var stream = stream
        let kept = column
        var columns: [[Cell?]] = definition.filledColumns.map { _ in [] }
        while let slice = stream.nextSlice() {
            for column in columns.indices
            where kept == nil || kept == definition.filledColumns[column].name {
                columns[column] += TableContents.cells(slice.vector(column), slice.rowCount)
            }
        }
        self.definition = definition
        rowCount = stream.rows.count
        self.columns = columns
    }

    /// The cells of a filled column.
    func cells(_ name: String) -> [Cell?] {
        guard let index = definition.filledColumns.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("\(definition.name) has no filled column \(name)")
        }
        return columns[index]
    }

    /// Whether gatefill fills a column of that name.
    func hasColumn(_ name: String) -> Bool {
        definition.filledColumns.contains { $0.name == name }
    }

    /// The texts of a column, nil for NULL.
    func optionalTexts(_ name: String) -> [String?] {
        cells(name).map { cell in
            if case .text(let text)? = cell { text } else { nil }
        }
    }

    /// The texts of a column; an empty one stands for NULL.
    func texts(_ name: String) -> [String] {
        optionalTexts(name).map { $0 ?? "" }
    }

    /// The numbers of a column, nil for NULL.
    func optionalNumbers(_ name: String) -> [Int64?] {
        cells(name).map { cell in
            if case .number(let number)? = cell { number } else { nil }
        }
    }

    /// The numbers of a column; the least of all stands for NULL.
    func numbers(_ name: String) -> [Int64] {
        optionalNumbers(name).map { $0 ?? .min }
    }

    /// SHA-256 of the cells, row by row, each with its kind and length.
    var digest: String {
        var hasher = SHA256()
        func absorb(_ kind: UInt8, _ word: UInt64 = 0) {
            withUnsafeBytes(of: (word.littleEndian, kind)) { hasher.update(bufferPointer: $0) }
        }
        for row in 0..<rowCount {
            for column in columns {
                switch column[row] {
                case nil: absorb(0)
                case .number(let number): absorb(1, UInt64(bitPattern: number))
                case .text(let text):
                    absorb(2, UInt64(text.utf8.count))
                    hasher.update(data: Data(text.utf8))
                }
            }
        }
        return HexDigits.text(of: hasher.finalize())
    }

    private static func cells(_ vector: ColumnVector, _ rowCount: Int) -> [Cell?] {
        (0..<rowCount).map { row in
            if vector.isNull(row) { return nil }
            return vector.kind.isText
                ? .text(String(decoding: vector.text(row), as: UTF8.self))
                : .number(vector.integer(row))
        }
    }
}
