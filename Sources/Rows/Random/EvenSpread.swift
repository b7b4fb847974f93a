/// A seeded bijection of `0 ..< count` whose every run of neighbours covers the range evenly.
///
/// Neighbours come in pairs of opposite ranks, r and count - 1 - r; the pairs are taken in the
/// order of a Weyl sequence of low discrepancy: multiples, modulo the number of pairs, of a number
/// near that times a quadratic irrational. Handing parent `i` the quantile of rank `EvenSpread(i)`
/// keeps running totals within a few rows of the mean (where the distribution is symmetric, every
/// pair has twice the mean), so that a share of the parents has very nearly that share of the
/// children, which a random permutation does not give at small scale. The cost is one division.
public struct EvenSpread: Sendable {
    /// Fractional parts whose continued fractions have small terms; relations of one parent have
    /// different ones, so that two counts of one parent are independent.
    public enum Slope: Double, Sendable {
        case golden = 0.618_033_988_749_894_8
        case rootTwo = 0.414_213_562_373_095_05
        case rootThree = 0.732_050_807_568_877_3
        case rootThirteen = 0.302_775_637_731_994_65
        case rootTwentyNine = 0.192_582_403_567_252_02
        case rootTen = 0.162_277_660_168_379_33
    }

    private let count: Int64
    private let pairCount: UInt64
    private let multiplier: UInt64
    private let offset: UInt64

    /// The spread of `0 ..< count` with `slope`, shifted by the key.
    ///
    /// - Precondition: `count` is in `1 ..< 2^31`, so that products fit 64 bits.
    public init(count: Int64, slope: Slope, key: CellKey) {
        precondition(count > 0 && count < 1 << 31, "a spread covers 1 to 2^31 - 1 indexes")
        self.count = count
        pairCount = UInt64(count / 2)
        guard pairCount > 0 else {
            multiplier = 0
            offset = 0
            return
        }
        var candidate = max(1, UInt64((Double(pairCount) * slope.rawValue).rounded()))
        while EvenSpread.greatestCommonDivisor(candidate, pairCount) != 1 { candidate += 1 }
        multiplier = candidate
        offset = key.bits(0) % (2 * pairCount)
    }

    /// The rank of an index.
    @inline(__always)
    public func callAsFunction(_ index: Int64) -> Int64 {
        let pair = UInt64(index) >> 1
        // With an odd number, the last index is alone and has the middle rank.
        guard pair < pairCount else { return Int64(pairCount) }
        let (round, place) = (pair &* multiplier &+ offset)
            .quotientAndRemainder(dividingBy: pairCount)
        let low = Int64(place)
        // Which of the two comes first alternates with the rounds of the sequence, which differ
        // from slope to slope. The parity of the rank would not do: with an even number of pairs
        // every multiplier is odd, and two counts of one parent would both be low or both high.
        return (UInt64(index) ^ round) & 1 == 0 ? low : count &- 1 &- low
    }

    private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}
