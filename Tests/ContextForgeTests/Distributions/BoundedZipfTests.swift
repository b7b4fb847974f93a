import Testing

@testable import ContextForge
@testable import Rows

@Suite struct BoundedZipfTests {
    /// Counts with their shares of the objects, the greatest first.
    private static func shares(
        _ least: Int64,
        _ greatest: Int64,
        _ mean: Double
    ) -> [(count: Double, share: Double)] {
        let weights = BoundedZipf(least: least, greatest: greatest, mean: mean).weights
        let sum = weights.reduce(0, +)
        return weights.indices.reversed().map { (Double(least + Int64($0)), weights[$0] / sum) }
    }

    /// The part of all accesses that the busiest `part` of the objects have.
    private static func hot(_ shares: [(count: Double, share: Double)], _ part: Double) -> Double {
        var left = part
        var accesses = 0.0
        for (count, share) in shares where left > 0 {
            accesses += min(left, share) * count
            left -= share
        }
        return accesses / shares.reduce(0) { $0 + $1.count * $1.share }
    }

    private static let wide: [(Int64, Int64, Double)] = [
        (0, 100_000, 50), (1, 10_000, 40), (0, 500, 8), (0, 12, 2), (1, 2000, 20),
    ]
    private static let narrow: [(Int64, Int64, Double)] = [
        (2, 30, 8), (5, 50, 20), (10, 100, 40), (0, 3, 2), (20, 200, 70), (0, 1, 0.5), (7, 8, 7.25),
    ]

    @Test(arguments: wide + narrow)
    func `every count has a weight, and together they have the mean`(
        least: Int64,
        greatest: Int64,
        mean: Double
    ) {
        let weights = BoundedZipf(least: least, greatest: greatest, mean: mean).weights
        #expect(weights.count == Int(greatest - least) + 1)
        #expect(weights.allSatisfy { $0 >= 0 && $0.isFinite })
        let found = Self.shares(least, greatest, mean).reduce(0) { $0 + $1.count * $1.share }
        #expect(abs(found - mean) <= mean * 0.01, "\(found)")
    }

    @Test(arguments: wide)
    func `a fifth of the objects has four fifths of the accesses where the limits allow it`(
        least: Int64,
        greatest: Int64,
        mean: Double
    ) {
        let found = Self.hot(Self.shares(least, greatest, mean), 0.2)
        #expect(abs(found - 0.8) <= 0.01, "\(found)")
    }

    @Test(arguments: narrow)
    func `between narrow limits they have as much as the limits allow`(
        least: Int64,
        greatest: Int64,
        mean: Double
    ) {
        let (low, high) = (Double(least), Double(greatest))
        // The most: as many objects at the greatest count as the mean leaves, the others at the
        // least.
        let most = min(0.2 * high, 0.2 * low + mean - low) / mean
        let found = Self.hot(Self.shares(least, greatest, mean), 0.2)
        #expect(found <= most + 0.005, "\(found) of \(most)")
        #expect(found >= min(most, 0.8) - 0.03, "\(found) of \(most)")
    }

    @Test(arguments: [(3, 9, 3.0, 3), (3, 9, 2.0, 3), (3, 9, 9.0, 9), (3, 9, 12.0, 9)])
    func `a mean at a limit leaves only that count`(
        least: Int64,
        greatest: Int64,
        mean: Double,
        only: Int64
    ) {
        let weights = BoundedZipf(least: least, greatest: greatest, mean: mean).weights
        #expect(weights.reduce(0, +) == 1)
        #expect(weights[Int(only - least)] == 1)
    }

    @Test func `the same limits give the same weights, bit for bit`() {
        let first = BoundedZipf(least: 2, greatest: 30, mean: 8).weights
        let second = BoundedZipf(least: 2, greatest: 30, mean: 8).weights
        #expect(first.map(\.bitPattern) == second.map(\.bitPattern))
    }

    @Test func `a greater mean leaves fewer objects with the least count`() {
        let weights = [5.5, 8, 15, 30].map {
            BoundedZipf(least: 5, greatest: 50, mean: $0).weights[0]
        }
        #expect(weights == weights.sorted(by: >))
        #expect(Set(weights).count == weights.count)
    }
}
