import Dataset
import Testing

@testable import Executor

@Suite struct FoundCountsTests {
    private static let planned = CountHistogram(
        CountDistribution(min: 1, max: 5, mean: 3, shape: .uniform),
        parentCount: 100
    )

    @Test func `what was planned is at no distance from itself`() {
        let found = FoundCounts(Self.planned)
        #expect(found.parentCount == 100)
        #expect(found.total == 300)
        #expect(found.distance(from: Self.planned) == 0)
    }

    @Test func `the distance is the greatest difference of the shares up to a size`() {
        // Planned are 20 parents of each size; here the 20 with five rows have six.
        let found = FoundCounts([
            ["1", "20"], ["2", "20"], ["3", "20"], ["4", "20"], ["6", "20"],
        ])
        #expect(abs(found.distance(from: Self.planned) - 0.2) < 1e-12)
        #expect(FoundCounts([]).distance(from: Self.planned) == 1)
        #expect(FoundCounts([["9", "100"]]).distance(from: Self.planned) == 1)
    }

    @Test func `parents without rows count when their number is known`() {
        let found = FoundCounts([["4", "10"]])
        #expect(found.completed(to: 40).parentCount == 40)
        #expect(found.completed(to: 40).total == 40)
        #expect(found.completed(to: 5).parentCount == 10)
        #expect(found.completed(to: 40).share(in: 0...0) == 0.75)
    }

    @Test func `the busiest part takes the greatest sizes, and a part of those on its border`() {
        let found = FoundCounts([["1", "8"], ["5", "1"], ["27", "1"]])
        #expect(found.shareOfBusiest(0.1) == 0.675)
        #expect(found.shareOfBusiest(0.2) == 0.8)
        #expect(found.shareOfBusiest(0.25) == 0.8125)
        #expect(found.shareOfBusiest(1) == 1)
        #expect(FoundCounts([["0", "3"]]).shareOfBusiest(0.2) == 0)
        #expect(FoundCounts([]).shareOfBusiest(0.2) == 0)
    }

    @Test func `answers that are no numbers are left out`() {
        #expect(FoundCounts([["", "3"], ["2"], ["2", "3"]]).parentCount == 3)
    }

    @Test func `bands of team sizes are those of the specification`() {
        let bands = TeamSizeBand.all(greatest: 100, least: 1)
        #expect(bands.map(\.sizes) == [1...5, 10...20, 50...100])
        #expect(bands.map(\.percent) == [80, 15, 5])
        #expect(TeamSizeBand.all(greatest: 28, least: 1).map(\.sizes) == [1...1, 3...5, 14...28])
    }

    @Test func `sizes too few for bands have none`() {
        #expect(TeamSizeBand.all(greatest: 3, least: 1).isEmpty)
        #expect(TeamSizeBand.all(greatest: 1, least: 1).isEmpty)
    }
}
