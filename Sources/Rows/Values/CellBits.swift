/// The random bits of one cell that needs many choices: a phrase, a document, a schema.
///
/// A SplitMix64 sequence that starts at the cell's own bits, so that it depends on nothing but the
/// key and the row. It lives inside the call that writes the cell.
public struct CellBits {
    private var state: UInt64

    /// The sequence of a row.
    @inline(__always)
    public init(_ key: CellKey, row: Int64) {
        state = key.bits(row)
    }

    /// The next 64 uniform bits.
    @inline(__always)
    public mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return CellKey.mix(state)
    }

    /// The next uniform number in `0 ..< bound`.
    ///
    /// - Precondition: `bound > 0`.
    @inline(__always)
    public mutating func index(below bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True in `percent` of 100 cases.
    @inline(__always)
    public mutating func happens(percent: Int) -> Bool {
        index(below: 100) < percent
    }

    /// A uniformly chosen word.
    @inline(__always)
    public mutating func word(of list: WordList) -> UnsafeRawBufferPointer {
        list[index(below: list.count)]
    }
}
