/// How many parents have how many children: whole numbers of parents for each count.
///
/// The shape is exact for any number of parents and the total does not depend on the seed: which
/// parent gets which count is decided elsewhere (``BalancedSpread``), by its rank.
public struct CountHistogram: Sendable {
    /// Number of parents.
    public let parentCount: Int64
    /// Number of children of all parents together.
    public let total: Int64
    /// The least count.
    public let countMin: Int64

    /// The greatest count that a parent can have.
    public var countMax: Int64 { countMin + Int64(cumulative.count) - 1 }

    /// `cumulative[v]` parents have a count of `countMin + v` or less.
    private let cumulative: [Int64]
    /// For each of `guide.count` equal steps of the rank, where to start looking.
    private let guide: [Int32]

    /// Distributes `parentCount` parents over the counts of `distribution`.
    ///
    /// With a mean, the total is `parentCount` times the mean, rounded to the nearest whole
    /// number.
    public init(_ distribution: CountDistribution, parentCount: Int64) {
        self.init(distribution, CountShape(distribution), parentCount: parentCount)
    }

    /// The same with a shape that was computed before, for one of several groups of parents.
    ///
    /// `before` is the number of parents in the groups before it: with a mean, the total of any
    /// number of groups is as exact as that of one.
    init(
        _ distribution: CountDistribution,
        _ shape: CountShape,
        parentCount: Int64,
        before: Int64 = 0
    ) {
        var parents = CountHistogram.apportion(parentCount, by: shape.weights)
        if let mean = distribution.mean {
            let total =
                Int64((Double(before + parentCount) * mean).rounded())
                - Int64((Double(before) * mean).rounded())
            CountHistogram.adjust(&parents, from: distribution.min, toTotal: total)
        }
        self.parentCount = parentCount
        countMin = distribution.min
        var running: Int64 = 0
        var sum: Int64 = 0
        var ends: [Int64] = []
        ends.reserveCapacity(parents.count)
        for (offset, number) in parents.enumerated() {
            running += number
            sum += number * (distribution.min + Int64(offset))
            ends.append(running)
        }
        total = sum
        cumulative = ends
        guide = CountHistogram.guide(ends, parentCount: parentCount)
    }

    /// The count of the parent of a rank, `0 ..< parentCount`; it rises with the rank.
    @inline(__always)
    public func count(rank: Int64) -> Int64 {
        let step = Int(UInt64(rank) &* UInt64(guide.count) / UInt64(parentCount))
        var offset = Int(guide[step])
        while cumulative[offset] <= rank { offset += 1 }
        return countMin + Int64(offset)
    }

    /// Number of parents whose count lies in a range.
    public func parentCount(in range: ClosedRange<Int64>) -> Int64 {
        let upTo = { (count: Int64) -> Int64 in
            let offset = Int(count - countMin)
            if offset < 0 { return 0 }
            return cumulative[Swift.min(offset, cumulative.count - 1)]
        }
        return upTo(range.upperBound) - upTo(range.lowerBound - 1)
    }

    /// The same as a list.
    public var tally: CountTally {
        var parents: [Int64: Int64] = [:]
        for count in countMin...countMax { parents[count] = parentCount(in: count...count) }
        return CountTally(parents)
    }

    /// Whole numbers in proportion to `weights` that add up to `total`.
    ///
    /// The running totals are rounded, not the numbers, so every stretch of counts has its share
    /// to within one parent; rounding each number would leave a wide band of small weights empty.
    private static func apportion(_ total: Int64, by weights: [Double]) -> [Int64] {
        let sum = weights.reduce(0, +)
        var weight = 0.0
        var given: Int64 = 0
        return weights.map { next in
            weight += next
            let due = min(total, Int64((Double(total) * (weight / sum)).rounded()))
            defer { given = due }
            return due - given
        }
    }

    /// Moves parents to the next count up or down, from where most are, until the total fits.
    private static func adjust(_ parents: inout [Int64], from countMin: Int64, toTotal total: Int64)
    {
        var difference = total
        for (offset, number) in parents.enumerated() {
            difference -= number * (countMin + Int64(offset))
        }
        while difference != 0 {
            let step = difference > 0 ? 1 : -1
            let sources = difference > 0 ? 0..<(parents.count - 1) : 1..<parents.count
            guard let source = sources.max(by: { parents[$0] < parents[$1] }), parents[source] > 0
            else { return }
            let moved = Swift.min(abs(difference), Swift.max(1, parents[source] / 4))
            parents[source] -= moved
            parents[source + step] += moved
            difference -= Int64(step) * moved
        }
    }

    private static func guide(_ cumulative: [Int64], parentCount: Int64) -> [Int32] {
        let stepCount = Swift.min(Swift.max(cumulative.count * 2, 16), 4096)
        var offset = 0
        return (0..<stepCount).map { step in
            let leastRank = Int64(
                (UInt64(step) * UInt64(parentCount) + UInt64(stepCount) - 1) / UInt64(stepCount)
            )
            while offset < cumulative.count - 1 && cumulative[offset] <= leastRank { offset += 1 }
            return Int32(offset)
        }
    }
}
