import ContextForge
import Foundation
import Planner
import Rows
import TestSupport
import Testing

/// Any profile that is accepted works: it generates, verifies and cleans up, and leaves nothing.
@Suite struct AnyProfileTests {
    /// Profiles that are drawn: `GATEFILL_PROFILES`.
    private static let profileCount =
        ProcessInfo.processInfo.environment["GATEFILL_PROFILES"].flatMap { Int($0) } ?? 150
    /// Most rows of a profile: `GATEFILL_PROFILE_ROWS`.
    private static let rowCountMax =
        ProcessInfo.processInfo.environment["GATEFILL_PROFILE_ROWS"].flatMap { Int64($0) } ?? 40_000
    /// One profile in so many goes to PostgreSQL too.
    private static let postgresPeriod = 10

    /// All profiles; the seed is printed and can be given.
    private static let profiles: [String] = {
        var (_, random) = SeededGenerator.announced(for: "any profile")
        return (0..<profileCount).map { _ in smallProfile(&random) }
    }()

    /// What became of a profile.
    private enum Outcome: Equatable {
        case worked
        /// Refused, with a line of the profile.
        case refused
    }

    @Test(arguments: TargetKind.allCases)
    func `a drawn profile works, or is refused with one of its lines`(
        kind: TargetKind
    ) async throws {
        let period = kind == .postgres ? Self.postgresPeriod : 1
        let numbers = Self.profiles.indices.filter { $0 % period == 0 }
        var outcomes: [Outcome] = []
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            for (index, number) in numbers.enumerated() {
                // Two at a time.
                if index >= 2, let outcome = try await group.next() { outcomes.append(outcome) }
                group.addTask { try await Self.carryOut(number, kind) }
            }
            for try await outcome in group { outcomes.append(outcome) }
        }
        #expect(outcomes.count == numbers.count)
        // Refusals alone would prove little.
        let worked = outcomes.count { $0 == .worked }
        #expect(worked >= outcomes.count / 2, "\(worked) of \(outcomes.count)")
    }

    @Test(arguments: ["tiny", "small"])
    func `the smallest profiles verify with any seed`(profile: String) async throws {
        var (_, random) = SeededGenerator.announced(for: "seeds of \(profile)")
        for _ in 0..<20 {
            let seed = Int.random(in: 0...1_000_000, using: &random)
            let folder = try TemporaryFolder("seed")
            let result = try await GatefillBinary.run(
                [
                    "generate", "--profile", profile, "--seed", "\(seed)", "--end-date",
                    "2026-06-01", "--quiet",
                ],
                in: folder
            )
            #expect(result.exit == .status(0), "seed \(seed): \(result.allOutput.suffix(2_000))")
        }
    }

    /// The profile of the project's first description, with fewer users.
    @Test(arguments: [50, 200])
    func `a profile of the nine core components works at any size`(users: Int) async throws {
        let folder = try TemporaryFolder("core")
        let text = """
            scale:
              users: \(users)
              personal_teams_per_user: 1
              additional_teams_per_user: 10
              members_per_team_min: 1
              members_per_team_max: 100
              members_per_team_distribution: "power_law"
              tokens_per_user_avg: 5
              gateways: \(max(1, users / 16))
              tools_per_gateway_avg: 50
              resources_per_user_avg: 100
              prompts_per_user_avg: 100
              servers_per_user_avg: 10
            temporal:
              start_date: "2023-01-01"
              end_date: "2025-10-12"
              recent_data_percent: 80
            """
        try text.write(toFile: folder.file("core.yaml"), atomically: true, encoding: .utf8)
        let result = try await GatefillBinary.run(
            ["generate", "--config", "core.yaml"],
            in: folder
        )
        #expect(result.exit == .status(0), "\(result.allOutput.suffix(2_000))")
        #expect(result.standardOutput.contains(/Verified: \d+ checks passed, 0 failed\.\n/))
    }

    /// Draws a profile that is refused or has few enough rows: with ever smaller counts, until it has.
    private static func smallProfile(_ random: inout SeededGenerator) -> String {
        var users = RandomProfile.userCount(using: &random)
        var countMax = RandomProfile.countMax
        while true {
            let profile = RandomProfile(userCount: users, countMax: countMax, using: &random)
            // What cannot be planned is to be refused by the program as well.
            guard let rowCount = try? plannedRowCount(profile.text) else { return profile.text }
            if rowCount <= rowCountMax { return profile.text }
            if countMax == 1 { users = max(1, users / 2) }
            countMax = max(1, countMax / 2)
        }
    }

    private static func plannedRowCount(_ text: String) throws -> Int64 {
        let profile = try ProfileLoader.parse(
            text: text,
            fileName: "drawn.yaml",
            for: .contextForge,
            nowMicroseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)
        )
        return try GenerationPlan(PlanRecipe(profile)).rowCount
    }

    private static func carryOut(_ number: Int, _ kind: TargetKind) async throws -> Outcome {
        let folder = try TemporaryFolder("profile")
        let text = profiles[number]
        try text.write(toFile: folder.file("drawn.yaml"), atomically: true, encoding: .utf8)
        let database = try await kind.makeEmpty()
        let generated = try await GatefillBinary.run(
            [
                "generate", "--config", "drawn.yaml", "--target", database.url,
                "--create-schema", "--quiet",
            ],
            in: folder
        )
        if generated.exit == .status(65), generated.standardError.contains(/drawn\.yaml:\d+:\d+/) {
            return .refused
        }
        #expect(
            generated.exit == .status(0),
            "profile \(number): \(generated.allOutput.suffix(2_000))\n\(text)"
        )
        let cleaned = try await GatefillBinary.run(
            ["cleanup", "--target", database.url, "--confirm", "--quiet"],
            in: folder
        )
        #expect(
            cleaned.exit == .status(0),
            "profile \(number): \(cleaned.allOutput.suffix(2_000))\n\(text)"
        )
        var left = try await WholeDatabase.counts(database).filter { $0.value > 0 }
        // What was created with the schema stays with it.
        let prefix = kind == .postgres ? "public." : ""
        for (table, count) in [("alembic_version", 1), ("roles", 5)] {
            #expect(left.removeValue(forKey: prefix + table) == count, "profile \(number)")
        }
        #expect(left == [:], "profile \(number)\n\(text)")
        return .worked
    }
}
