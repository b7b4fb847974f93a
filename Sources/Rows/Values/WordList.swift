/// A fixed list of words, stored as one run of bytes so that a cell copies a word without
/// going through `String`.
public struct WordList: Sendable {
    /// Number of words, 1 or more.
    public let count: Int
    /// Length of the longest word, in bytes.
    public let byteCountMax: Int
    // Never freed: lists are global constants. `nonisolated(unsafe)` is sound because the memory
    // is written before the initialiser returns and never after.
    nonisolated(unsafe) private let base: UnsafePointer<UInt8>
    nonisolated(unsafe) private let offsets: UnsafePointer<Int32>

    /// Splits `source` at `separator` (a line break unless told otherwise).
    ///
    /// Surrounding blanks of every word are dropped; empty words are left out.
    public init(_ source: String, separator: Character = "\n") {
        let words =
            source.split(separator: separator)
            .map { $0.drop(while: \.isWhitespace) }
            .filter { !$0.isEmpty }
        precondition(!words.isEmpty, "a word list cannot be empty")
        var bytes: [UInt8] = []
        var ends: [Int32] = [0]
        for word in words {
            bytes.append(contentsOf: word.utf8)
            ends.append(Int32(bytes.count))
        }
        let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        storage.initialize(from: bytes, count: bytes.count)
        let offsetStorage = UnsafeMutablePointer<Int32>.allocate(capacity: ends.count)
        offsetStorage.initialize(from: ends, count: ends.count)
        base = UnsafePointer(storage)
        offsets = UnsafePointer(offsetStorage)
        count = words.count
        byteCountMax = words.map(\.utf8.count).max() ?? 0
    }

    /// The bytes of word `index`, `0 ..< count`.
    @inline(__always)
    public subscript(index: Int) -> UnsafeRawBufferPointer {
        precondition(index >= 0 && index < count, "a word's index is outside its list")
        let start = Int(offsets[index])
        return UnsafeRawBufferPointer(
            start: base + start,
            count: Int(offsets[index + 1]) - start
        )
    }
}
