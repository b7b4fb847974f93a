/// What indexes are selected by.
protocol IndexCondition: Sendable {
    /// Whether an index is selected.
    func contains(_ index: Int64) -> Bool
}

/// The indexes of a range that satisfy a condition, numbered in order.
///
/// A running total is kept for every ``blockIndexCount`` indexes; between two of them the condition
/// decides again. So the memory does not depend on how many indexes are selected.
struct Selection<Condition: IndexCondition>: Sendable {
    /// Number of selected indexes.
    let count: Int64
    private let condition: Condition
    private let indexCount: Int64
    /// Number of selected indexes before every block, and of all at the end.
    private let blockStarts: [Int64]

    private static var blockIndexCount: Int64 { 4096 }

    /// A selected index with its number among them.
    struct Position {
        /// Number among the selected indexes.
        var ordinal: Int64
        /// The index.
        var index: Int64
    }

    /// Selects from `0 ..< indexCount`; asks once for every index.
    init(indexCount: Int64, _ condition: Condition) {
        self.condition = condition
        self.indexCount = indexCount
        var starts: [Int64] = [0]
        var sum: Int64 = 0
        var first: Int64 = 0
        while first < indexCount {
            let end = min(first + Self.blockIndexCount, indexCount)
            for index in first..<end where condition.contains(index) { sum += 1 }
            starts.append(sum)
            first = end
        }
        blockStarts = starts
        count = sum
    }

    /// Number of selected indexes below an index, `0 ... indexCount`.
    func count(below index: Int64) -> Int64 {
        let block = index / Self.blockIndexCount
        var sum = blockStarts[Int(block)]
        for earlier in (block * Self.blockIndexCount)..<index where condition.contains(earlier) {
            sum += 1
        }
        return sum
    }

    /// The selected index of a number, walking on from an earlier one where that is nearer.
    ///
    /// - Precondition: `ordinal` is in `0 ..< count` and not before `known`.
    func position(_ ordinal: Int64, from known: Position? = nil) -> Position {
        precondition(ordinal >= 0 && ordinal < count, "a number is outside its selection")
        if let known, ordinal == known.ordinal { return known }
        var low = 0
        var high = blockStarts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if blockStarts[middle] <= ordinal { low = middle } else { high = middle }
        }
        // One before the first candidate.
        var current = Position(
            ordinal: blockStarts[low] - 1,
            index: Int64(low) * Self.blockIndexCount - 1
        )
        if let known, known.index > current.index { current = known }
        while current.ordinal < ordinal {
            current.index += 1
            if condition.contains(current.index) { current.ordinal += 1 }
        }
        return current
    }
}
