extension EvenSpread {
    /// Number of shifts that are tried, and of parents up to which it is worth it: with more, a few
    /// large counts in excess on one side of the cut make no difference.
    private static let shiftCount: UInt64 = 32
    private static let parentCountMax: Int64 = 50_000

    /// The spread, out of several shifts, that comes closest to giving the first `share` of the
    /// parents that share of the children; of a parent with a count, `early` rows are counted as
    /// such.
    ///
    /// With few parents and a skewed histogram, one large team more or less before the last 30 days
    /// would move the share of recent rows by more than a point.
    static func balanced(
        _ histogram: CountHistogram,
        slope: Slope,
        key: CellKey,
        at share: Double,
        early: (Int64) -> Int64 = { $0 }
    ) -> EvenSpread {
        let count = histogram.parentCount
        let first = EvenSpread(count: count, slope: slope, key: key)
        let cut = Int64((Double(count) * share).rounded())
        guard count <= parentCountMax, cut > 0, cut < count else { return first }
        let wanted = Double(histogram.total) * Double(cut) / Double(count)
        var best = first
        var bestDeviation = Double.infinity
        for shift in 0..<shiftCount {
            let spread = EvenSpread(count: count, slope: slope, key: key.stream(shift))
            let sum = (0..<cut).reduce(Int64(0)) { $0 + early(histogram.count(rank: spread($1))) }
            let deviation = abs(Double(sum) - wanted)
            if deviation < bestDeviation {
                best = spread
                bestDeviation = deviation
            }
        }
        return best
    }
}
