/// A seeded bijection of `0 ..< count` that balances the first parents against the rest.
///
/// The first parents take equally spaced ranks from a window of all ranks, the others take the ranks
/// that are left; each group is in the order of an ``EvenSpread``. Moving an end of the window gives
/// the first parents more children or fewer. Large datasets need no window: a few large counts more
/// on one side make no difference.
public struct BalancedSpread: Sendable {
    /// Parents up to which the first ones are balanced against the others.
    public static let countMax: Int64 = 50_000

    private let cut: Int64
    private let window: Range<Int64>
    private let first: EvenSpread?
    private let others: EvenSpread?

    /// How many children the first parents should have.
    public struct Aim {
        /// Number of the first parents.
        let parentCount: Int64
        /// Their children together.
        let childCount: Int64
        /// Whether a surplus is better than a shortage: surplus children can be created late, but
        /// missing ones cannot be created early.
        let prefersExcess: Bool

        /// Creates one; see the properties.
        public init(parentCount: Int64, childCount: Int64, prefersExcess: Bool) {
            self.parentCount = parentCount
            self.childCount = childCount
            self.prefersExcess = prefersExcess
        }
    }

    /// The spread over the counts of a histogram; of a parent with a count, `early` children are
    /// counted.
    public init(
        _ histogram: CountHistogram,
        slope: EvenSpread.Slope,
        key: CellKey,
        _ aim: Aim?,
        early: (Int64) -> Int64 = { $0 }
    ) {
        let count = histogram.parentCount
        guard let aim, count <= BalancedSpread.countMax, aim.parentCount > 0 else {
            cut = 0
            window = 0..<count
            first = nil
            others = EvenSpread(count: count, slope: slope, key: key)
            return
        }
        precondition(aim.parentCount <= count, "more parents are first than there are")
        cut = aim.parentCount
        window = BalancedSpread.window(histogram, aim, early: early)
        first = EvenSpread(count: cut, slope: slope, key: key)
        others = cut < count ? EvenSpread(count: count - cut, slope: slope, key: key) : nil
    }

    /// The rank of an index.
    @inline(__always)
    public func callAsFunction(_ index: Int64) -> Int64 {
        if index < cut {
            guard let first else { preconditionFailure("the first parents have no spread") }
            return BalancedSpread.rank(first(index), of: cut, in: window)
        }
        guard let others else { preconditionFailure("the other parents have no spread") }
        return rank(ofOther: others(index - cut))
    }

    /// The rank at one of `count` equal distances in a window.
    @inline(__always)
    private static func rank(_ number: Int64, of count: Int64, in window: Range<Int64>) -> Int64 {
        window.lowerBound + (2 * number + 1) * Int64(window.count) / (2 * count)
    }

    /// The rank of a number among those that the first parents leave.
    @inline(__always)
    private func rank(ofOther number: Int64) -> Int64 {
        guard cut > 0, number >= window.lowerBound else { return number }
        let inside = number - window.lowerBound
        let freeCount = Int64(window.count) - cut
        if inside >= freeCount { return number + cut }
        // As many ranks before it are taken as lie, by their distances, before the free one; the
        // estimate can be one off.
        var taken = inside * cut / freeCount
        while taken < cut,
            BalancedSpread.rank(taken, of: cut, in: window) <= number + taken
        {
            taken += 1
        }
        while taken > 0,
            BalancedSpread.rank(taken - 1, of: cut, in: window) > number + taken - 1
        {
            taken -= 1
        }
        return number + taken
    }

    /// The window of ranks that comes closest to the aim: of all ranks, or without some of the lowest
    /// or the highest.
    private static func window(
        _ histogram: CountHistogram,
        _ aim: Aim,
        early: (Int64) -> Int64
    ) -> Range<Int64> {
        let count = histogram.parentCount
        let cut = aim.parentCount
        func excess(_ window: Range<Int64>) -> Int64 {
            let sum = (0..<cut).reduce(Int64(0)) {
                $0 + early(histogram.count(rank: rank($1, of: cut, in: window)))
            }
            return sum - aim.childCount
        }
        let whole = excess(0..<count)
        if whole == 0 { return 0..<count }
        // Fewer of the lowest ranks give more children, fewer of the highest give less.
        let narrowed = { (length: Int64) in
            whole < 0 ? (count - length)..<count : 0..<length
        }
        var (near, far) = (cut, count)
        // The excess has the sign of the whole's at `far`; at `near` it may have the other one.
        while far - near > 1 {
            let middle = (near + far) / 2
            if excess(narrowed(middle)).signum() == whole.signum() {
                far = middle
            } else {
                near = middle
            }
        }
        let candidates = [near, far].map { (window: narrowed($0), excess: excess(narrowed($0))) }
        let best = candidates.min { first, second in
            cost(first.excess, aim) < cost(second.excess, aim)
        }
        return best?.window ?? 0..<count
    }

    private static func cost(_ excess: Int64, _ aim: Aim) -> Int64 {
        // A single child too few is worse than any excess.
        aim.prefersExcess && excess < 0 ? (1 << 40) - excess : abs(excess)
    }
}
