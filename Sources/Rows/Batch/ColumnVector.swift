/// The values of one filled column of a batch, as a reader sees them.
///
/// A view of memory that its ``ColumnBatch`` owns: valid until the batch is filled again.
public struct ColumnVector {
    /// What the values are.
    public let kind: ColumnKind
    /// Whether row 0 stands for every row.
    public let isConstant: Bool
    /// Integers, booleans (0 or 1), microseconds since 1970-01-01 UTC and the bits of doubles;
    /// unused for text.
    public let integers: UnsafePointer<Int64>
    /// Ends of the texts in `bytes`: row `i` is `textEnds[i] ..< textEnds[i + 1]`; unused for
    /// numbers.
    public let textEnds: UnsafePointer<Int>
    /// The arena that all text columns of the batch share.
    public let bytes: UnsafePointer<UInt8>
    /// One byte a row, 1 where the cell is NULL; absent when no cell is.
    public let nulls: UnsafePointer<UInt8>?

    /// Position of a row's value: 0 for every row of a constant column.
    @inline(__always)
    public func position(_ row: Int) -> Int {
        isConstant ? 0 : row
    }

    /// Whether the cell of a row, counted within the batch, is NULL.
    @inline(__always)
    public func isNull(_ row: Int) -> Bool {
        guard let nulls else { return false }
        return nulls[position(row)] != 0
    }

    /// The integer, boolean or timestamp of a row, counted within the batch.
    @inline(__always)
    public func integer(_ row: Int) -> Int64 {
        integers[position(row)]
    }

    /// The floating-point number of a row, counted within the batch.
    @inline(__always)
    public func double(_ row: Int) -> Double {
        Double(bitPattern: UInt64(bitPattern: integers[position(row)]))
    }

    /// The text of a row, counted within the batch.
    @inline(__always)
    public func text(_ row: Int) -> UnsafeRawBufferPointer {
        let start = textEnds[position(row)]
        return UnsafeRawBufferPointer(
            start: bytes + start,
            count: textEnds[position(row) + 1] - start
        )
    }
}
