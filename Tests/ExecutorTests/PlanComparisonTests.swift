import ContextForge
import Planner
import Rows
import TestSupport
import Testing

@testable import Executor

@Suite struct PlanComparisonTests {
    private func plan(
        _ profile: String = "small",
        _ change: (inout DatasetConfiguration) -> Void
    ) throws -> GenerationPlan {
        try RunFixture(profile: profile, change).plan
    }

    @Test(arguments: ["tiny", "small"])
    func `a plan that gives what its profile asks for has no notice`(profile: String) throws {
        #expect(PlanComparison(try plan(profile) { _ in }).notices == [])
    }

    @Test func `a share of the last 30 days that two users cannot give is named`() throws {
        let plan = try plan {
            $0.userCount = 2
            $0.additionalTeamsPerUser = 0
            $0[.membersPerTeam] = CountDistribution(min: 1, max: 1, mean: 1, shape: .normal)
        }
        let notices = PlanComparison(plan).notices
        #expect(
            notices.first?.contains("50 % of 4 user_roles") == true
                && notices.first?.contains(" fall in the last 30 days; the profile requests 80 %, ")
                    == true,
            "\(notices)"
        )
    }

    @Test func `bands and busiest fifths that few parents cannot give are named`() throws {
        let plan = try plan("tiny") {
            $0.userCount = 30
            $0.additionalTeamsPerUser = 0
            $0.gatewayCount = 6
            $0[.toolsPerGateway] = CountDistribution(min: 1, max: 1, mean: 1, shape: .normal)
            $0[.metricsPerTool] = CountDistribution(
                min: 0,
                max: 200,
                mean: 20,
                shape: .zipf
            )
        }
        let notices = PlanComparison(plan).notices
        #expect(
            notices.contains {
                $0.hasPrefix("metrics_per_tool: the busiest fifth of 6 parents has ")
            },
            "\(notices)"
        )
    }

    /// Users of the project's first description, with gateways in proportion.
    @Test(arguments: [50, 100, 200, 300, 500, 2_000] as [Int64])
    func `the busiest fifth of resources, prompts and tools gets 80 % of the calls`(
        users: Int64
    ) throws {
        let profile = try ProfileLoader.parse(
            text: """
                scale:
                  users: \(users)
                  gateways: \(users / 16)
                  tools_per_gateway_avg: 50
                  resources_per_user_avg: 100
                  prompts_per_user_avg: 100
                  servers_per_user_avg: 10
                """,
            fileName: "core.yaml",
            for: .contextForge,
            overrides: ProfileOverrides(),
            nowMicroseconds: 1_795_000_000_000_000
        )
        let plan = try GenerationPlan(
            PlanRecipe(
                dataset: profile.dataset,
                batchSize: 10_000,
                tables: ["resource_metrics", "prompt_metrics", "tool_metrics"]
            )
        )
        let rules = ChildCountRule.all(.contextForge).filter { rule in
            plan.tables.contains { $0.name == rule.table }
        }
        #expect(rules.count == 3)
        for rule in rules {
            let share = try #require(rule.planned(plan)).percentOfBusiest(0.2)
            #expect(abs(share - 80) <= 3, "\(rule.name)")
        }
    }
}
