/// The rows of one table that are filled, encoded and sent together: a typed buffer per column.
///
/// This is where `Dataset` and `Targets` meet. A table fills it column by column without
/// knowing any database; a target encodes it knowing the column types that it found. The memory
/// is reused from fill to fill, so a batch of any number of rows passes through one
/// `ColumnBatch` in slices of at most ``sliceRowCountMax`` rows, and its peak does not depend on
/// the batch size.
///
/// Not thread-safe: each worker owns one, or two of which a ``RowMaker`` fills the other.
public final class ColumnBatch {
    /// Greatest number of rows that are filled at a time: small enough for the slice of a wide
    /// table to stay in the second-level cache, large enough to make the cost of a column
    /// disappear in that of its rows.
    public static let sliceRowCountMax = 1024

    /// The table whose rows these are.
    public let table: TableDefinition
    /// What only the target knows.
    public let constants: TargetConstants
    /// The rows held, zero-based within the table.
    public private(set) var rows: Range<Int64> = 0..<0
    /// The rows of the last stretch of time that was made, of a table in order of time.
    public let events: EventMemory
    /// Work space for bytes that are not a cell, such as a name whose slug is wanted.
    public var scratch = ByteWriter(capacity: 512)

    private var arena = ByteWriter(capacity: 1 << 16)
    private var columns: [ColumnBuffer]
    /// What the columns of each row share; allocated by the first slice of a table that declares it.
    private var shared: UnsafeMutableRawPointer?

    /// Creates an empty batch for the filled columns of `table`.
    ///
    /// With `names`, only the columns of those names are computed: what a cleanup needs to address
    /// rows costs a fraction of the rows. Keys, references and times of creation come out the same
    /// then; a column that is computed from another one, as a size from a content, needs that too.
    public convenience init(
        table: TableDefinition,
        constants: TargetConstants,
        only names: Set<String>? = nil
    ) {
        self.init(
            table,
            constants,
            columns: table.filledColumns.map {
                ColumnBuffer(definition: $0, isWanted: names?.contains($0.name) ?? true)
            },
            events: EventMemory()
        )
    }

    /// Creates an empty batch for the same columns as `other`, for slices that are made in turns
    /// with its own: a stretch of time that runs through several slices is made once for both.
    convenience init(beside other: ColumnBatch) {
        self.init(
            other.table,
            other.constants,
            columns: other.columns.map {
                ColumnBuffer(definition: $0.definition, isWanted: $0.isWanted)
            },
            events: other.events
        )
    }

    private init(
        _ table: TableDefinition,
        _ constants: TargetConstants,
        columns: [ColumnBuffer],
        events: EventMemory
    ) {
        self.table = table
        self.constants = constants
        self.columns = columns
        self.events = events
    }

    deinit {
        shared?.deallocate()
    }

    /// Number of rows held.
    public var rowCount: Int { rows.count }

    /// Number of filled columns, in the order of ``TableDefinition/filledColumns``.
    public var columnCount: Int { columns.count }

    /// Bytes of all values held: texts as they are, eight for every number.
    public var byteCount: Int {
        columns.indices.reduce(0) { sum, index in
            guard columns[index].isWanted else { return sum }
            let vector = vector(index)
            guard vector.kind.isText else { return sum + rowCount * 8 }
            return sum
                + (vector.isConstant
                    ? vector.text(0).count * rowCount
                    : vector.textEnds[rowCount] - vector.textEnds[0])
        }
    }

    /// A digest of all values held, the same on every machine: to tell batches apart, not to
    /// resist anybody.
    public func combine(into digest: inout BatchFingerprint) {
        for index in columns.indices where columns[index].isWanted {
            digest.combine(vector(index), rowCount: rowCount)
        }
    }

    /// The values of a column, valid until the next fill.
    ///
    /// - Precondition: It is among the columns that the batch was made for.
    public func vector(_ column: Int) -> ColumnVector {
        let buffer = columns[column]
        precondition(buffer.isFilled, "a column is read before it is filled")
        precondition(buffer.isWanted, "a column is read that the batch was not made for")
        return ColumnVector(
            kind: buffer.definition.kind,
            isConstant: buffer.isConstant,
            integers: UnsafePointer(buffer.integers),
            textEnds: UnsafePointer(buffer.textEnds),
            bytes: UnsafePointer(arena.base),
            nulls: buffer.hasNulls ? UnsafePointer(buffer.nulls) : nil
        )
    }

    // MARK: Filling

    /// Makes a slice of the table that the batch is of.
    func make(_ rows: Range<Int64>, of table: any DatasetTable) {
        begin(rows: rows)
        table.fill(self)
        end()
    }

    /// Starts a slice: forgets the values of the last one.
    func begin(rows: Range<Int64>) {
        precondition(
            rows.count <= ColumnBatch.sliceRowCountMax,
            "a slice holds more rows than a batch has room for"
        )
        self.rows = rows
        arena.removeAll()
        for index in columns.indices { columns[index].isFilled = false }
    }

    /// Ends a slice.
    ///
    /// - Precondition: Every column has been filled.
    func end() {
        precondition(
            columns.allSatisfy(\.isFilled),
            "a column of the table was not filled: \(unfilledNames)"
        )
    }

