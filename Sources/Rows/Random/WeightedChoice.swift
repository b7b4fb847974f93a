/// A choice among weighted alternatives in constant time.
///
/// The alias method of Walker as built by Vose, "A linear algorithm for generating random numbers
/// with a given distribution" (1991): every alternative owns a column of equal width, part of
/// which is lent to one other alternative.
public struct WeightedChoice: Sendable {
    private struct Column {
        /// Remainders below this belong to the column itself, the others to `alias`.
        var threshold: UInt64
        var alias: Int
    }

    /// Number of alternatives, 1 or more.
    public let count: Int
    // Never freed: choices are global constants. `nonisolated(unsafe)` is sound because the memory
    // is written before the initialiser returns and never after.
    nonisolated(unsafe) private let columns: UnsafePointer<Column>

    /// Builds the table; O(`weights.count`).
    ///
    /// - Precondition: `weights` is not empty, no weight is negative or infinite, and their sum is
    ///   positive.
    public init(_ weights: [Double]) {
        let sum = weights.reduce(0, +)
        precondition(sum > 0 && sum.isFinite, "the weights of a choice must have a positive sum")
        precondition(weights.allSatisfy { $0 >= 0 }, "the weight of a choice cannot be negative")
        let storage = UnsafeMutablePointer<Column>.allocate(capacity: weights.count)
        var scaled = weights.map { $0 * Double(weights.count) / sum }
        var small: [Int] = []
        var large: [Int] = []
        for (index, share) in scaled.enumerated() {
            if share < 1 { small.append(index) } else { large.append(index) }
        }
        while let lender = large.last, let borrower = small.popLast() {
            let threshold = WeightedChoice.threshold(scaled[borrower])
            (storage + borrower).initialize(to: Column(threshold: threshold, alias: lender))
            scaled[lender] = (scaled[lender] + scaled[borrower]) - 1
            if scaled[lender] < 1 {
                large.removeLast()
                small.append(lender)
            }
        }
        // What is left has a share of 1, but for rounding.
        for index in small + large {
            (storage + index).initialize(to: Column(threshold: .max, alias: index))
        }
        columns = UnsafePointer(storage)
        count = weights.count
    }

    /// Builds the table from whole-numbered weights.
    public init(_ weights: [Int]) {
        self.init(weights.map(Double.init))
    }

    /// A choice whose alternative `n` has the weight `1 / (n + offset)`, as words have in a text.
    public static func zipf(count: Int, offset: Double = 2) -> WeightedChoice {
        WeightedChoice((0..<count).map { 1 / (Double($0) + offset) })
    }

    /// The alternative, `0 ..< count`, that 64 uniform bits choose.
    @inline(__always)
    public func index(_ bits: UInt64) -> Int {
        let (column, remainder) = bits.multipliedFullWidth(by: UInt64(count))
        let index = Int(truncatingIfNeeded: column)
        let entry = columns[index]
        return remainder < entry.threshold ? index : entry.alias
    }

    private static func threshold(_ share: Double) -> UInt64 {
        share >= 1 ? .max : UInt64(share * 0x1p64)
    }
}
