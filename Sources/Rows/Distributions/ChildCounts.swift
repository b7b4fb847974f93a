/// How many rows each parent of a table has, and which parent a row belongs to.
///
/// The rows of a table stand in the order of their parents. A running total is kept for every
/// few parents, so any row's parent is found by one binary search and a walk of at most a block.
public struct ChildCounts: Sendable {
    /// Running totals of a table, at most, so that they take half a megabyte.
    private static let blockCountMax: Int64 = 1 << 16
    /// Parents between two running totals where that many are not reached.
    static let blockParentCountMin: Int64 = 16

    /// How the count of a parent is found from its index.
    public enum Rule: Sendable {
        /// The same for every parent.
        case constant(Int64)
        /// By the parent's rank in a spread.
        case histogram(CountHistogram, BalancedSpread)
        /// One for every parent whose index is a multiple of `period`;
        /// the others share a histogram.
        case periodic(period: Int64, CountHistogram, BalancedSpread)
        /// Those before `boundary` and the others each in their own way.
        case split(boundary: Int64, SparseCounts, SparseCounts)
    }

    /// Number of parents.
    public let parentCount: Int64
    /// Number of rows of all parents together.
    public let rowCount: Int64
    /// Number of parents between two running totals.
    private let blockParentCount: Int64
    private let rule: Rule
    /// Rows that are created in the older part of the timeline, the first ones.
    public let olderRowCount: Int64
    /// Rows of the parents of the older part; those behind ``olderRowCount`` are late.
    let olderParentRowCount: Int64
    /// First row of every block, and the number of rows at the end.
    private let blockStarts: [Int64]

    /// Sums up the counts; O(parents) once, when the plan is made.
    ///
    /// With the slots of the parents, as many rows are older as the timeline wants, as far as there
    /// are older parents for them.
    public init(parentCount: Int64, rule: Rule, slots: TimelineSlots? = nil) {
        self.parentCount = parentCount
        self.rule = rule
        blockParentCount = Swift.max(
            ChildCounts.blockParentCountMin,
            (parentCount + ChildCounts.blockCountMax - 1) / ChildCounts.blockCountMax
        )
        var starts: [Int64] = [0]
        var sum: Int64 = 0
        var parent: Int64 = 0
        while parent < parentCount {
            let end = Swift.min(parent + blockParentCount, parentCount)
            sum += ChildCounts.sum(of: parent..<end, by: rule)
            starts.append(sum)
            parent = end
        }
        blockStarts = starts
        rowCount = sum
        guard let slots else {
            olderRowCount = 0
            olderParentRowCount = 0
            return
        }
        var older = starts[Int(slots.olderCount / blockParentCount)]
        let block = slots.olderCount / blockParentCount * blockParentCount
        older += ChildCounts.sum(of: block..<slots.olderCount, by: rule)
        olderParentRowCount = older
        olderRowCount = min(older, TimelineSlots.olderCount(of: sum, share: slots.olderShare))
    }

    /// Counts drawn from a distribution, spread evenly over the parents; with their slots, so that
    /// the parents of the older part have enough rows for it.
    public init(
        _ distribution: CountDistribution,
        parentCount: Int64,
        slope: EvenSpread.Slope,
        key: CellKey,
        slots: TimelineSlots? = nil,
        canBeLate: Bool = true
    ) {
        guard parentCount > 0, distribution.min < distribution.max else {
            self.init(parentCount: parentCount, rule: .constant(distribution.min), slots: slots)
            return
        }
        let histogram = CountHistogram(distribution, parentCount: parentCount)
        let aim = slots.map { slots in
            BalancedSpread.Aim(
                parentCount: slots.olderCount,
                childCount: TimelineSlots.olderCount(
                    of: histogram.total,
                    share: slots.olderShare
                ),
                prefersExcess: canBeLate
            )
        }
        let spread = BalancedSpread(histogram, slope: slope, key: key, aim)
        self.init(
            parentCount: parentCount,
            rule: .histogram(histogram, spread),
            slots: slots
        )
    }

    /// The place of a row among those that are late, 0 ..< 1, at a part of its own; nil for a row
    /// that is not late.
    @inline(__always)
    public func lateness(of row: Int64, at part: Double) -> Double? {
        guard row >= olderRowCount, row < olderParentRowCount else { return nil }
        return (Double(row - olderRowCount) + part) / Double(olderParentRowCount - olderRowCount)
    }

