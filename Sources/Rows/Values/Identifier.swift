/// The primary keys of a table: UUIDs of version 4 or 7, computed from the row.
///
/// Random keys have the layout of version 4. Ordered keys have the layout of version 7 (RFC 9562):
/// 48 bits of milliseconds, then as many bits of the fraction of a millisecond as it takes for
/// every row to have a greater key than the row before, then random bits.
public struct IdentifierKey: Sendable {
    private let key: CellKey
    private let lowKey: CellKey
    private let order: IdentifierOrder
    private let startMilliseconds: UInt64
    /// Bits of the fraction of a millisecond, 12 or more; only the first 12 are in the high half.
    private let fractionBitCount: UInt64
    /// Time from row to row in milliseconds times 2^fractionBitCount: whole part and fraction.
    private let stepWhole: UInt64
    private let stepFraction: UInt64

    /// The keys of a table.
    ///
    /// - Parameters:
    ///   - key: Key of the column, with the table in it.
    ///   - order: Scattered or rising keys.
    ///   - startMilliseconds: Time of row 0 since 1970 in rising keys, below 2^47.
    ///   - spanMilliseconds: Time from row 0 to row `rowCount`, `0 ..< 2^47`; 0 counts as 1.
    ///   - rowCount: Number of rows, `1 ... 2^34`.
    public init(
        key: CellKey,
        order: IdentifierOrder,
        startMilliseconds: Int64 = 0,
        spanMilliseconds: Int64 = 1,
        rowCount: Int64 = 1
    ) {
        precondition(
            startMilliseconds >= 0 && startMilliseconds < 1 << 47,
            "the start of ordered ids is outside the range of version 7"
        )
        precondition(
            spanMilliseconds >= 0 && spanMilliseconds < 1 << 47,
            "the span of ordered ids is outside the range of version 7"
        )
        precondition(rowCount >= 1 && rowCount <= 1 << 34, "a table has 1 to 2^34 rows")
        self.key = key.stream(0)
        lowKey = key.stream(1)
        self.order = order
        self.startMilliseconds = UInt64(startMilliseconds)
        let span = UInt64(Swift.max(spanMilliseconds, 1))
        let rows = UInt64(rowCount)
        var bitCount: UInt64 = 12
        while span << bitCount < rows { bitCount += 1 }
        fractionBitCount = bitCount
        let (whole, rest) = (span << bitCount).quotientAndRemainder(dividingBy: rows)
        // Rounded up: with at most 2^34 rows the surplus stays below the smallest step of the
        // exact product, so whole milliseconds come out exact.
        let fraction = rows.dividingFullWidth((rest, 0))
        stepWhole = whole
        stepFraction = fraction.quotient &+ (fraction.remainder > 0 ? 1 : 0)
    }

    /// Both halves of a row's key, the first byte in the top bits of `high`.
    @inline(__always)
    public func bits(_ row: Int64) -> (high: UInt64, low: UInt64) {
        let variant: UInt64 = 0x8000_0000_0000_0000
        let low = lowKey.bits(row)
        switch order {
        case .random:
            let high = key.bits(row) & ~0xF000 | 0x4000
            return (high, low >> 2 | variant)
        case .ordered:
            let position = UInt64(bitPattern: row)
            let time = position &* stepWhole &+ position.multipliedFullWidth(by: stepFraction).high
            let milliseconds = startMilliseconds &+ time >> fractionBitCount
            let surplus = fractionBitCount &- 12
            let fraction = time >> surplus & 0xFFF
            // The surplus bits come directly after the variant; usually there are none.
            let tail = time & (1 << surplus &- 1)
            let random = low >> (2 &+ surplus)
            return (
                milliseconds << 16 | 0x7000 | fraction,
                variant | tail << (62 &- surplus) | random
            )
        }
    }

    /// Finds the rows that may have a key given as text.
    ///
    /// - Parameters:
    ///   - text: 32 hexadecimal digits, with or without hyphens; anything else has no rows.
    ///   - rowCount: Only rows below it are found.
    /// - Returns: The rows, hardly ever more than one.
    /// - Complexity: O(log `rowCount`).
    public func rows(of text: String, rowCount: Int64) -> [Int64] {
        let digits = text.utf8.filter { $0 != 0x2D }
        guard digits.count == 32, rowCount > 0,
            let high = UInt64(String(decoding: digits.prefix(16), as: UTF8.self), radix: 16)
        else { return [] }
        switch order {
        case .random:
            // The version took the place of four bits.
            return (0..<16).compactMap { (nibble: UInt64) in
                let row = key.row(of: high & ~0xF000 | nibble << 12)
                return row >= 0 && row < rowCount && bits(row).high == high ? row : nil
            }
        case .ordered:
            var range: Range<Int64> = 0..<rowCount
            while !range.isEmpty {
                let middle = range.lowerBound + Int64(range.count / 2)
                range =
                    bits(middle).high < high
                    ? middle + 1..<range.upperBound : range.lowerBound..<middle
            }
            var found: [Int64] = []
            var row = range.lowerBound
            while row < rowCount, bits(row).high == high {
                found.append(row)
                row += 1
            }
            return found
        }
    }

