import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// How many rows of each table were created in the last 30 days.
@Suite struct RecentShareTests {
    private static let mediumLike = GatewayDataset(.mediumLike)

    private static let tablesWithTime = Catalogue.contextForge.definitions
        .filter { $0.creationColumn != nil && $0.followsRecentShare }
        .map(\.name)

    /// Tables whose rows stand at moments of their own: the end of the data, or its beginning.
    private static let fixedInTime: Set<String> = [
        "roles", "sso_providers", "llm_providers", "llm_models", "performance_snapshots",
        "performance_aggregates", "mcp_sessions", "mcp_messages",
    ]

    /// A point, but four rows in a small table.
    private func tolerance(_ rowCount: Int) -> Double {
        max(1, 400 / Double(max(1, rowCount)))
    }

    private func recentPercent(_ table: TableContents, end: Int64) -> Double {
        let cut = end - Timeline.recentMicroseconds
        let moments = table.numbers(table.definition.creationColumn ?? "")
        return Double(moments.filter { $0 >= cut }.count) * 100 / Double(moments.count)
    }

    @Test(arguments: tablesWithTime)
    func `four fifths of the rows are recent at a hundred users`(table: String) {
        let rows = SampleDataset.small[table]
        let found = recentPercent(rows, end: SampleDataset.small.configuration.endMicroseconds)
        #expect(abs(found - 80) <= tolerance(rows.rowCount))
    }

    @Test(arguments: tablesWithTime)
    func `four fifths of the rows are recent at two thousand users`(name: String) throws {
        let table = try #require(RecentShareTests.mediumLike.table(named: name))
        let found = recentPercent(
            TableContents(table, only: type(of: table).definition.creationColumn ?? ""),
            end: DatasetConfiguration.mediumLike.endMicroseconds
        )
        #expect(abs(found - 80) <= tolerance(Int(table.rowCount)))
    }

    /// Only few of the older teams have members to spare, fewer than of the recent ones.
    @Test func `older teams have their share of the requests to join where few of them qualify`() {
        let configuration = DatasetConfiguration.tiny.with {
            $0.userCount = 2314
            $0.seed = 9
        }
        let requests = TeamJoinRequestsTable(Population(configuration))
        let found = recentPercent(
            TableContents(requests, only: "requested_at"),
            end: configuration.endMicroseconds
        )
        #expect(abs(found - 80) <= 0.2)
    }

    @Test func `all or none of the rows are recent where the configuration says so`() throws {
        for (name, percent) in [("all recent", 100.0), ("three days", 100.0)] {
            let dataset = try #require(SampleDataset.all.first { $0.name == name })
            for table in dataset.tables
            where table.definition.creationColumn != nil && table.rowCount > 0
                && !RecentShareTests.fixedInTime.contains(table.definition.name)
            {
                let end = dataset.configuration.endMicroseconds
                #expect(recentPercent(table, end: end) == percent, "\(table.definition.name)")
            }
        }
        let old = SampleDataset("none recent", .tiny.with { $0.recentDataPercent = 0 })
        for table in old.tables
        where table.definition.creationColumn != nil && table.rowCount > 0
            && !RecentShareTests.fixedInTime.contains(table.definition.name)
        {
            // The last hour is summed up when it is over.
            let end = old.configuration.endMicroseconds + 2 * ActivityCalendar.microsecondsPerHour
            #expect(recentPercent(table, end: end) == 0, "\(table.definition.name)")
        }
    }
}
