/// How many rows each parent has where only some of the parents have any: an exact number of them,
/// spread evenly.
public struct SparseCounts: Sendable {
    private let histogram: CountHistogram?
    private let spread: EvenSpread?
    private let limit: Int64

    /// The counts of `parentCount` parents.
    ///
    /// - Parameters:
    ///   - distribution: Counts of the parents that have rows.
    ///   - presentCount: Number of the parents that have rows, `0 ... parentCount`.
    ///   - parentCount: Number of all parents.
    ///   - limit: Greatest count; greater ones are cut.
    ///   - slope: Slope of the spread over the parents.
    ///   - key: Key of the spread.
    public init(
        _ distribution: CountDistribution,
        presentCount: Int64,
        of parentCount: Int64,
        limit: Int64 = .max,
        slope: EvenSpread.Slope,
        key: CellKey
    ) {
        precondition(presentCount <= parentCount, "more parents have rows than there are")
        self.limit = limit
        guard presentCount > 0 else {
            histogram = nil
            spread = nil
            return
        }
        histogram = CountHistogram(distribution, parentCount: presentCount)
        spread = EvenSpread(count: parentCount, slope: slope, key: key)
    }

    /// The number of rows of a parent.
    @inline(__always)
    func count(of parent: Int64) -> Int64 {
        guard let histogram, let spread else { return 0 }
        let rank = spread(parent)
        return rank < histogram.parentCount ? min(histogram.count(rank: rank), limit) : 0
    }
}
