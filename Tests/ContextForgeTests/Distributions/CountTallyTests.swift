import Testing

@testable import ContextForge
@testable import Rows

@Suite struct CountTallyTests {
    private let tally = CountTally([0: 6, 1: 2, 4: 2])

    @Test func `a tally adds up parents and rows`() {
        #expect(tally.parentCount == 10)
        #expect(tally.rowCount == 10)
        #expect(tally.mean == 1)
        #expect(tally.percent(in: 1...4) == 40)
        #expect(tally.percentOfBusiest(0.2) == 80)
        #expect(CountTally([3: 0, 2: 1]).entries.map(\.size) == [2])
        #expect(CountTally([:]).mean == 0)
    }

    @Test func `parents without rows are added up to a number of parents`() {
        #expect(CountTally([1: 2, 4: 2]).completed(to: 10) == tally)
        #expect(tally.completed(to: 5) == tally)
    }

    /// A changed tally and the rows that must come or go.
    private static let changes: [([Int64: Int64], Int64)] = [
        ([0: 6, 1: 2, 4: 2], 0), ([1: 2, 4: 2], 0),
        // A row is missing; one is too many; one has moved; one parent is swapped for another.
        ([0: 7, 1: 1, 4: 2], 1), ([0: 6, 1: 2, 4: 1, 5: 1], 1), ([0: 7, 4: 2, 2: 1], 2),
        ([0: 6, 1: 2, 3: 1, 5: 1], 2), ([10: 1], 12), ([:], 10),
    ]

    @Test(arguments: changes)
    func `the distance is the number of rows that must come or go`(
        changed: [Int64: Int64],
        distance: Int64
    ) {
        #expect(CountTally(changed).distance(from: tally) == distance)
        #expect(tally.distance(from: CountTally(changed)) == distance)
    }
}
