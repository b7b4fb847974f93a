import Testing

@testable import ContextForge
@testable import Rows

@Suite struct WeightedChoiceTests {
    @Test(arguments: [
        [1.0], [1, 1], [1, 0], [0, 0, 5], [8, 4, 2, 1], [0.001, 1000], [3, 3, 3, 3, 3, 3, 3],
    ])
    func `alternatives are chosen as often as their weights say`(weights: [Double]) {
        let choice = WeightedChoice(weights)
        let drawCount = 40_000
        var counts = [Int](repeating: 0, count: weights.count)
        for row in 0..<Int64(drawCount) {
            counts[choice.index(sampleKey.bits(row))] += 1
        }
        let sum = weights.reduce(0, +)
        for (count, weight) in zip(counts, weights) {
            let share = weight / sum
            let deviation = (share * (1 - share) / Double(drawCount)).squareRoot()
            #expect(abs(Double(count) / Double(drawCount) - share) <= 5 * deviation + 1e-12)
        }
    }

    @Test func `an alternative without weight is never chosen, whatever the bits`() {
        let choice = WeightedChoice([0, 1, 0])
        for bits in [0, 1, UInt64.max, UInt64.max / 3, UInt64.max / 3 * 2, 1 << 63] {
            #expect(choice.index(bits) == 1)
        }
    }

    @Test func `whole weights give the same table as the same weights as doubles`() {
        let whole = WeightedChoice([5, 3, 2])
        let fraction = WeightedChoice([0.5, 0.3, 0.2])
        for row in Int64(0)..<1000 {
            let bits = sampleKey.bits(row)
            #expect(whole.index(bits) == fraction.index(bits))
        }
    }

    @Test func `no weights and weights without a sum trap`() async {
        await #expect(processExitsWith: .failure) { _ = WeightedChoice([Double]()) }
        await #expect(processExitsWith: .failure) { _ = WeightedChoice([0.0, 0.0]) }
        await #expect(processExitsWith: .failure) { _ = WeightedChoice([1.0, -0.5]) }
    }
}
