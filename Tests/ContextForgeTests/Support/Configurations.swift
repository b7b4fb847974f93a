@testable import ContextForge
@testable import Rows

extension DatasetConfiguration {
    /// 2026-06-01T00:00:00Z, the end of the data in tests.
    static let endOfTests: Int64 = 1_780_272_000_000_000

    /// What profile `tiny` gives with a fixed end date.
    static let tiny = DatasetConfiguration(
        numbers: [
            .users: 10,
            .usersActivePercent: 80,
            .usersAdminPercent: 10,
            .usersSSOPercent: 10,
            .additionalTeamsPerUser: 1,
            .teamsPrivatePercent: 60,
            .invitedTeamsRate: 0.2,
            .invitationsAcceptedPercent: 70,
            .requestedTeamsRate: 0.5,
            .joinRequestsApprovedPercent: 60,
            .tokensActivePercent: 90,
            .gateways: 2,
            .toolsEnabledPercent: 95,
            .agentsEnabledPercent: 90,
            .objectsPublicPercent: 30,
            .objectsTeamPercent: 50,
            .subscriptionRate: 0.1,
            .oauthTokenRate: 0.1,
        ],
        counts: [
            .membersPerTeam: .normal(1...5, mean: 2.5),
            .invitationsPerTeam: .normal(1...3, mean: 2),
            .joinRequestsPerTeam: .normal(1...2, mean: 1),
            .tokensPerUser: .normal(0...2, mean: 1),
            .toolsPerGateway: .normal(4...8, mean: 6),
            .resourcesPerUser: .normal(1...5, mean: 3),
            .promptsPerUser: .normal(1...5, mean: 3),
            .serversPerUser: .normal(0...2, mean: 1),
            .agentsPerUser: .normal(0...2, mean: 1),
            .toolsPerServer: .normal(1...4, mean: 2),
            .resourcesPerServer: .normal(1...4, mean: 2),
            .promptsPerServer: .normal(1...4, mean: 2),
            .agentsPerServer: .normal(0...1, mean: 0.5),
            .metricsPerTool: .zipf(2...10, mean: 5),
            .metricsPerResource: .zipf(0...30, mean: 3),
            .metricsPerPrompt: .zipf(1...5, mean: 2),
            .metricsPerServer: .zipf(3...20, mean: 10),
            .metricsPerAgent: .zipf(2...15, mean: 7),
            .usesPerToken: .zipf(5...20, mean: 10),
            .authEventsPerUser: .normal(2...6, mean: 4),
            .permissionAuditsPerUser: .normal(2...8, mean: 5),
            .requestsPerUser: .zipf(2...20, mean: 8),
            .spansPerTrace: .normal(1...6, mean: 3),
            .formerPasswordsPerUser: .normal(0...2, mean: 0.5),
            .sessionsPerServer: .normal(0...2, mean: 1),
            .messagesPerSession: .normal(1...5, mean: 3),
            .tasksPerAgent: .zipf(0...6, mean: 2),
            .eventsPerTask: .normal(2...5, mean: 3),
        ]
    ).with {
        $0.nameLengthMax = 30
        $0.descriptionLengthMin = 20
        $0.descriptionLengthMax = 100
    }

    /// A configuration of some numbers and counts, from 2024 to the end of the data in tests.
    init(numbers: [NumberKey: Double], counts: [CountKey: CountDistribution]) {
        self.init(
            emailDomain: "loadtest.example.com",
            numbers: Dictionary(uniqueKeysWithValues: numbers.map { ($0.key.name, $0.value) }),
            counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.name, $0.value) }),
            rawHours: 2,
            startMicroseconds: 1_704_067_200_000_000,
            endMicroseconds: Self.endOfTests,
            recentDataPercent: 80
        )
        federatesObjects = true
    }

    /// What profile `small` gives with a fixed end date.
    static let small = tiny.with {
        $0.userCount = 100
        $0[.usersAdminPercent] = 5
        $0.additionalTeamsPerUser = 5
        $0[.membersPerTeam] = .powerLaw(1...28)
        $0[.requestedTeamsRate] = 0.1
        $0[.tokensPerUser] = .normal(1...5, mean: 2)
        $0.gatewayCount = 10
        $0[.toolsPerGateway] = .normal(10...50, mean: 20)
        $0[.resourcesPerUser] = .normal(10...50, mean: 20)
        $0[.promptsPerUser] = .normal(10...50, mean: 20)
        $0[.serversPerUser] = .normal(1...5, mean: 2)
        $0[.agentsPerUser] = .normal(0...3, mean: 1)
        $0[.toolsPerServer] = .normal(1...10, mean: 3)
        $0[.resourcesPerServer] = .normal(1...20, mean: 5)
        $0[.promptsPerServer] = .normal(1...15, mean: 4)
        $0[.agentsPerServer] = .normal(0...2, mean: 0.5)
        $0[.metricsPerTool] = .zipf(5...50, mean: 20)
        $0[.metricsPerResource] = .zipf(1...150, mean: 8)
        $0[.metricsPerPrompt] = .zipf(1...20, mean: 5)
        $0.nameLengthMax = 50
        $0.descriptionLengthMin = 50
        $0.descriptionLengthMax = 200
    }

    /// Two thousand users in the proportions of profile `medium`, with fewer teams and objects
    /// each.
    static let mediumLike = small.with {
        $0.userCount = 2000
        $0[.usersAdminPercent] = 2
        $0.additionalTeamsPerUser = 1
        $0[.membersPerTeam] = .powerLaw(1...100)
        $0[.tokensPerUser] = .normal(1...3, mean: 2)
        $0.gatewayCount = 200
        $0[.toolsPerGateway] = .normal(5...30, mean: 10)
        $0[.resourcesPerUser] = .normal(1...4, mean: 2)
        $0[.promptsPerUser] = .normal(0...4, mean: 1.5)
        $0[.serversPerUser] = .normal(0...3, mean: 1)
    }

    /// A copy in which `change` has changed some properties.
    func with(_ change: (inout DatasetConfiguration) -> Void) -> DatasetConfiguration {
        var copy = self
        change(&copy)
        return copy
    }
}

extension CountDistribution {
    /// A normal distribution.
    static func normal(_ range: ClosedRange<Int64>, mean: Double) -> CountDistribution {
        CountDistribution(min: range.lowerBound, max: range.upperBound, mean: mean, shape: .normal)
    }

    /// A uniform distribution, tilted to the mean.
    static func uniform(_ range: ClosedRange<Int64>, mean: Double) -> CountDistribution {
        CountDistribution(min: range.lowerBound, max: range.upperBound, mean: mean, shape: .uniform)
    }

    /// A Zipf law between limits.
    static func zipf(_ range: ClosedRange<Int64>, mean: Double) -> CountDistribution {
        CountDistribution(min: range.lowerBound, max: range.upperBound, mean: mean, shape: .zipf)
    }

    /// A power law in three bands.
    static func powerLaw(_ range: ClosedRange<Int64>) -> CountDistribution {
        CountDistribution(min: range.lowerBound, max: range.upperBound, mean: nil, shape: .powerLaw)
    }
}
