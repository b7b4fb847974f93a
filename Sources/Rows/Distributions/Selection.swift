/// The indexes of a range that satisfy a condition, numbered in order.
///
/// Memory: one bit for each index of the range, and a running total for every
/// ``blockWordCount`` words of bits.
public struct Selection: Sendable {
    /// Number of selected indexes.
    public let count: Int64
    /// A bit for each index, the first one lowest; those behind the range are clear.
    private let words: [UInt64]
    /// Number of selected indexes before every block of words, and of all at the end.
    private let blockStarts: [Int64]

    private static let blockWordCount = 64
    private static let wordBitCount = Int64(UInt64.bitWidth)

    /// A selected index with its number among them.
    public struct Position {
        /// Number among the selected indexes.
        public var ordinal: Int64
        /// The index.
        public var index: Int64
    }

    /// Selects from `0 ..< indexCount`; asks once for every index.
    public init(indexCount: Int64, where isSelected: (Int64) -> Bool) {
        var words: [UInt64] = []
        words.reserveCapacity(Int((indexCount + Self.wordBitCount - 1) / Self.wordBitCount))
        var starts: [Int64] = []
        var sum: Int64 = 0
        var first: Int64 = 0
        while first < indexCount {
            if words.count % Self.blockWordCount == 0 { starts.append(sum) }
            var word: UInt64 = 0
            for index in first..<min(first + Self.wordBitCount, indexCount)
            where isSelected(index) {
                word |= 1 << UInt64(index - first)
            }
            words.append(word)
            sum += Int64(word.nonzeroBitCount)
            first += Self.wordBitCount
        }
        starts.append(sum)
        self.words = words
        blockStarts = starts
        count = sum
    }

    /// Number of selected indexes below an index, `0 ... indexCount`.
    public func count(below index: Int64) -> Int64 {
        let word = Int(index / Self.wordBitCount)
        let block = word / Self.blockWordCount
        var sum = blockStarts[block]
        for earlier in words[(block * Self.blockWordCount)..<word] {
            sum += Int64(earlier.nonzeroBitCount)
        }
        let rest = index % Self.wordBitCount
        if rest > 0 { sum += Int64((words[word] & (1 << UInt64(rest) - 1)).nonzeroBitCount) }
        return sum
    }

    /// The selected index of a number, walking on from an earlier one where that is nearer.
    ///
    /// - Precondition: `ordinal` is in `0 ..< count` and not before `known`.
    public func position(_ ordinal: Int64, from known: Position? = nil) -> Position {
        precondition(ordinal >= 0 && ordinal < count, "a number is outside its selection")
        var word: Int
        var bits: UInt64
        // Selected indexes to pass over before the one that is looked for.
        var rest: Int64
        if let known, ordinal - known.ordinal < Int64(Self.blockWordCount) {
            word = Int(known.index / Self.wordBitCount)
            bits = words[word] & (UInt64.max << UInt64(known.index % Self.wordBitCount))
            rest = ordinal - known.ordinal
        } else {
            var low = 0
            var high = blockStarts.count - 1
            while high - low > 1 {
                let middle = (low + high) / 2
                if blockStarts[middle] <= ordinal { low = middle } else { high = middle }
            }
            word = low * Self.blockWordCount
            bits = words[word]
            rest = ordinal - blockStarts[low]
        }
        while Int64(bits.nonzeroBitCount) <= rest {
            rest -= Int64(bits.nonzeroBitCount)
            word += 1
            bits = words[word]
        }
        for _ in 0..<rest { bits &= bits - 1 }
        return Position(
            ordinal: ordinal,
            index: Int64(word) * Self.wordBitCount + Int64(bits.trailingZeroBitCount)
        )
    }
}
