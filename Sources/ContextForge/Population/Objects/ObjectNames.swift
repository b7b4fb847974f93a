import Rows

/// Names of things: a few words, and a code that makes each one unique.
///
/// The code is a permutation of the row over 40 bits rather than its number, so that datasets of
/// two seeds can stand in one database.
struct ObjectNames: Sendable {
    /// Characters of a code.
    static let codeLength = 8

    private let codes: Permutation
    private let lengthMin: Int
    private let lengthMax: Int

    /// The names of a table.
    init(_ population: Population, table: StaticString) {
        codes = Permutation(count: 1 << 40, key: population.key(table, "name"))
        lengthMin = population.configuration.nameLengthMin
        lengthMax = population.configuration.nameLengthMax
    }

    /// Writes the code of a row alone.
    @inline(__always)
    func appendCode(_ row: Int64, into writer: inout ByteWriter) {
        ShortCode.append(UInt64(codes(row)), length: ObjectNames.codeLength, into: &writer)
    }

    /// Writes words and the code, separated by `separator`, within the configured length.
    ///
    /// `word` writes the words, separators between them included; it is called again, with a rising
    /// number, while the name is too short. Where the limit leaves no room for a word, the name is
    /// the code alone, which is never cut: without it names would not be unique.
    @inline(__always)
    func append(
        _ row: Int64,
        separator: UInt8,
        into writer: inout ByteWriter,
        _ word: (inout ByteWriter, Int) -> Void
    ) {
        let start = writer.count
        let suffixCount = ObjectNames.codeLength + 1
        guard lengthMax > suffixCount else {
            appendCode(row, into: &writer)
            return
        }
        word(&writer, 0)
        var round = 1
        while writer.count - start + suffixCount < lengthMin {
            writer.append(separator)
            word(&writer, round)
            round += 1
        }
        if writer.count - start + suffixCount > lengthMax {
            writer.truncate(to: start + lengthMax - suffixCount)
            while writer.count > start, writer.last == separator {
                writer.truncate(to: writer.count - 1)
            }
            // A separator that was cut off leaves the name short where both limits are equal.
            while writer.count - start + suffixCount < lengthMin { writer.append(0x78) }
        }
        writer.append(separator)
        appendCode(row, into: &writer)
    }
}
