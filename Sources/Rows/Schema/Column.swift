/// A column of a table, declared together with how its cells are made.
///
/// A closure gets the table, the zero-based row, and what the columns of that row share.
public struct Column<Table: DeclaredTable>: Sendable {
    /// Fills the column at a position of a batch.
    typealias Fill = @Sendable (Table, ColumnBatch, Int, UnsafePointer<Table.Shared>) -> Void

    /// The column in the schema.
    public let definition: ColumnDefinition
    /// Nil when the column is left alone.
    let fill: Fill?
    /// Whether it is filled after the others, because it is computed from one of them.
    let isLate: Bool
    /// The rows that may have a value; nil unless values can be computed backwards.
    let rows: (@Sendable (Table, String) -> [Int64])?

    private init(
        _ definition: ColumnDefinition,
        rows: (@Sendable (Table, String) -> [Int64])? = nil,
        isLate: Bool = false,
        fill: Fill?
    ) {
        precondition(
            definition.isFilled == (fill != nil),
            "a column has a fill exactly when its definition is filled"
        )
        self.definition = definition
        self.rows = rows
        self.isLate = isLate
        self.fill = fill
    }

    // MARK: Texts

    /// A column of texts or JSON documents.
    @inline(__always)
    public static func text(
        _ definition: ColumnDefinition,
        _ write: @escaping @Sendable (Table, Int64, Table.Shared, inout ByteWriter) -> Void
    ) -> Column {
        Column(definition) { table, batch, position, shared in
            batch.fillText(at: position) { writer, row, index in
                write(table, row, shared[index], &writer)
            }
        }
    }

    /// A column of texts or JSON documents that are NULL where `write` returns false.
    @inline(__always)
    public static func optionalText(
        _ definition: ColumnDefinition,
        _ write: @escaping @Sendable (Table, Int64, Table.Shared, inout ByteWriter) -> Bool
    ) -> Column {
        Column(definition) { table, batch, position, shared in
            batch.fillOptionalText(at: position) { writer, row, index in
                write(table, row, shared[index], &writer)
            }
        }
    }

    /// A column of texts that need scratch space: `write` gets the scratch, then the cell.
    @inline(__always)
    public static func scratchText(
        _ definition: ColumnDefinition,
        _ write:
            @escaping @Sendable (Table, Int64, Table.Shared, inout ByteWriter, inout ByteWriter)
            -> Void
    ) -> Column {
        Column(definition) { table, batch, position, shared in
            batch.fillText(at: position) { writer, row, index in
                write(table, row, shared[index], &batch.scratch, &writer)
            }
        }
    }

    /// A column of texts that need scratch space, NULL where `write` returns false.
    @inline(__always)
    public static func optionalScratchText(
        _ definition: ColumnDefinition,
        _ write:
            @escaping @Sendable (Table, Int64, Table.Shared, inout ByteWriter, inout ByteWriter)
            -> Bool
    ) -> Column {
        Column(definition) { table, batch, position, shared in
            batch.fillOptionalText(at: position) { writer, row, index in
                write(table, row, shared[index], &batch.scratch, &writer)
            }
        }
    }

    /// A column with the same text in every row.
    public static func constant(_ definition: ColumnDefinition, _ text: StaticString) -> Column {
        Column(definition) { _, batch, position, _ in batch.fill(at: position, text) }
    }

    // MARK: Numbers

    /// A column of integers or timestamps.
    @inline(__always)
    public static func integers(
        _ definition: ColumnDefinition,
        _ value: @escaping @Sendable (Table, Int64, Table.Shared) -> Int64
    ) -> Column {
        Column(definition) { table, batch, position, shared in
            batch.fillIntegers(at: position) { row, index in value(table, row, shared[index]) }
        }
    }

    /// A column of integers or timestamps with NULL where `value` is nil.
    @inline(__always)
    public static func optionalIntegers(
        _ definition: ColumnDefinition,
        _ value: @escaping @Sendable (Table, Int64, Table.Shared) -> Int64?
    ) -> Column {
        Column(definition) { table, batch, position, shared in
            batch.fillOptionalIntegers(at: position) { row, index in
                value(table, row, shared[index])
            }
        }
    }

    /// A column of floating-point numbers.
    @inline(__always)
    public static func doubles(
        _ definition: ColumnDefinition,
        _ value: @escaping @Sendable (Table, Int64, Table.Shared) -> Double
    ) -> Column {
        integers(definition) { table, row, shared in
            Int64(bitPattern: value(table, row, shared).bitPattern)
        }
    }

