import Testing

@testable import ContextForge
@testable import Rows

@Suite struct BalancedSpreadTests {
    private static let slopes: [EvenSpread.Slope] = [.golden, .rootTwo, .rootTen]
    private static let histograms: [(name: String, distribution: CountDistribution)] = [
        ("normal", .normal(0...20, mean: 7)), ("power law", .powerLaw(1...28)),
        ("constant", .normal(3...4, mean: 3)), ("zipf", .zipf(2...100, mean: 20)),
    ]
    private let key = CellKey(seed: 42, table: "tests", purpose: "spread")

    private func first(_ count: Int64, _ spread: BalancedSpread, _ sizes: CountHistogram) -> Int64 {
        (0..<count).reduce(0) { $0 + sizes.count(rank: spread($1)) }
    }

    @Test(arguments: histograms.indices, [1, 2, 5, 21, 160, 1200] as [Int64])
    func `the first parents have the children that they should, or a few more`(
        index: Int,
        count: Int64
    ) {
        let sizes = CountHistogram(Self.histograms[index].distribution, parentCount: count)
        for cut in Set([1, (count + 4) / 5, count / 2, count]) where cut > 0 {
            for slope in Self.slopes {
                let aim = BalancedSpread.Aim(
                    parentCount: cut,
                    childCount: sizes.total * cut / count,
                    prefersExcess: true
                )
                let spread = BalancedSpread(sizes, slope: slope, key: key, aim)
                #expect((0..<count).map { spread($0) }.sorted() == Array(0..<count))
                let excess = first(cut, spread, sizes) - aim.childCount
                #expect(excess >= 0)
                // A window that is narrower by one rank changes one parent, or a few by a little.
                #expect(excess <= max(sizes.countMax, sizes.total / 100))
            }
        }
    }

    @Test func `where the largest counts are too few, the first parents have those`() {
        let sizes = CountHistogram(.normal(1...9, mean: 5), parentCount: 100)
        let aim = BalancedSpread.Aim(parentCount: 10, childCount: 1000, prefersExcess: true)
        let spread = BalancedSpread(sizes, slope: .golden, key: key, aim)
        #expect((Int64(0)..<10).map { spread($0) }.sorted() == Array(90..<100))
    }

    @Test func `only early children count`() {
        let sizes = CountHistogram(.powerLaw(1...100), parentCount: 800)
        let early = { (size: Int64) in min(size, 32) }
        let aim = BalancedSpread.Aim(
            parentCount: 160,
            childCount: sizes.total / 5,
            prefersExcess: true
        )
        let spread = BalancedSpread(sizes, slope: .golden, key: key, aim, early: early)
        let sum = (Int64(0)..<160).reduce(0) { $0 + early(sizes.count(rank: spread($1))) }
        #expect(sum >= aim.childCount)
        #expect(sum <= aim.childCount + 40)
    }

    @Test func `without an aim it is an even spread`() {
        let sizes = CountHistogram(.powerLaw(1...28), parentCount: 100)
        let plain = EvenSpread(count: 100, slope: .golden, key: key)
        let spread = BalancedSpread(sizes, slope: .golden, key: key, nil)
        #expect((Int64(0)..<100).map { spread($0) } == (Int64(0)..<100).map { plain($0) })
    }
}
