import Rows

/// Password hashes in the gateway's format: the string form of Argon2id.
enum PasswordHash {
    private static let prefix: StaticString = "$argon2id$v=19$m=65536,t=3,p=1$"
    private static let alphabet = WordList(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    )

    /// Writes a well-formed hash of random salt and digest: no password matches it.
    static func appendUnmatched(_ key: CellKey, row: Int64, into writer: inout ByteWriter) {
        var bits = CellBits(key, row: row)
        writer.append(prefix)
        append(&bits, byteCount: 16, into: &writer)
        writer.append(0x24)
        append(&bits, byteCount: 32, into: &writer)
    }

    /// Writes random bytes in base 64 without padding.
    private static func append(
        _ bits: inout CellBits,
        byteCount: Int,
        into writer: inout ByteWriter
    ) {
        let letters = alphabet[0]
        let bitCount = byteCount * 8
        var rest: UInt64 = 0
        var restCount = 0
        for position in stride(from: 0, to: bitCount, by: 6) {
            if restCount < 6 {
                rest = bits.next()
                restCount = 60
            }
            var digit = Int(rest & 63)
            rest >>= 6
            restCount -= 6
            // The last letter stands for fewer than six bits; the others must be zero.
            let surplus = position + 6 - bitCount
            if surplus > 0 { digit = (digit >> surplus) << surplus }
            writer.append(letters[digit])
        }
    }
}
