import Testing

@testable import ContextForge
@testable import Rows

@Suite struct SampledParentsTests {
    @Test(
        arguments: [(1, 1), (1, 7), (2, 3), (5, 10), (7, 100), (50, 1), (50, 99), (50, 12_345)]
            as [(Int64, Int64)]
    )
    func `a parent is contained exactly when it has a row`(period: Int64, parentCount: Int64) {
        let sample = SampledParents(oneIn: period, of: parentCount)
        let parents = Set((0..<sample.count).map { sample.parent(of: $0) })
        #expect(Int64(parents.count) == sample.count)
        for parent in 0..<parentCount {
            #expect(sample.contains(parent) == parents.contains(parent))
        }
    }

    @Test func `nothing is contained where there are no parents`() {
        #expect(!SampledParents(oneIn: 50, of: 0).contains(0))
    }
}
