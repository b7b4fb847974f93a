import Rows

/// The gateway's own rule for slugs, for ASCII text.
///
/// Lower case; an apostrophe between two word characters is dropped; every run of other
/// characters, and of `_`, becomes one `-`; no `-` at either end. Equal to ContextForge's
/// `slugify` with the default separator: it rewrites every stored slug that differs, at boot.
package enum Slug {
    /// Writes the slug of `text`; nothing when no letter or digit is in it.
    ///
    /// `text` must not lie in `writer`, whose memory moves when it grows. Bytes beyond ASCII count
    /// as separators.
    package static func append(
        of text: UnsafeRawBufferPointer,
        into writer: inout ByteWriter
    ) {
        var isStarted = false
        var isSeparated = false
        var position = 0
        /// The first position whose character may stand before an apostrophe: a match of the
        /// gateway's expression takes the character behind the apostrophe with it.
        var firstFree = 0
        while position < text.count {
            let byte = text[position]
            if isAlphanumeric(byte) {
                if isSeparated && isStarted { writer.append(0x2D) }
                writer.append(lowerCased(byte))
                isStarted = true
                isSeparated = false
            } else if byte == 0x27, position > firstFree, position + 1 < text.count,
                isWord(text[position - 1]), isWord(text[position + 1])
            {
                firstFree = position + 2
            } else {
                isSeparated = true
            }
            position += 1
        }
    }

    /// Writes the slug of what `name` writes into `scratch`; what that held is lost.
    @inline(__always)
    static func append(
        into writer: inout ByteWriter,
        scratch: inout ByteWriter,
        of name: (inout ByteWriter) -> Void
    ) {
        scratch.removeAll()
        name(&scratch)
        append(of: scratch.bytes, into: &writer)
    }

    /// Lower case of an ASCII letter; any other byte as it is.
    @inline(__always)
    package static func lowerCased(_ byte: UInt8) -> UInt8 {
        byte &- 65 < 26 ? byte | 0x20 : byte
    }

    @inline(__always)
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 97 < 26 || byte &- 48 < 10
    }

    @inline(__always)
    private static func isWord(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == 0x5F
    }
}
