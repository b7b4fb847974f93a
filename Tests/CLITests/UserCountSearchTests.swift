import Testing

@testable import CLI

@Suite struct UserCountSearchTests {
    private let search = UserCountSearch(least: 28, most: 100_000)

    /// What a plan costs that has a fixed part and grows a little faster than its users.
    private static func cost(_ userCount: Int64) -> Double {
        500 + 3 * Double(userCount) + 0.00001 * Double(userCount * userCount)
    }

    @Test(arguments: [28, 1_000, 100_000] as [Int64])
    func `the plan costs as much as there is, and no more, wherever the search begins`(
        start: Int64
    ) throws {
        var plans = 0
        let found = try search.plan(
            for: 30_000,
            from: start,
            make: { userCount -> Int64 in
                plans += 1
                return userCount
            },
            cost: Self.cost
        )
        let userCount = try #require(found?.userCount)
        #expect(found?.plan == userCount)
        #expect((29_700...30_000).contains(Self.cost(userCount)))
        #expect(plans <= 8)
    }

    @Test func `with less than the fewest users cost there is no plan`() throws {
        let found = try search.plan(for: 100, from: 1_000, make: { $0 }, cost: Self.cost)
        #expect(found == nil)
    }

    @Test func `with more than the most users cost the most users are planned`() throws {
        let found = try search.plan(for: 1e12, from: 50, make: { $0 }, cost: Self.cost)
        #expect(found?.userCount == 100_000)
    }
}
