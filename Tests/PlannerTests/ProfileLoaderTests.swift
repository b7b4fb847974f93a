import ContextForge
import Foundation
import Rows
import Testing

@testable import Planner

@Suite struct ProfileLoaderTests {
    static let ownNames = ["tiny", "small", "medium", "large", "production", "massive"]

    @Test(arguments: ownNames)
    func `every profile that comes with gatefill loads`(_ name: String) throws {
        let file = PlannerTestInput.packageFolder.appendingPathComponent("profiles/\(name).yaml")
        let profile = try ProfileLoader.load(
            path: file.path,
            for: .contextForge,
            nowMicroseconds: PlannerTestInput.nowMicroseconds
        )
        #expect(profile.name == name)
        #expect(profile.dataset.endMicroseconds == PlannerTestInput.nowMicroseconds)
        #expect(profile.settings.components == Components(.contextForge).all.map(\.name))
        #expect(profile.dataset.rawHours == 2)
    }

    @Test func `the users alone are enough`() throws {
        let profile = try PlannerTestInput.parse("scale:\n  users: 500\n", fileName: "a/my.yaml")
        #expect(profile.name == "my")
        #expect(profile.dataset.userCount == 500)
        #expect(profile.dataset.seed == 42)
        #expect(profile.dataset[.membersPerTeam].shape == .powerLaw)
        #expect(profile.dataset[.membersPerTeam].mean == nil)
        #expect(profile.settings.batchSize == 10_000)
        #expect(profile.settings.workers == nil)
        #expect(profile.settings.connectionCountMax == nil)
        #expect(profile.settings.reportPath == nil)
        let checks = ValidationCheck.allCases.filter { $0 != .content }
        #expect(profile.settings.validationChecks == checks)
        #expect(profile.dataset.rawHours == 2)
        let spanMicroseconds = profile.dataset.endMicroseconds - profile.dataset.startMicroseconds
        #expect(spanMicroseconds == 730 * ProfileDate.dayMicroseconds)
    }

    @Test(
        arguments: [
            ([], true),
            (["users", "teams", "resources"], false),
            (["users", "teams", "gateways", "resources", "prompts"], true),
            (["users", "teams", "prompts", "gateways", "resources"], false),
            (["users", "teams", "resources", "gateways"], false),
        ] as [([String], Bool)]
    )
    func `objects are federated where gateways come before them`(
        components: [String],
        expected: Bool
    ) throws {
        let order =
            components.isEmpty ? "" : "generation_order: [\(components.joined(separator: ", "))]\n"
        let profile = try PlannerTestInput.parse("scale: {users: 5}\n" + order)
        #expect(profile.dataset.federatesObjects == expected)
        #expect(profile.dataset[.usersSSOPercent] == 10)
    }

