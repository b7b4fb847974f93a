import ContextForge
import Rows
import Testing

@testable import Planner

@Suite struct ProfileOverridesTests {
    @Test func `options take the place of the profile`() throws {
        let profile = try PlannerTestInput.parse(
            EveryKeyProfile.text,
            overrides: ProfileOverrides(
                seed: 99,
                endDate: "2025-07-01T06:00Z",
                batchSize: 5,
                workers: 2,
                components: ["email_team_members", "teams", "users"]
            )
        )
        #expect(profile.dataset.seed == 99)
        #expect(profile.dataset.endMicroseconds == ProfileDate.microseconds("2025-07-01T06:00Z"))
        #expect(profile.settings.batchSize == 5)
        #expect(profile.settings.workers == 2)
        #expect(profile.settings.components == ["users", "teams", "team_members"])
    }

    @Test func `with the users grow the numbers that the profile gives beside them`() throws {
        let text = "scale:\n  users: 1000\n  gateways: 20\n  a2a_agents: 500\n"
        let larger = try PlannerTestInput.parse(text, overrides: ProfileOverrides(userCount: 2_500))
        #expect(larger.dataset.userCount == 2_500)
        #expect(larger.dataset.gatewayCount == 50)
        #expect(larger.dataset[.agentsPerUser].mean == 0.5)
        let smaller = try PlannerTestInput.parse(text, overrides: ProfileOverrides(userCount: 30))
        #expect(smaller.dataset.gatewayCount == 1)
        #expect(smaller.dataset.userCount == 30)
        let none = try PlannerTestInput.parse(
            "scale:\n  users: 10\n  gateways: 0\n",
            overrides: ProfileOverrides(userCount: 1_000)
        )
        #expect(none.dataset.gatewayCount == 0)
    }

    @Test func `now can be asked for`() throws {
        let profile = try PlannerTestInput.parse(
            EveryKeyProfile.text,
            overrides: ProfileOverrides(endDate: "now")
        )
        #expect(profile.dataset.endMicroseconds == PlannerTestInput.nowMicroseconds)
    }

    @Test(arguments: [
        (
            ProfileOverrides(seed: 1 << 63),
            """
            error[bad-option]: --seed: 9223372036854775808 is too large, maximum \
            9223372036854775807
            """
        ),
        (
            ProfileOverrides(endDate: "soon"),
            """
            error[bad-option]: --end-date: `soon` is not a date from 1970 to 2199
              hint: Write it as `2024-01-31` or `2024-01-31T12:00:00Z`, or as `now`.
            """
        ),
        (
            ProfileOverrides(endDate: "2024-01-31"),
            """
            error[bad-option]: --end-date: `2024-01-31` is not after `temporal.start_date`
              detail: the data would begin at 2024-02-01
            """
        ),
        (
            ProfileOverrides(batchSize: 0),
            "error[bad-option]: --batch-size: 0 is too small, minimum 1"
        ),
        (
            ProfileOverrides(batchSize: 1_000_001),
            "error[bad-option]: --batch-size: 1000001 is too large, maximum 1000000"
        ),
        (
            ProfileOverrides(workers: 65),
            "error[bad-option]: --workers: 65 is too large, maximum 64"
        ),
        (
            ProfileOverrides(components: []),
            "error[bad-option]: --tables: no component is named"
        ),
        (
            ProfileOverrides(components: ["user"]),
            """
            error[bad-option]: --tables: `user` is not a component
              hint: Did you mean `users`?
            """
        ),
        (
            ProfileOverrides(components: ["users", "email_users"]),
            "error[bad-option]: --tables: `email_users` is given twice"
        ),
        (
            ProfileOverrides(components: ["teams"]),
            """
            error[bad-option]: --tables: `teams` cannot be generated without `users`
              hint: Add `users`.
            """
        ),
    ])
    func `a bad option is refused by its name`(_ overrides: ProfileOverrides, _ report: String) {
        #expect(PlannerTestInput.report(EveryKeyProfile.text, overrides: overrides) == report)
    }
}
