import ContextForge
import Rows
import Testing

@testable import Planner

/// A default gives way to what a profile says; only what it says itself is refused.
@Suite struct DefaultsTests {
    @Test(
        arguments: [
            "users: 1", "users: 2", "users: 3\n  objects_public_percent: 0",
            "users: 5\n  gateways: 0", "users: 5\n  gateways: 1", "users: 5\n  gateways: 2",
            "users: 5\n  servers_per_user_avg: 0\n  tools_per_server_max: 900",
            "users: 5\n  resources_per_user_max: 0", "users: 5\n  prompts_per_user_avg: 0.1",
            "users: 5\n  a2a_agents: 0", "users: 5\n  a2a_agents: 1",
            "users: 5\n  additional_teams_per_user: 0",
            "users: 2\n  invitation_generation_rate: 1\n  join_request_generation_rate: 1",
            "users: 2\n  join_requests_per_team_max: 50\n  invitations_per_team_max: 50",
            "users: 40\n  teams_per_user_avg: 1", "users: 4\n  members_per_team_avg: 2",
        ]
    )
    func `a small profile that says little is planned`(_ lines: String) throws {
        let plan = try PlannerTestInput.plan("scale:\n  \(lines)\n")
        #expect(plan.rowCount > 0)
    }

    @Test func `the parts of a server give way to the objects that are public`() throws {
        let dataset = try PlannerTestInput.parse(
            """
            scale:
              users: 3
              gateways: 4
              tools_per_gateway_min: 1
              tools_per_gateway_max: 3
              resources_per_user_avg: 2
              a2a_agents: 3
            """
        ).dataset
        // Of 4 gateways one is public, of 6 resources 2, of 3 agents 1.
        #expect(dataset[.toolsPerServer].max <= 3)
        #expect(dataset[.toolsPerServer].max >= 1)
        #expect(
            dataset[.resourcesPerServer]
                == CountDistribution(min: 1, max: 2, mean: 1.5, shape: .normal)
        )
        #expect(dataset[.agentsPerServer].max == 1)
    }

    @Test func `a count of tools that is stated is checked against the public gateways`() throws {
        let text = """
            scale:
              users: 30
              gateways: 2
              objects_public_percent: 50
              tools_per_gateway_min: 3
              tools_per_gateway_max: 3
              tools_per_server_avg:
            """
        #expect(try PlannerTestInput.plan(text + " 3").rowCount > 0)
        let report = try #require(PlannerTestInput.report(text + " 4"))
        #expect(report.contains("at: broken.yaml:7:25"))
        #expect(report.contains("3 tools are public, those of public gateways"))
        #expect(report.contains("`scale.objects_public_percent` is 50"))
    }

    @Test func `join requests give way to the number of users`() throws {
        let dataset = try PlannerTestInput.parse("scale:\n  users: 2\n").dataset
        #expect(dataset[.joinRequestsPerTeam].max == 1)
    }

    @Test func `a mean of members without a distribution makes it normal`() throws {
        let dataset = try PlannerTestInput.parseScale("members_per_team_avg: 6").dataset
        #expect(
            dataset[.membersPerTeam] == CountDistribution(min: 3, max: 9, mean: 6, shape: .normal)
        )
    }

    @Test(
        arguments: [
            ("name_length_min: 55", 55, 55, 50, 200),
            ("name_length_max: 16", 5, 16, 50, 200),
            ("description_length_max: 0", 5, 50, 0, 0),
            ("description_length_max: 10", 5, 50, 10, 10),
            ("description_length_min: 300", 5, 50, 300, 300),
        ]
    )
    func `a length that is not stated gives way to the stated one`(
        _ line: String,
        _ nameMin: Int,
        _ nameMax: Int,
        _ descriptionMin: Int,
        _ descriptionMax: Int
    ) throws {
        let text = "scale:\n  users: 10\nrealism:\n  \(line)\n"
        let dataset = try PlannerTestInput.parse(text).dataset
        #expect(dataset.nameLengthMin == nameMin)
        #expect(dataset.nameLengthMax == nameMax)
        #expect(dataset.descriptionLengthMin == descriptionMin)
        #expect(dataset.descriptionLengthMax == descriptionMax)
    }

    @Test(arguments: ["2025-03-02", "2025-03-11T12:00:00Z", "2025-03-31"])
    func `in 30 days or less all rows are recent`(_ end: String) throws {
        let text = """
            scale:
              users: 10
            temporal:
              start_date: 2025-03-01
              end_date: \(end)
            """
        #expect(try PlannerTestInput.parse(text).dataset.recentDataPercent == 100)
        #expect(try PlannerTestInput.plan(text).rowCount > 0)
        let stated = try #require(
            PlannerTestInput.report(text + "\n  recent_data_percent: 80")
        )
        #expect(stated.contains("at: broken.yaml:6:24"))
    }

    @Test func `the data begins in 1970 at the earliest`() throws {
        let text = "scale:\n  users: 10\ntemporal:\n  end_date: 1970-06-01\n"
        #expect(try PlannerTestInput.parse(text).dataset.startMicroseconds == 0)
        #expect(try PlannerTestInput.plan(text).rowCount > 0)
    }

    @Test func `teams can be given with the personal one`() throws {
        let profile = try PlannerTestInput.parseScale("teams_per_user_avg: 4")
        #expect(profile.dataset.additionalTeamsPerUser == 3)
    }

    @Test(
        arguments: [
            (0, 0.05), (10, 0.05), (133, 0.05), (134, 1 / 20.1), (1_000, 1.0 / 150),
            (10_000, 1.0 / 1_500),
        ] as [(Int64, Double)]
    )
    func `by default there is one OAuth token for each user`(
        _ gateways: Int64,
        _ rate: Double
    ) throws {
        let profile = try PlannerTestInput.parseScale("gateways: \(gateways)")
        #expect(abs(profile.dataset[.oauthTokenRate] - rate) < 1e-12)
    }

    // MARK: Calls

    /// The counts whose default shape is `zipf`.
    static let accesses = CountKey.gateway.filter { $0.fallback.shape == .zipf }

    @Test(arguments: accesses)
    func `the busiest fifth has 80 percent of the calls`(_ key: CountKey) {
        let counts = Array(50...130) + [200, 333, 500, 777, 1_000, 2_000, 5_000]
        for count in counts {
            let share = busiestShare(key.fallback, objectCount: Int64(count))
            #expect(abs(share - 0.8) <= 0.03, "\(count) objects: \(share)")
        }
    }

    @Test(arguments: [1, 1.5, 2, 3.7, 8, 20, 70, 333] as [Double])
    func `a mean alone leaves space for a busy fifth`(_ mean: Double) throws {
        let profile = try PlannerTestInput.parseScale("metrics_per_tool_avg: \(mean)")
        let distribution = profile.dataset[.metricsPerTool]
        #expect(distribution.shape == .zipf)
        for count: Int64 in [50, 100, 500, 5_000] {
            let share = busiestShare(distribution, objectCount: count)
            #expect(abs(share - 0.8) <= 0.03, "\(count) objects: \(share)")
        }
    }

    @Test func `limits that follow from a mean leave no more counts than can be planned`() throws {
        for mean in ["2000", "15000", "1000000", "999999.5"] {
            let profile = try PlannerTestInput.parseScale("metrics_per_tool_avg: \(mean)")
            let distribution = profile.dataset[.metricsPerTool]
            #expect(distribution.max - distribution.min < CountKey.eventCountRangeMax)
            #expect(distribution.mean == Double(mean))
        }
    }

    /// Share of all calls that the fifth of the objects with the most has.
    private func busiestShare(_ distribution: CountDistribution, objectCount: Int64) -> Double {
        let histogram = CountHistogram(distribution, parentCount: objectCount)
        var left = Double(objectCount) / 5
        var calls = 0.0
        for count in stride(from: histogram.countMax, through: histogram.countMin, by: -1) {
            let objects = min(left, Double(histogram.parentCount(in: count...count)))
            calls += objects * Double(count)
            left -= objects
        }
        return calls / Double(histogram.total)
    }

    // MARK: Notices

    @Test(arguments: ProfileLoaderTests.ownNames)
    func `the profiles that come with gatefill leave nothing to assume`(_ name: String) throws {
        let file = PlannerTestInput.packageFolder.appendingPathComponent("profiles/\(name).yaml")
        let profile = try ProfileLoader.load(
            path: file.path,
            for: .contextForge,
            nowMicroseconds: PlannerTestInput.nowMicroseconds
        )
        #expect(profile.notices == [])
        #expect(!profile.isStated("scale.oauth_token_rate"))
    }

    @Test func `what is assumed about calls is said`() throws {
        #expect(
            try PlannerTestInput.parseScale().notices == [
                "the profile does not set retention: single calls are kept for 2 hours; "
                    + "average calls: 20 per tool, 1.2 per resource, 1 per prompt"
            ]
        )
        #expect(
            try PlannerTestInput.parseScale(
                "metrics_per_tool_max: 9",
                "metrics_per_resource_avg: 9",
                "metrics_per_prompt_min: 1"
            ).notices == [
                "the profile does not set retention: single calls are kept for 2 hours"
            ]
        )
        #expect(
            try PlannerTestInput.parse("scale:\n  users: 9\nretention:\n  raw_hours: 2\n").notices
                == []
        )
    }
}
