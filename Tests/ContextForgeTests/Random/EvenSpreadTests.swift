import Testing

@testable import ContextForge
@testable import Rows

@Suite struct EvenSpreadTests {
    private let key = CellKey(seed: 42, table: "tests", purpose: "spread")

    private static let slopes: [EvenSpread.Slope] = [
        .golden, .rootTwo, .rootThree, .rootThirteen, .rootTwentyNine, .rootTen,
    ]

    @Test(arguments: slopes, [1, 2, 3, 4, 5, 6, 10, 12, 97, 100, 600, 1024] as [Int64])
    func `every index has a rank of its own`(slope: EvenSpread.Slope, count: Int64) {
        let spread = EvenSpread(count: count, slope: slope, key: key)
        #expect((0..<count).map { spread($0) }.sorted() == Array(0..<count))
    }

    @Test(arguments: slopes, [1, 2, 3, 10, 97, 600, 1001] as [Int64])
    func `neighbours have opposite ranks, and a last one alone the middle`(
        slope: EvenSpread.Slope,
        count: Int64
    ) {
        let spread = EvenSpread(count: count, slope: slope, key: key)
        for index in stride(from: 0, to: count - 1, by: 2) {
            #expect(spread(index) + spread(index + 1) == count - 1)
        }
        if count % 2 == 1 { #expect(spread(count - 1) == count / 2) }
    }

    @Test(arguments: slopes)
    func `products do not overflow at the greatest count`(slope: EvenSpread.Slope) {
        let count: Int64 = (1 << 31) - 1
        let spread = EvenSpread(count: count, slope: slope, key: key)
        let ranks = [0, 1, count / 2, count - 2, count - 1].map { spread($0) }
        #expect(Set(ranks).count == ranks.count)
        #expect(ranks.first { !(0..<count).contains($0) } == nil)
    }

    @Test(arguments: slopes, [100, 1000, 10_000] as [Int64])
    func `every run from the start has its share of the low ranks`(
        slope: EvenSpread.Slope,
        count: Int64
    ) {
        let spread = EvenSpread(count: count, slope: slope, key: key)
        for low in [count / 10, count / 2, count * 8 / 10] {
            var lowCount = 0.0
            var deviationMax = 0.0
            for index in 0..<count {
                if spread(index) < low { lowCount += 1 }
                let expected = Double(index + 1) * Double(low) / Double(count)
                deviationMax = max(deviationMax, abs(lowCount - expected))
            }
            // Random ranks would be some 50 off at ten thousand.
            #expect(deviationMax < 12)
        }
    }

    @Test(arguments: slopes)
    func `running totals of counts stay close to the mean`(slope: EvenSpread.Slope) {
        let count: Int64 = 2000
        let histogram = CountHistogram(.normal(10...50, mean: 20), parentCount: count)
        let spread = EvenSpread(count: count, slope: slope, key: key)
        var total: Int64 = 0
        var deviationMax: Int64 = 0
        for index in 0..<count {
            total += histogram.count(rank: spread(index))
            deviationMax = max(deviationMax, abs(total - 20 * (index + 1)))
        }
        // Five mean counts; random ranks would be some three times as far off.
        #expect(deviationMax <= 100)
    }

    @Test func `seeds and slopes give different spreads`() {
        let ranks = EvenSpreadTests.slopes.flatMap { slope in
            (UInt64(0)..<4).map { seed in
                let key = CellKey(seed: seed, table: "tests", purpose: "spread")
                let spread = EvenSpread(count: 1000, slope: slope, key: key)
                return (Int64(0)..<10).map { spread($0) }
            }
        }
        #expect(Set(ranks).count == ranks.count)
    }
}