    /// Writes a row's key as 36 characters, `8-4-4-4-12`.
    @inline(__always)
    public func appendHyphenated(_ row: Int64, into writer: inout ByteWriter) {
        let (high, low) = bits(row)
        var text: (UInt64, UInt64, UInt64, UInt64, UInt32) = (0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &text) { text in
            HexDigits.store(high >> 32, byteCount: 4, into: text, at: 0)
            text[8] = 0x2D
            HexDigits.store(high >> 16, byteCount: 2, into: text, at: 9)
            text[13] = 0x2D
            HexDigits.store(high, byteCount: 2, into: text, at: 14)
            text[18] = 0x2D
            HexDigits.store(low >> 48, byteCount: 2, into: text, at: 19)
            text[23] = 0x2D
            HexDigits.store(low, byteCount: 6, into: text, at: 24)
            writer.append(UnsafeRawBufferPointer(text))
        }
    }

    /// Writes a row's key as 32 hexadecimal digits.
    @inline(__always)
    public func appendHex(_ row: Int64, into writer: inout ByteWriter) {
        let (high, low) = bits(row)
        HexDigits.append(high, into: &writer)
        HexDigits.append(low, into: &writer)
    }
}

/// Lower-case hexadecimal digits, two at a time from a table.
public enum HexDigits {
    /// The two digits of every byte, the first in the low half: as they lie in memory.
    private static let pairs: Pairs = Pairs()

    private struct Pairs: Sendable {
        // Never freed, written before the initialiser returns and never after.
        nonisolated(unsafe) let base: UnsafePointer<UInt16>

        init() {
            let storage = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)
            for byte in 0..<256 {
                let pair = Pairs.digit(byte >> 4) | Pairs.digit(byte & 15) << 8
                (storage + byte).initialize(to: UInt16(littleEndian: pair))
            }
            base = UnsafePointer(storage)
        }

        private static func digit(_ value: Int) -> UInt16 {
            UInt16(value < 10 ? 48 + value : 87 + value)
        }
    }

    /// Stores the digits of the lowest `byteCount` bytes of `value` at `offset`.
    @inline(__always)
    static func store(
        _ value: UInt64,
        byteCount: Int,
        into text: UnsafeMutableRawBufferPointer,
        at offset: Int
    ) {
        let table = pairs.base
        for position in 0..<byteCount {
            let byte = value >> UInt64(8 &* (byteCount &- 1 &- position)) & 0xFF
            text.storeBytes(
                of: table[Int(truncatingIfNeeded: byte)],
                toByteOffset: offset &+ 2 &* position,
                as: UInt16.self
            )
        }
    }

    /// Writes the digits of the lowest `byteCount` bytes of `value`, 1 to 8; all 16 digits make a
    /// span id.
    @inline(__always)
    public static func append(
        _ value: UInt64,
        byteCount: Int = 8,
        into writer: inout ByteWriter
    ) {
        precondition(byteCount >= 1 && byteCount <= 8, "a number has 1 to 8 bytes")
        var text: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &text) { text in
            store(value, byteCount: byteCount, into: text, at: 0)
            writer.append(UnsafeRawBufferPointer(rebasing: text[..<(2 &* byteCount)]))
        }
    }
}

extension HexDigits {
    /// The digits of some bytes.
    public static func text(of bytes: some Sequence<UInt8>) -> String {
        var writer = ByteWriter(capacity: 64)
        for byte in bytes { append(UInt64(byte), byteCount: 1, into: &writer) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Short codes of letters and digits that are hard to mistake for each other.
public enum ShortCode {
    /// Writes `length` characters of `a-z2-7`, five bits each; equal bits give equal codes.
    public static func append(_ bits: UInt64, length: Int, into writer: inout ByteWriter) {
        var rest = bits
        for position in 0..<length {
            // 60 of the 64 bits make 12 characters; longer codes go on with mixed bits.
            if position % 12 == 0 && position > 0 { rest = CellKey.mix(bits &+ UInt64(position)) }
            let digit = UInt8(truncatingIfNeeded: rest & 31)
            writer.append(digit < 26 ? 97 &+ digit : 24 &+ digit)
            rest >>= 5
        }
    }
}
