/// Base 64, written without going through `String`.
public enum Base64 {
    private static let standard = WordList(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    )
    private static let url = WordList(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )

    /// Writes bytes in the alphabet for addresses.
    public static func appendURL(
        _ bytes: UnsafeRawBufferPointer,
        isPadded: Bool = false,
        into writer: inout ByteWriter
    ) {
        append(bytes, url[0], isPadded: isPadded, into: &writer)
    }

    /// Writes bytes in the standard alphabet, padded.
    public static func append(_ bytes: UnsafeRawBufferPointer, into writer: inout ByteWriter) {
        append(bytes, standard[0], isPadded: true, into: &writer)
    }

    private static func append(
        _ bytes: UnsafeRawBufferPointer,
        _ letters: UnsafeRawBufferPointer,
        isPadded: Bool,
        into writer: inout ByteWriter
    ) {
        var position = 0
        while position < bytes.count {
            let count = min(3, bytes.count - position)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < count ? UInt32(bytes[position + offset]) : 0)
            }
            for letter in 0...count {
                writer.append(letters[Int(group >> UInt32(18 - 6 * letter) & 63)])
            }
            if isPadded { for _ in count..<3 { writer.append(0x3D) } }
            position += 3
        }
    }
}
