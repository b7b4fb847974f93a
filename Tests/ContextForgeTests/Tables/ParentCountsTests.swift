import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// What a table says about its parents is what its rows have.
@Suite struct ParentCountsTests {
    private static let catalogue = GatewayDataset(.tiny)
    private static let tables = catalogue.tables.filter { $0.parents != nil }
        .map { type(of: $0).definition.name }

    @Test func `most counts of a profile have their parents`() {
        #expect(Self.tables.count == 27)
    }

    @Test(arguments: tables)
    func `the rows of all parents are those of the table`(name: String) throws {
        let table = try #require(Self.catalogue.table(named: name))
        let parents = try #require(table.parents)
        let sum = parents.tally.rowCount
        #expect(parents.tally.parentCount == parents.parentCount)
        // Only the last calls are kept one by one, and personal teams are not counted.
        let isPart = name.hasSuffix("_metrics")
        let personalCount =
            name == "email_team_members" ? Self.catalogue.population.configuration.userCount : 0
        #expect(isPart ? sum >= table.rowCount : sum == table.rowCount - personalCount)
        var last: Int64 = -1
        for parent in 0..<parents.parentCount {
            #expect(parents.row(of: parent) > last)
            last = parents.row(of: parent)
        }
    }
}
