import ContextForge
import Foundation
import Planner
import Rows
import TestSupport
import Testing

@testable import CLI

/// What is said about a profile that does not get all that it asks for.
@Suite struct PlannedProfileTests {
    private static func planned(
        _ lines: String,
        _ secrets: GivenSecrets = GivenSecrets()
    ) throws -> PlannedProfile {
        try PlannedProfile(
            ProfileLoader.parse(
                text: "scale:\n  users: 4\n\(lines)retention:\n  raw_hours: 2\n",
                fileName: "p.yaml",
                for: .contextForge,
                nowMicroseconds: 1_780_272_000_000_000
            ),
            secrets
        )
    }

    @Test(arguments: ["tiny", "small"])
    func `the profiles that come with gatefill need no notice`(_ name: String) throws {
        let profile = try ProfileLoader.load(
            path: "\(PackageRoot.path)/profiles/\(name).yaml",
            for: .contextForge,
            nowMicroseconds: 1_780_272_000_000_000
        )
        #expect(try PlannedProfile(profile).notices == [])
    }

    @Test func `a rate of OAuth tokens needs the encryption secret`() throws {
        let rate = "  oauth_token_rate: 0.5\n"
        let notices = try Self.planned(rate).notices
        #expect(
            notices == [
                "scale.oauth_token_rate: no rows of oauth_tokens are generated without the "
                    + "gateway's encryption secret; --encryption-secret-env names the variable that "
                    + "holds it"
            ]
        )
        #expect(try Self.planned("  oauth_token_rate: 0\n").notices == [])
        #expect(try Self.planned(rate + "  gateways: 0\n").notices == [])
        #expect(try Self.planned("").notices == [])
        var secrets = GivenSecrets()
        secrets.add("an encryption secret of the gateway", for: .encryption, variable: "SECRET")
        #expect(try Self.planned(rate, secrets).notices == [])
    }

    @Test func `a rate that has too few teams says what it comes to`() throws {
        let lines = "  members_per_team_min: 4\n  members_per_team_avg: 4\n"
        #expect(try Self.planned(lines).notices == [])
        #expect(
            try Self.planned(lines + "  join_request_generation_rate: 1\n").notices == [
                "scale.join_request_generation_rate: 0 of 8 teams have join requests; the others "
                    + "have too few users outside"
            ]
        )
    }

    @Test func `what is assumed is printed with the plan, on standard error`() async throws {
        let folder = try TemporaryFolder("assumed")
        try "scale:\n  users: 4\n".write(
            toFile: folder.file("p.yaml"),
            atomically: true,
            encoding: .utf8
        )
        for command in [
            ["plan", "--config", "p.yaml"], ["generate", "--config", "p.yaml", "--dry-run"],
        ] {
            let result = try await GatefillBinary.run(command, in: folder)
                .requireSuccess("gatefill plan")
            #expect(
                result.standardError.hasPrefix(
                    "notice: the profile does not set retention: single calls are kept for 2 hours"
                )
            )
        }
    }
}
