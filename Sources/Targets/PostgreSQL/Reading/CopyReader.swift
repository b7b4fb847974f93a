/// Reads one message of a binary COPY out of the server: the header, a row, or the end.
struct CopyReader {
    private var bytes: UnsafeRawBufferPointer.SubSequence

    init(_ message: UnsafeRawBufferPointer, skipsHeader: Bool) {
        bytes = message[...]
        if skipsHeader { bytes = bytes.dropFirst(CopyEncoder.header.count) }
    }

    /// Number of fields of the row, or nil when there is none (the header alone, or the end).
    mutating func fieldCount() -> Int? {
        guard bytes.count >= 2 else { return nil }
        let count = Int16(truncatingIfNeeded: CopyReader.integer(take(2)))
        return count < 0 ? nil : Int(count)
    }

    /// The bytes of the next field, or nil for NULL.
    mutating func field() -> UnsafeRawBufferPointer? {
        let length = CopyReader.integer(take(4))
        return length < 0 ? nil : take(Int(length))
    }

    /// A big-endian signed integer of 1, 2, 4 or 8 bytes.
    static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var value: UInt64 = 0
        for byte in bytes { value = value << 8 | UInt64(byte) }
        let unused = UInt64(64 - 8 * bytes.count)
        // A boolean is one byte, 0 or 1, and so never negative.
        return Int64(bitPattern: value << unused) >> Int64(unused)
    }

    /// The bits of a floating-point number as those of a double.
    static func doubleBits(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let bits = integer(bytes)
        if bytes.count == 8 { return bits }
        let single = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
        return Int64(bitPattern: Double(single).bitPattern)
    }

    private mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
        let taken = UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
        bytes = bytes.dropFirst(count)
        return taken
    }
}
