import Testing

@testable import ContextForge
@testable import Rows

@Suite struct CountShapeTests {
    private func mean(_ shape: CountShape, from least: Int64) -> Double {
        let sum = shape.weights.reduce(0, +)
        let weighted = shape.weights.enumerated().reduce(0) {
            $0 + $1.element * Double(least + Int64($1.offset))
        }
        return weighted / sum
    }

    private static let tilted: [CountDistribution] = [
        .normal(1...5, mean: 2), .normal(10...50, mean: 20), .normal(0...200, mean: 100),
        .normal(0...10, mean: 0.7), .normal(0...1, mean: 0.5), .normal(5...80, mean: 79.5),
        .uniform(1...5, mean: 3), .uniform(1...5, mean: 1.1), .uniform(0...1000, mean: 3),
    ]

    @Test(arguments: tilted)
    func `the weights have the configured mean`(distribution: CountDistribution) throws {
        let shape = CountShape(distribution)
        #expect(shape.weights.count == distribution.max - distribution.min + 1)
        #expect(shape.weights.first { !($0 >= 0 && $0.isFinite) } == nil)
        let expected = try #require(distribution.mean)
        #expect(abs(mean(shape, from: distribution.min) - expected) < 1e-6)
    }

    @Test func `a uniform distribution with the middle as its mean is flat`() {
        let weights = CountShape(.uniform(2...8, mean: 5)).weights
        #expect(weights.first { abs($0 - weights[0]) > 1e-9 * weights[0] } == nil)
    }

    @Test func `a normal distribution is highest at its mean and falls to both sides`() {
        let weights = CountShape(.normal(0...40, mean: 20)).weights
        for offset in 0..<20 {
            #expect(weights[offset] < weights[offset + 1])
            #expect(weights[40 - offset] < weights[39 - offset])
            #expect(abs(weights[offset] - weights[40 - offset]) < 1e-9)
        }
    }

    @Test func `a mean at a limit gives every parent that count`() {
        #expect(CountShape(.normal(1...3, mean: 1)).weights == [1, 0, 0])
        #expect(CountShape(.uniform(1...3, mean: 3)).weights == [0, 0, 1])
        #expect(CountShape(.normal(4...4, mean: 4)).weights == [1])
        #expect(CountShape(.powerLaw(1...1)).weights == [1])
    }

    @Test func `the bands of the power law hold their shares and nothing lies between them`() {
        let weights = [0] + CountShape(.powerLaw(1...100)).weights
        #expect(abs(weights[1...5].reduce(0, +) - 0.80) < 1e-12)
        #expect(abs(weights[10...20].reduce(0, +) - 0.15) < 1e-12)
        #expect(abs(weights[50...100].reduce(0, +) - 0.05) < 1e-12)
        #expect(weights[6...9].reduce(0, +) == 0)
        #expect(weights[21...49].reduce(0, +) == 0)
        for (low, high) in [(1, 5), (10, 20), (50, 100)] {
            let exponent = -CountShape.powerLawExponent
            let expected = PortableMath.exp(exponent * PortableMath.log(Double(high) / Double(low)))
            #expect(abs(weights[high] / weights[low] - expected) < 1e-12)
        }
    }

    @Test(arguments: [1...2, 1...5, 1...10, 1...28, 0...3, 3...9, 40...100, 60...100])
    func `a power law between any limits keeps to them`(limits: ClosedRange<Int64>) {
        let weights = CountShape(.powerLaw(limits)).weights
        #expect(weights.count == limits.count)
        #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
        #expect(weights.first { $0 < 0 } == nil)
    }

    @Test func `reversed limits trap`() async {
        await #expect(processExitsWith: .failure) {
            _ = CountShape(CountDistribution(min: 2, max: 1, mean: 1, shape: .normal))
        }
    }
}
