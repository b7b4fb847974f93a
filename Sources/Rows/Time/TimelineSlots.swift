/// The slots of parents on the timeline, in order of their creation.
///
/// The first ``olderCount`` parents share the older part of the timeline equally, the others share
/// the recent part, and no slot crosses the boundary. Rows of a parent can still be created after its
/// slot (``latePlace(_:in:)``), so that every table has the configured share of recent rows.
public struct TimelineSlots: Sendable {
    /// Number of parents.
    public let count: Int64
    /// Number of parents whose slots lie in the older part.
    public let olderCount: Int64
    /// Where the recent part of the timeline begins, 0 to 1.
    let olderShare: Double

    /// Tolerated error of a share, 0 to 1.
    private static let tolerance = 0.01

    /// Number of the older ones of `count` rows.
    ///
    /// If no whole number of rows is within a point of the share, it is rounded up: what belongs to
    /// the rows can be created late, but never early.
    static func olderCount(of count: Int64, share: Double) -> Int64 {
        let expected = Double(count) * share
        let nearest = expected.rounded()
        let isNear = abs(nearest - expected) <= Double(count) * tolerance
        return Int64(isNear ? nearest : expected.rounded(.up))
    }

    /// The slots of `count` parents.
    public init(count: Int64, olderShare: Double) {
        self.init(
            count: count,
            olderCount: TimelineSlots.olderCount(of: count, share: olderShare),
            olderShare: olderShare
        )
    }

    /// The slots of `count` parents, of which `olderCount` are in the older part.
    public init(count: Int64, olderCount: Int64, olderShare: Double) {
        precondition((0...count).contains(olderCount), "a part has more parents than there are")
        self.count = count
        self.olderCount = olderCount
        self.olderShare = olderShare
    }

    /// The slot of a parent.
    @inline(__always)
    public func slot(_ index: Int64) -> Slot {
        if index < olderCount {
            let width = olderShare / Double(olderCount)
            return Slot(start: width * Double(index), width: width)
        }
        let width = (1 - olderShare) / Double(count - olderCount)
        return Slot(start: olderShare + width * Double(index - olderCount), width: width)
    }

    /// Number of parents whose slots end before that of another parent begins.
    ///
    /// `other` is the index of that parent in `slots`, of the same timeline, or their number.
    public func count(before other: Int64, in slots: TimelineSlots) -> Int64 {
        if other < slots.olderCount { return scaled(olderCount, by: other, of: slots.olderCount) }
        return olderCount
            + scaled(
                count - olderCount,
                by: other - slots.olderCount,
                of: slots.count - slots.olderCount
            )
    }

    private func scaled(_ count: Int64, by index: Int64, of total: Int64) -> Int64 {
        guard total > 0 else { return 0 }
        let (product, isTooLarge) = count.multipliedReportingOverflow(by: index)
        precondition(!isTooLarge, "there are more slots than can be multiplied")
        return product / total
    }

    /// The place of a row that belongs to a parent of the older part and comes in the recent one.
    ///
    /// Late rows come first in the recent part: in `range` of its first slot, before the rows of
    /// that slot's parent. Without recent parents they spread over the whole part, hence the factor
    /// of 2: `range` is in the first half.
    ///
    /// `part` is the place among the late rows, 0 ..< 1.
    @inline(__always)
    public func latePlace(_ part: Double, in range: Range<Double>) -> Double {
        let place = range.lowerBound + (range.upperBound - range.lowerBound) * part
        if olderCount == count { return olderShare + (1 - olderShare) * 2 * place }
        return slot(olderCount).place(place)
    }
}
