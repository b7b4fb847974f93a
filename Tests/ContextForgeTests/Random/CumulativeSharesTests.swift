import Testing

@testable import ContextForge
@testable import Rows

@Suite struct CumulativeSharesTests {
    private static let weights: [[Double]] = [
        [1], [1, 1], [1, 0], [0, 0, 5], [0, 3, 0, 0, 1, 0], [8, 4, 2, 1], [0.001, 1000],
        (1...700).map { 1000 / Double($0) },
    ]

    @Test(arguments: weights.indices)
    func `shares get their slots in order, rounded up or down`(index: Int) {
        let weights = Self.weights[index]
        let shares = CumulativeShares(weights)
        let sum = weights.reduce(0, +)
        for slotCount in [1, 2, 3, 10, 999, 4096] as [UInt64] {
            for phase in [0, 1, 1 << 27, (1 << 28) - 1, sampleKey.bits(0)] as [UInt64] {
                var counts = [UInt64](repeating: 0, count: weights.count)
                var last = 0
                for slot in 0..<slotCount {
                    let place = shares.place(of: slot, among: slotCount, phase: phase)
                    #expect(place.share >= last)
                    #expect(place.position == counts[place.share])
                    #expect(place.position < place.slotCount)
                    counts[place.share] += 1
                    last = place.share
                }
                for (count, weight) in zip(counts, weights) {
                    let wanted = weight / sum * Double(slotCount)
                    #expect(abs(Double(count) - wanted) < 1.001)
                    #expect(weight > 0 || count == 0)
                }
                let end = shares.place(of: slotCount - 1, among: slotCount, phase: phase)
                #expect(end.slotCount == counts[end.share])
            }
        }
    }

    @Test func `the most slots fit`() {
        let shares = CumulativeShares([1, 2, 1])
        let slotCount = CumulativeShares.slotCountMax
        for phase in [0, .max] as [UInt64] {
            let first = shares.place(of: 0, among: slotCount, phase: phase)
            let last = shares.place(of: slotCount - 1, among: slotCount, phase: phase)
            #expect(first == .init(share: 0, position: 0, slotCount: slotCount / 4))
            #expect(
                last == .init(share: 2, position: slotCount / 4 - 1, slotCount: slotCount / 4)
            )
        }
    }

    @Test func `no weights and weights without a sum trap`() async {
        await #expect(processExitsWith: .failure) { _ = CumulativeShares([]) }
        await #expect(processExitsWith: .failure) { _ = CumulativeShares([0, 0]) }
        await #expect(processExitsWith: .failure) { _ = CumulativeShares([1, -0.5]) }
    }
}
