/// The key of one column's random numbers: mixes a row index into 64 uniform bits.
///
/// Counter-based, so any cell is computed alone, in any order, without shared state. The mixing
/// function is the finaliser of SplitMix64 (variant 13 of David Stafford's mixers) over a
/// Weyl sequence, as in Steele, Lea and Flood, "Fast splittable pseudorandom number generators"
/// (2014).
public struct CellKey: Sendable, Hashable {
    private let state: UInt64

    /// The key of `purpose` (a column, or a choice that several columns share) in `table`.
    public init(seed: UInt64, table: StaticString, purpose: StaticString) {
        var hash = CellKey.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
        hash = CellKey.absorb(table, into: hash)
        hash = CellKey.absorb(purpose, into: hash &+ 1)
        state = hash
    }

    /// The same key from names that are known only when the program runs.
    public init(seed: UInt64, table: String, purpose: String) {
        var hash = CellKey.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
        hash = CellKey.absorb(table.utf8, into: hash)
        hash = CellKey.absorb(purpose.utf8, into: hash &+ 1)
        state = hash
    }

    private init(state: UInt64) {
        self.state = state
    }

    /// A further independent key, for a cell that needs more than 64 bits.
    @inline(__always)
    public func stream(_ number: UInt64) -> CellKey {
        CellKey(state: CellKey.mix(state ^ (number &+ 1) &* 0xD1B5_4A32_D192_ED03))
    }

    /// 64 uniform bits for a row.
    @inline(__always)
    public func bits(_ row: Int64) -> UInt64 {
        CellKey.mix(state &+ UInt64(bitPattern: row) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The row that has these bits: the inverse of ``bits(_:)``.
    ///
    /// Any 64 bits have a row; whether the table is so long is the caller's to check.
    public func row(of bits: UInt64) -> Int64 {
        // The modular inverse of the Weyl sequence's step.
        Int64(bitPattern: (CellKey.unmix(bits) &- state) &* 0xF1DE_83E1_9937_733D)
    }

    /// A uniform number in `0 ..< bound`, by multiplication (the bias is below `bound / 2^64`).
    ///
    /// - Precondition: `bound > 0`.
    @inline(__always)
    public func index(_ row: Int64, below bound: Int) -> Int {
        Int(truncatingIfNeeded: bits(row).multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A uniform number in [0, 1) with 53 random bits.
    @inline(__always)
    public func unit(_ row: Int64) -> Double {
        Double(bits(row) >> 11) * 0x1p-53
    }

    /// The SplitMix64 finaliser: a bijection of 64 bits whose every output bit depends on all input
    /// bits.
    @inline(__always)
    public static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The inverse of ``mix(_:)``: each shift is undone by its multiples, each factor by its
    /// inverse.
    private static func unmix(_ value: UInt64) -> UInt64 {
        var mixed = value ^ (value >> 31) ^ (value >> 62)
        mixed = mixed &* 0x3196_42B2_D24D_8EC3
        mixed = mixed ^ (mixed >> 27) ^ (mixed >> 54)
        mixed = mixed &* 0x96DE_1B17_3F11_9089
        return mixed ^ (mixed >> 30) ^ (mixed >> 60)
    }

    /// FNV-1a over the bytes, then mixed: names become keys once per column, never per row.
    private static func absorb(_ name: StaticString, into hash: UInt64) -> UInt64 {
        absorb(
            UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount),
            into: hash
        )
    }

    private static func absorb(_ name: some Sequence<UInt8>, into hash: UInt64) -> UInt64 {
        var result = hash ^ 0xCBF2_9CE4_8422_2325
        for byte in name { result = (result ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mix(result)
    }
}
