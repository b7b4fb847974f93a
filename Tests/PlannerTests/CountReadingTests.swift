import ContextForge
import Rows
import Testing

@testable import Planner

/// The rules for what is missing of a count's four keys.
@Suite struct CountReadingTests {
    @Test(
        arguments: [
            (["tokens_per_user_avg: 4"], 2, 6, 4.0),
            (["tokens_per_user_avg: 0.7"], 0, 2, 0.7),
            (["tokens_per_user_avg: 0"], 0, 0, 0),
            (["tokens_per_user_min: 2"], 2, 5, 3.5),
            (["tokens_per_user_min: 9"], 9, 9, 9),
            (["tokens_per_user_max: 9"], 1, 9, 5),
            (["tokens_per_user_max: 0"], 0, 0, 0),
            (["tokens_per_user_min: 0", "tokens_per_user_max: 3"], 0, 3, 1.5),
            (["tokens_per_user_min: 1", "tokens_per_user_avg: 4"], 1, 6, 4),
            (["tokens_per_user_max: 20", "tokens_per_user_avg: 4"], 2, 20, 4),
            ([], 1, 5, 2),
        ] as [([String], Int64, Int64, Double)]
    )
    func `what is missing of a count follows from the rest`(
        _ lines: [String],
        _ min: Int64,
        _ max: Int64,
        _ mean: Double
    ) throws {
        let text = "scale:\n  users: 1000\n" + lines.map { "  \($0)\n" }.joined()
        let tokens = try PlannerTestInput.parse(text).dataset[.tokensPerUser]
        #expect(tokens == CountDistribution(min: min, max: max, mean: mean, shape: .normal))
    }

    @Test func `a team's default size gives way to the number of users`() throws {
        let profile = try PlannerTestInput.parse("scale:\n  users: 7\n")
        #expect(profile.dataset[.membersPerTeam].max == 7)
    }

    @Test func `a stated maximum gives way too, with a notice`() throws {
        let profile = try PlannerTestInput.parse(
            """
            scale:
              users: 7
              gateways: 0
              members_per_team_max: 9
              members_per_team_distribution: uniform
              tools_per_server_max: 4
              a2a_agents: 0
              a2a_agents_per_server_max: 2
            retention:
              raw_hours: 2
            """
        )
        #expect(
            profile.dataset[.membersPerTeam]
                == CountDistribution(min: 1, max: 7, mean: 4, shape: .uniform)
        )
        #expect(profile.dataset[.toolsPerServer].max == 0)
        #expect(
            profile.notices == [
                "scale.members_per_team_max: 9 is lowered to 7, the number of users",
                "scale.tools_per_server_max: 4 is lowered to 0, the number of public tools",
                "scale.a2a_agents_per_server_max: 2 is lowered to 0, the number of public A2A "
                    + "agents",
            ]
        )
    }

    @Test func `a mean of members that exceeds the users is refused`() {
        #expect(
            PlannerTestInput.report(
                """
                scale:
                  users: 7
                  members_per_team_avg: 9
                  members_per_team_distribution: uniform
                """
            )
                == """
                error[conflicting-keys]: scale.members_per_team_avg: 9 is more than `scale.users`
                  at: broken.yaml:3:25
                  detail: there are 7 users to be members
                  hint: Lower `scale.members_per_team_avg` to 7, or raise `scale.users`.
                """
        )
    }

    @Test func `either name of the members' distribution is enough`() throws {
        let uniform = try PlannerTestInput.parse(
            "scale:\n  users: 500\n  members_per_team_avg: 4\ndistributions:\n  team_size: uniform\n"
        )
        #expect(
            uniform.dataset[.membersPerTeam]
                == CountDistribution(min: 2, max: 6, mean: 4, shape: .uniform)
        )
        let normal = try PlannerTestInput.parseScale("members_per_team_distribution: NORMAL")
        #expect(
            normal.dataset[.membersPerTeam]
                == CountDistribution(min: 1, max: 100, mean: 50.5, shape: .normal)
        )
    }
}
