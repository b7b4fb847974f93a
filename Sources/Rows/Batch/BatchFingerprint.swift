/// A 64-bit digest of the values of a batch, for the journal.
///
/// It tells whether a batch that is produced again has the same rows. Each step folds 8 bytes with
/// one 128-bit multiplication, as wyhash does, at several bytes a nanosecond; SHA-256 would take
/// longer than making the rows.
public struct BatchFingerprint: Sendable {
    private var state: UInt64 = 0x243F_6A88_85A3_08D3

    /// The fingerprint of no rows.
    public init() {}

    /// 16 hexadecimal digits.
    public var text: String {
        let digits = String(CellKey.mix(state), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Adds the values of a column.
    mutating func combine(_ vector: ColumnVector, rowCount: Int) {
        let count = vector.isConstant ? 1 : rowCount
        if let nulls = vector.nulls {
            fold(UnsafeRawBufferPointer(start: nulls, count: count))
        }
        if vector.kind.isText {
            let start = vector.textEnds[0]
            // Lengths relative to the column's start: where it lies in the arena is no value.
            for row in 0..<count { fold(UInt64(vector.textEnds[row + 1] - start)) }
            fold(
                UnsafeRawBufferPointer(
                    start: vector.bytes + start,
                    count: vector.textEnds[count] - start
                )
            )
        } else {
            fold(UnsafeRawBufferPointer(start: vector.integers, count: count * 8))
        }
    }

    private mutating func fold(_ bytes: UnsafeRawBufferPointer) {
        let wordCount = bytes.count / 8
        for word in 0..<wordCount {
            fold(
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self))
            )
        }
        var rest: UInt64 = 0
        for offset in (wordCount * 8)..<bytes.count { rest = rest << 8 | UInt64(bytes[offset]) }
        fold(rest ^ UInt64(bytes.count) << 56)
    }

    @inline(__always)
    private mutating func fold(_ word: UInt64) {
        let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        state = product.high ^ product.low &+ 0xE703_7ED1_A0B4_28DB
    }
}
