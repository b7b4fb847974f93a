import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Rows drawn as often as they are used.
@Suite struct RowUsesTests {
    private static let dataset = GatewayDataset(.small)

    /// How often each row is found when every use is asked for once.
    private static func found(_ table: String, rowCount: Int64, uses: Int64) -> [Int64] {
        let rowUses =
            dataset.table(named: table)?.uses
            ?? RowUses(unrecordedOf: table, rowCount: rowCount, seed: 42)
        var counts = [Int64](repeating: 0, count: Int(rowCount))
        for use in 0..<uses {
            counts[Int(rowUses.row(at: (Double(use) + 0.5) / Double(uses)))] += 1
        }
        return counts
    }

    @Test(arguments: [
        "email_users", "email_api_tokens", "tools", "resources", "prompts", "servers",
    ])
    func `every row is drawn once for each of its uses`(table: String) throws {
        let population = Self.dataset.population
        let events =
            switch table {
            case "email_users": population.requestEvents
            case "email_api_tokens": population.tokenEvents
            case "tools": population.toolEvents
            case "resources": population.resourceEvents
            case "prompts": population.promptEvents
            default: population.serverEvents
            }
        let counts = Self.found(table, rowCount: events.objectCount, uses: events.eventCount)
        #expect(counts == (0..<events.objectCount).map { events.eventCount(of: $0) })
        #expect(counts.reduce(0, +) > events.objectCount)
    }

    @Test func `a team is drawn once for each of its members`() {
        let members = Self.dataset.population.members
        let teams = Self.dataset.population.teamCount
        let counts = Self.found("email_teams", rowCount: teams, uses: members.rowCount)
        #expect(counts == (0..<teams).map { members.count(of: $0) })
    }

    @Test func `without recorded uses a fifth of the rows has four fifths of them`() {
        let count: Int64 = 1_000
        let counts = Self.found("a table of its own", rowCount: count, uses: 100_000)
            .sorted(by: >)
        let hot = counts.prefix(200).reduce(0, +)
        #expect((79_000...81_000).contains(hot), "\(hot)")
    }

    @Test func `tokens are usable that are issued, not revoked, not expired, of active users`()
        throws
    {
        let catalogue = GatewayDataset(.small)
        let users = TableContents(try #require(catalogue.table(named: "email_users")))
        let table = try #require(catalogue.table(named: "email_api_tokens"))
        let tokens = TableContents(table)
        let created = tokens.numbers("created_at")
        let expiry = tokens.optionalNumbers("expires_at")
        let isActive = tokens.numbers("is_active")
        let owner = tokens.texts("user_email")
        let active = Dictionary(
            uniqueKeysWithValues: zip(users.texts("email"), users.numbers("is_active"))
        )
        let year: Int64 = 365 * 86_400_000_000
        for now in [
            DatasetConfiguration.endOfTests - year / 12, DatasetConfiguration.endOfTests,
            DatasetConfiguration.endOfTests + year / 2, DatasetConfiguration.endOfTests + 20 * year,
        ] {
            var usableCount = 0
            for row in 0..<Int(table.rowCount) {
                let end = expiry[row] ?? created[row] + 10 * year
                let expected =
                    isActive[row] == 1 && active[owner[row]] == 1 && created[row] <= now
                    && now < end
                #expect(table.isServed(Int64(row), at: now) == expected)
                usableCount += expected ? 1 : 0
            }
            #expect((usableCount > 0) == (now < DatasetConfiguration.endOfTests + 9 * year))
        }
    }
}