    /// A column of booleans.
    @inline(__always)
    public static func booleans(
        _ definition: ColumnDefinition,
        _ value: @escaping @Sendable (Table, Int64, Table.Shared) -> Bool
    ) -> Column {
        integers(definition) { table, row, shared in value(table, row, shared) ? 1 : 0 }
    }

    /// A column with the same integer, boolean or timestamp in every row.
    public static func constant(_ definition: ColumnDefinition, _ value: Int64) -> Column {
        Column(definition) { _, batch, position, _ in batch.fill(at: position, value) }
    }

    /// A column with one integer, boolean or timestamp in every row, asked of the table.
    public static func constant(
        _ definition: ColumnDefinition,
        _ value: @escaping @Sendable (Table) -> Int64
    ) -> Column {
        Column(definition) { table, batch, position, _ in
            batch.fill(at: position, value(table))
        }
    }

    /// The byte count of each text in another column; NULL where the text is.
    public static func byteCounts(
        _ definition: ColumnDefinition,
        of column: StaticString
    ) -> Column {
        let name = column.description
        return Column(definition, isLate: true) { _, batch, position, _ in
            batch.fillByteCounts(at: position, of: name)
        }
    }

    // MARK: Keys

    /// A column with identifiers of rows of this table, as 32 hexadecimal digits or with hyphens.
    @inline(__always)
    public static func identifiers(
        _ definition: ColumnDefinition,
        hyphenated: Bool = false,
        _ key: @escaping @Sendable (Table) -> IdentifierKey
    ) -> Column {
        Column(
            definition,
            rows: { table, text in key(table).rows(of: text, rowCount: table.rowCount) },
            fill: { table, batch, position, _ in
                let key = key(table)
                batch.fillText(at: position) { writer, row, _ in
                    if hyphenated {
                        key.appendHyphenated(row, into: &writer)
                    } else {
                        key.appendHex(row, into: &writer)
                    }
                }
            }
        )
    }

    /// 16 hexadecimal digits: a bijection of the row, different for every key.
    @inline(__always)
    public static func hexDigits(
        _ definition: ColumnDefinition,
        _ key: @escaping @Sendable (Table) -> CellKey
    ) -> Column {
        Column(
            definition,
            rows: { table, text in
                guard text.utf8.count == 16, let bits = UInt64(text, radix: 16) else { return [] }
                return [key(table).row(of: bits)]
            },
            fill: { table, batch, position, _ in
                let key = key(table)
                batch.fillText(at: position) { writer, row, _ in
                    HexDigits.append(key.bits(row), into: &writer)
                }
            }
        )
    }

    /// The primary key of a table whose keys the database counts: a run reserves a block of them,
    /// and a row's key is the block's first plus the row.
    public static func reservedKey(_ name: StaticString) -> Column {
        Column(.reservedKey(name)) { _, batch, position, _ in
            let first = batch.constants.firstKey(of: batch.table.name)
            batch.fillIntegers(at: position) { row, _ in first + row }
        }
    }

    /// A column that stays NULL.
    public static func unfilled(_ name: StaticString, _ kind: ColumnKind) -> Column {
        Column(.unfilled(name, kind), fill: nil)
    }
}

/// A table that declares its columns with how they are filled.
public protocol DeclaredTable: DatasetTable {
    /// What several columns of a row are computed from.
    associatedtype Shared: BitwiseCopyable = NoSharedValues

    /// All columns, in the order of the schema.
    static var columns: [Column<Self>] { get }

    /// Computes what the columns share, for every row of the batch.
    func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>)
}

/// What the columns of most small tables share.
public struct NoSharedValues: BitwiseCopyable {}

extension DeclaredTable where Shared == NoSharedValues {
    /// There is nothing to compute.
    public func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<NoSharedValues>) {}
}

extension DeclaredTable {
    /// Fills every column that is declared, in order.
    public func fill(_ batch: ColumnBatch) {
        precondition(
            batch.columnCount == Self.definition.filledColumns.count,
            "the batch is not of all filled columns of \(Self.definition.name)"
        )
        let shared = batch.sharedMemory(of: Shared.self)
        prepare(batch, shared)
        for isLate in [false, true] {
            var position = 0
            for column in Self.columns {
                guard let fill = column.fill else { continue }
                if column.isLate == isLate { fill(self, batch, position, shared) }
                position += 1
            }
        }
    }

    /// The rows that may have a text as the first column of their primary key.
    public func rows(withKey text: String) -> [Int64]? {
        let name = Self.definition.primaryKey[0]
        let column = Self.columns.first { $0.definition.name == name }
        return column?.rows.map { $0(self, text) }
    }
}
