@testable import Dataset

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

    /// A 64-bit FNV-1a digest of the cells, row by row, each with its kind and length.
    ///
    /// Empty cells that only the encryption secret would fill do not count: datasets without
    /// secrets are older than those columns.
    var digest: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func absorb(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        func absorb(_ word: UInt64) {
            for shift: UInt64 in stride(from: 0, to: 64, by: 8) {
                absorb(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        for row in 0..<rowCount {
            for (position, column) in columns.enumerated() {
                switch column[row] {
                case nil:
                    if definition.filledColumns[position].needsEncryption { continue }
                    absorb(UInt8(0))
                case .number(let number):
                    absorb(UInt8(1))
                    absorb(UInt64(bitPattern: number))
                case .text(let text):
                    absorb(UInt8(2))
                    absorb(UInt64(text.utf8.count))
                    for byte in text.utf8 { absorb(byte) }
                }
            }
        }
        return String(hash, radix: 16)
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