    /// The number of rows of a parent.
    @inline(__always)
    public func count(of parent: Int64) -> Int64 {
        ChildCounts.count(of: parent, by: rule)
    }

    /// The place of a row among its siblings.
    public struct Place {
        /// Zero-based index of the parent.
        public var parent: Int64
        /// Zero-based position among the parent's rows.
        public var ordinal: Int64
        /// Number of the parent's rows.
        public var siblingCount: Int64

        /// Creates one; see the properties.
        public init(parent: Int64, ordinal: Int64, siblingCount: Int64) {
            self.parent = parent
            self.ordinal = ordinal
            self.siblingCount = siblingCount
        }
    }

    /// The place of a row.
    ///
    /// - Precondition: `row` is in `0 ..< rowCount`.
    public func place(of row: Int64) -> Place {
        precondition(row >= 0 && row < rowCount, "a row is outside its table")
        var low = 0
        var high = blockStarts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if blockStarts[middle] <= row { low = middle } else { high = middle }
        }
        var parent = Int64(low) * blockParentCount
        var rest = row - blockStarts[low]
        if case .constant(let count) = rule {
            return Place(parent: parent + rest / count, ordinal: rest % count, siblingCount: count)
        }
        while true {
            let count = count(of: parent)
            if rest < count { return Place(parent: parent, ordinal: rest, siblingCount: count) }
            rest -= count
            parent += 1
        }
    }

    /// Moves to the place of the next row.
    ///
    /// - Precondition: There is a next row.
    @inline(__always)
    public func advance(_ place: inout Place) {
        place.ordinal += 1
        while place.ordinal >= place.siblingCount {
            place.parent += 1
            place.ordinal = 0
            place.siblingCount = count(of: place.parent)
        }
    }

    /// Moves to the place of a row further on.
    ///
    /// - Precondition: The table has so many rows more.
    public func advance(_ place: inout Place, by rowCount: Int64) {
        place.ordinal += rowCount
        while place.ordinal >= place.siblingCount {
            place.ordinal -= place.siblingCount
            place.parent += 1
            place.siblingCount = count(of: place.parent)
        }
    }

    /// The first row of a parent, or where it would be if the parent has none.
    ///
    /// - Parameters:
    ///   - parent: Zero-based index of the parent, `0 ..< parentCount`.
    ///   - known: A parent that is not after it, with its first row: where to walk on from.
    /// - Returns: The zero-based row.
    /// - Complexity: O(parents since `known`), at most a block.
    public func firstRow(
        of parent: Int64,
        from known: (parent: Int64, row: Int64) = (0, 0)
    ) -> Int64 {
        if case .constant(let count) = rule { return parent * count }
        let block = parent / blockParentCount
        var current = (parent: block * blockParentCount, row: blockStarts[Int(block)])
        if known.parent > current.parent { current = known }
        precondition(current.parent <= parent, "a walk cannot go back")
        while current.parent < parent {
            current.row += count(of: current.parent)
            current.parent += 1
        }
        return current.row
    }

    @inline(__always)
    private static func count(of parent: Int64, by rule: Rule) -> Int64 {
        switch rule {
        case .constant(let count):
            return count
        case .histogram(let histogram, let spread):
            return histogram.count(rank: spread(parent))
        case .periodic(let period, let histogram, let spread):
            let (group, position) = parent.quotientAndRemainder(dividingBy: period)
            if position == 0 { return 1 }
            return histogram.count(rank: spread(group * (period - 1) + position - 1))
        case .split(let boundary, let first, let second):
            return parent < boundary ? first.count(of: parent) : second.count(of: parent - boundary)
        }
    }

    /// The rows of some parents together; the rule is looked at once, not for every parent.
    private static func sum(of parents: Range<Int64>, by rule: Rule) -> Int64 {
        switch rule {
        case .constant(let count):
            return count * Int64(parents.count)
        case .histogram(let histogram, let spread):
            var sum: Int64 = 0
            for parent in parents { sum += histogram.count(rank: spread(parent)) }
            return sum
        case .periodic, .split:
            var sum: Int64 = 0
            for parent in parents { sum += count(of: parent, by: rule) }
            return sum
        }
    }
}