    /// Memory for what the columns of each row of a slice share.
    func sharedMemory<Shared: BitwiseCopyable>(
        of type: Shared.Type
    ) -> UnsafeMutablePointer<Shared> {
        if shared == nil {
            let byteCount = MemoryLayout<Shared>.stride * ColumnBatch.sliceRowCountMax
            shared = .allocate(byteCount: byteCount, alignment: MemoryLayout<Shared>.alignment)
        }
        guard let shared else { preconditionFailure("memory was not allocated") }
        return shared.assumingMemoryBound(to: Shared.self)
    }

    /// Fills a column of texts or JSON documents.
    @inline(__always)
    func fillText(at position: Int, _ write: (inout ByteWriter, Int64, Int) -> Void) {
        guard let buffer = take(position, storesText: true) else { return }
        ColumnBatch.fillText(&arena, endingAt: buffer.textEnds, for: rows, write)
    }

    /// Fills a column of texts or JSON documents; `write` says whether the cell has a value.
    @inline(__always)
    func fillOptionalText(at position: Int, _ write: (inout ByteWriter, Int64, Int) -> Bool) {
        guard let buffer = take(position, storesText: true, hasNulls: true) else { return }
        let nulls = buffer.nulls
        ColumnBatch.fillText(&arena, endingAt: buffer.textEnds, for: rows) { writer, row, index in
            let start = writer.count
            let isPresent = write(&writer, row, index)
            if !isPresent { writer.truncate(to: start) }
            nulls[index] = isPresent ? 0 : 1
        }
    }

    /// Fills a column of integers, booleans or timestamps.
    @inline(__always)
    func fillIntegers(at position: Int, _ value: (Int64, Int) -> Int64) {
        guard let buffer = take(position, storesText: false) else { return }
        let first = rows.lowerBound
        for index in 0..<rows.count {
            buffer.integers[index] = value(first + Int64(index), index)
        }
    }

    /// Fills a column of integers, booleans or timestamps with NULL where `value` is nil.
    @inline(__always)
    func fillOptionalIntegers(at position: Int, _ value: (Int64, Int) -> Int64?) {
        guard let buffer = take(position, storesText: false, hasNulls: true) else { return }
        let first = rows.lowerBound
        for index in 0..<rows.count {
            let cell = value(first + Int64(index), index)
            buffer.integers[index] = cell ?? 0
            buffer.nulls[index] = cell == nil ? 1 : 0
        }
    }

    /// Fills a column with the same text in every row.
    func fill(at position: Int, _ text: StaticString) {
        guard let buffer = take(position, storesText: true, isConstant: true) else { return }
        buffer.textEnds[0] = arena.count
        arena.append(text)
        buffer.textEnds[1] = arena.count
    }

    /// Fills a column with the same integer, boolean or timestamp in every row.
    func fill(at position: Int, _ value: Int64) {
        guard let buffer = take(position, storesText: false, isConstant: true) else { return }
        buffer.integers[0] = value
    }

    /// Fills a column with the byte counts of a column of texts that is filled already.
    func fillByteCounts(at position: Int, of name: String) {
        guard let buffer = take(position, storesText: false, hasNulls: true) else { return }
        guard let source = columns.firstIndex(where: { $0.definition.name == name }) else {
            preconditionFailure("the table has no column \(name)")
        }
        let texts = vector(source)
        for index in 0..<rows.count {
            let isNull = texts.isNull(index)
            buffer.integers[index] = isNull ? 0 : Int64(texts.text(index).count)
            buffer.nulls[index] = isNull ? 1 : 0
        }
    }

    /// The column at a position, to be filled; nil when it is not wanted.
    private func take(
        _ position: Int,
        storesText: Bool,
        hasNulls: Bool = false,
        isConstant: Bool = false
    ) -> ColumnBuffer? {
        let column = columns[position]
        precondition(!column.isFilled, "a column is filled twice: \(column.definition.name)")
        precondition(
            column.definition.kind.isText == storesText,
            "a column is filled with values of another kind: \(column.definition.name)"
        )
        column.isFilled = true
        column.isConstant = isConstant
        column.hasNulls = hasNulls
        return column.isWanted ? column : nil
    }

    @inline(__always)
    private static func fillText(
        _ arena: inout ByteWriter,
        endingAt ends: UnsafeMutablePointer<Int>,
        for rows: Range<Int64>,
        _ write: (inout ByteWriter, Int64, Int) -> Void
    ) {
        ends[0] = arena.count
        for index in 0..<rows.count {
            write(&arena, rows.lowerBound + Int64(index), index)
            ends[index + 1] = arena.count
        }
    }

    private var unfilledNames: String {
        columns.filter { !$0.isFilled }.map(\.definition.name).joined(separator: ", ")
    }
}

/// The memory of one column of a batch.
private final class ColumnBuffer {
    let definition: ColumnDefinition
    let isWanted: Bool
    let integers: UnsafeMutablePointer<Int64>
    let textEnds: UnsafeMutablePointer<Int>
    let nulls: UnsafeMutablePointer<UInt8>
    var isFilled = false
    var isConstant = false
    var hasNulls = false

    init(definition: ColumnDefinition, isWanted: Bool) {
        self.definition = definition
        self.isWanted = isWanted
        let rowCount = ColumnBatch.sliceRowCountMax
        integers = .allocate(capacity: definition.kind.isText ? 1 : rowCount)
        textEnds = .allocate(capacity: definition.kind.isText ? rowCount + 1 : 1)
        nulls = .allocate(capacity: rowCount)
    }

    deinit {
        integers.deallocate()
        textEnds.deallocate()
        nulls.deallocate()
    }
}
