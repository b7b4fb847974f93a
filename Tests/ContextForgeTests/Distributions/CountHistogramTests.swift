import Testing

@testable import ContextForge
@testable import Rows

@Suite struct CountHistogramTests {
    private static let distributions: [CountDistribution] = [
        .normal(1...5, mean: 2), .normal(10...50, mean: 20), .normal(0...10, mean: 0.7),
        .normal(0...200, mean: 100), .normal(3...3, mean: 3), .normal(0...5, mean: 0),
        .uniform(0...1, mean: 0.5), .uniform(1...30, mean: 29.9), .uniform(2...9, mean: 5.5),
        CountDistribution(min: 1, max: 100, mean: 9.25, shape: .powerLaw),
    ]

    @Test(arguments: distributions, [1, 2, 3, 10, 99, 100, 1000, 12_345] as [Int64])
    func `the total is the mean times the parents, and the limits are kept`(
        distribution: CountDistribution,
        parentCount: Int64
    ) throws {
        let histogram = CountHistogram(distribution, parentCount: parentCount)
        let mean = try #require(distribution.mean)
        #expect(histogram.parentCount == parentCount)
        #expect(histogram.countMin == distribution.min)
        #expect(histogram.total == Int64((Double(parentCount) * mean).rounded()))
        #expect(histogram.parentCount(in: distribution.min...distribution.max) == parentCount)
        let counts = (0..<parentCount).map(histogram.count)
        #expect(counts.reduce(0, +) == histogram.total)
        #expect(counts == counts.sorted())
        #expect(counts.allSatisfy { (distribution.min...distribution.max).contains($0) })
    }

    @Test func `the number of parents in a range is that of their counts`() {
        let histogram = CountHistogram(.powerLaw(1...100), parentCount: 600)
        let counts = (Int64(0)..<600).map(histogram.count)
        for range: ClosedRange<Int64> in [1...1, 1...5, 6...9, 10...20, 50...100, 0...0, 0...500] {
            #expect(histogram.parentCount(in: range) == counts.filter(range.contains).count)
        }
    }

    @Test(arguments: [100, 101, 600, 1000, 30_000, 100_000, 1_600_000, 10_000_000] as [Int64])
    func `a power law from 1 to 100 has its bands and its mean at any number of teams`(
        parentCount: Int64
    ) {
        let histogram = CountHistogram(.powerLaw(1...100), parentCount: parentCount)
        func percent(_ range: ClosedRange<Int64>) -> Double {
            Double(histogram.parentCount(in: range)) * 100 / Double(parentCount)
        }
        #expect(abs(percent(1...5) - 80) <= 1)
        #expect(abs(percent(10...20) - 15) <= 1)
        #expect(abs(percent(50...100) - 5) <= 1)
        #expect(percent(6...9) == 0)
        #expect(percent(21...49) == 0)
        let mean = Double(histogram.total) / Double(parentCount)
        #expect(abs(mean - 7.0) <= 0.1)
    }

    @Test(arguments: [CountDistribution.powerLaw(1...100), .powerLaw(1...28), .powerLaw(0...400)])
    func `every stretch of counts has its share to within a parent`(
        distribution: CountDistribution
    ) {
        let weights = CountShape(distribution).weights
        let sum = weights.reduce(0, +)
        for parentCount: Int64 in [1, 7, 60, 600, 5000] {
            let histogram = CountHistogram(distribution, parentCount: parentCount)
            var weight = 0.0
            for (offset, next) in weights.enumerated() {
                weight += next / sum
                let range = distribution.min...distribution.min + Int64(offset)
                let found = Double(histogram.parentCount(in: range))
                #expect(abs(found - weight * Double(parentCount)) <= 0.501)
            }
        }
    }

    @Test func `a single parent has the count of the total`() {
        #expect(CountHistogram(.normal(1...9, mean: 4), parentCount: 1).count(rank: 0) == 4)
    }

    @Test func `the totals of groups are as exact as that of one`() {
        let distribution = CountDistribution(min: 0, max: 3, mean: 0.3, shape: .zipf)
        let shape = CountShape(distribution)
        var total: Int64 = 0
        for group: Int64 in 0..<100 {
            let histogram = CountHistogram(distribution, shape, parentCount: 7, before: 7 * group)
            #expect(histogram.parentCount == 7)
            total += histogram.total
            #expect(total == Int64((Double(7 * (group + 1)) * 0.3).rounded()))
        }
    }
}