    @Test func `every key of the gateway's own files is honoured`() throws {
        let profile = try PlannerTestInput.parse(EveryKeyProfile.text)
        let dataset = profile.dataset
        #expect(profile.name == "every-key")
        #expect(profile.version == "1.0")
        #expect(dataset.seed == 7)
        #expect(dataset.emailDomain == "people.example.org")
        #expect(dataset[.usersAdminPercent] == 0.5)
        #expect(dataset[.usersSSOPercent] == 12.5)
        #expect(dataset[.teamsPrivatePercent] == 65)
        #expect(
            dataset[.membersPerTeam]
                == CountDistribution(min: 1, max: 60, mean: nil, shape: .powerLaw)
        )
        #expect(
            dataset[.toolsPerGateway]
                == CountDistribution(min: 4, max: 40, mean: 11.5, shape: .normal)
        )
        #expect(dataset.startMicroseconds == ProfileDate.microseconds("2024-02-01"))
        #expect(dataset.endMicroseconds == ProfileDate.microseconds("2025-06-30"))
        #expect(dataset.recentDataPercent == 70)
        #expect(dataset.descriptionLengthMax == 300)
        #expect(profile.settings.batchSize == 2_000)
        #expect(profile.settings.workers == 3)
        #expect(profile.settings.connectionCountMax == 6)
        #expect(profile.settings.connectTimeoutSeconds == 45)
        #expect(profile.settings.logLevel == .warning)
        #expect(profile.settings.reportPath == "out/report.json")
        #expect(
            profile.settings.validationChecks == [.foreignKeys, .requiredFields, .emailFormats]
        )
        let brought = ["roles", "user_roles", "team_member_history"]
        #expect(
            profile.settings.components.filter { !brought.contains($0) }
                == EveryKeyProfile.components
        )
        #expect(profile.settings.components.count == EveryKeyProfile.components.count + 3)
        #expect(!profile.settings.analyzeAfterLoad)
        #expect(dataset[.agentsEnabledPercent] == 88)
        #expect(dataset[.metricsPerTool].mean == 14)
        #expect(dataset[.teamsPrivatePercent] == 65)
        #expect(
            dataset[.joinRequestsPerTeam]
                == CountDistribution(min: 1, max: 3, mean: 2, shape: .normal)
        )
    }

    @Test func `the same text gives the same profile`() throws {
        let first = try PlannerTestInput.parse(EveryKeyProfile.text)
        let second = try PlannerTestInput.parse(EveryKeyProfile.text)
        #expect(first == second)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(try encoder.encode(first) == encoder.encode(second))
    }

    @Test func `a profile survives being stored`() throws {
        let profile = try PlannerTestInput.parse(EveryKeyProfile.text)
        let stored = try JSONEncoder().encode(profile)
        #expect(try JSONDecoder().decode(Profile.self, from: stored) == profile)
    }

    @Test(
        arguments: [
            ("tokens_active_percent: 85", "token_revocation_rate: 0.04", 85),
            ("tokens_active_percent: 95", "token_revocation_rate: 0.25", 75),
            ("tokens_active_percent: 100", "token_revocation_rate: 0", 100),
        ] as [(String, String, Double)]
    )
    func `the larger share of revoked tokens counts`(
        _ active: String,
        _ revoked: String,
        _ activePercent: Double
    ) throws {
        let profile = try PlannerTestInput.parseScale(active, revoked)
        #expect(profile.dataset[.tokensActivePercent] == activePercent)
    }

    @Test func `invitations and join requests are part of the dataset`() throws {
        let dataset = try PlannerTestInput.parse(EveryKeyProfile.text).dataset
        #expect(dataset[.invitedTeamsRate] == 0.22)
        #expect(
            dataset[.invitationsPerTeam]
                == CountDistribution(min: 1, max: 5, mean: 3, shape: .normal)
        )
        #expect(dataset[.invitationsAcceptedPercent] == 55)
        #expect(dataset[.requestedTeamsRate] == 0.12)
        #expect(
            dataset[.joinRequestsPerTeam]
                == CountDistribution(min: 1, max: 3, mean: 2, shape: .normal)
        )
        #expect(dataset[.joinRequestsApprovedPercent] == 45)
        #expect(dataset[.tokensActivePercent] == 85)
    }

    @Test func `one share decides the other`() throws {
        #expect(
            try PlannerTestInput.parseScale("teams_public_percent: 30").dataset[
                .teamsPrivatePercent
            ]
                == 70
        )
        #expect(
            try PlannerTestInput.parseScale("objects_public_percent: 80").dataset[
                .objectsTeamPercent
            ]
                == 20
        )
        #expect(
            try PlannerTestInput.parse(
                "scale:\n  users: 9\ntemporal:\n  historical_data_percent: 25\n"
            ).dataset.recentDataPercent == 75
        )
    }

    @Test func `all rows recent need no 30 days`() throws {
        let profile = try PlannerTestInput.parse(
            """
            scale:
              users: 9
            temporal:
              start_date: 2025-03-01
              end_date: 2025-03-02
              recent_data_percent: 100
            """
        )
        #expect(profile.dataset.recentDataPercent == 100)
    }

    @Test func `an empty section says nothing`() throws {
        let profile = try PlannerTestInput.parse("global:\nscale:\n  users: 9\nreporting: ~\n")
        #expect(profile.dataset.userCount == 9)
    }

    @Test func `a file that cannot be read is refused with the reason`() {
        let folder = FileManager.default.temporaryDirectory.path
        for (path, reason) in [
            ("\(folder)/no-such-profile.yaml", "there is no such file"),
            (folder, "it is not a regular file"),
            ("/dev/null", "it is not a regular file"),
            ("", "the path is empty or holds a zero byte"),
        ] {
            #expect(throws: ProfileError.self) {
                try ProfileLoader.load(path: path, for: .contextForge, nowMicroseconds: 0)
            }
            do {
                _ = try ProfileLoader.load(path: path, for: .contextForge, nowMicroseconds: 0)
            } catch {
                #expect(error.code == "profile-unreadable")
                #expect(error.detail == reason)
            }
        }
    }

    @Test func `bytes that are not UTF-8 are refused with their line`() {
        let error = ProfileFile.notText([97, 10, 0xFF, 10], path: "a.yaml")
        #expect(error.location == ProfileLocation(file: "a.yaml", line: 2, column: 1))
    }
}
