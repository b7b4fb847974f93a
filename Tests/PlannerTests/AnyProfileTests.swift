import Dataset
import Foundation
import TestSupport
import Testing

@testable import Planner

/// Whatever keys and values a profile has, it is planned or refused at one of its own lines.
@Suite struct AnyProfileTests {
    private static let profileCount = 500

    @Test func `any profile is planned or refused at one of its keys`() throws {
        var (seed, numbers) = SeededGenerator.announced(for: "any profile")
        var planCount = 0
        for number in 0..<Self.profileCount {
            let text = RandomProfile(using: &numbers).text
            do {
                let profile = try PlannerTestInput.parse(text)
                _ = try PlannerTestInput.plan(profile)
                planCount += 1
            } catch let error as ProfileError {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                let line = error.location.map { $0.line - 1 } ?? -1
                let isKey = lines.indices.contains(line) && lines[line].hasPrefix("  ")
                #expect(isKey, "profile \(number) of seed \(seed): \(error)\n\(text)")
            } catch {
                Issue.record("profile \(number) of seed \(seed): \(error)\n\(text)")
            }
        }
        // Profiles that are all refused would prove little.
        #expect(planCount > Self.profileCount / 4, "\(planCount) plans, seed \(seed)")
    }

    @Test func `the sizes of a production system alone give 156 million rows`() throws {
        let plan = try PlannerTestInput.plan(
            """
            profile:
              name: custom
              description: "Custom load profile"
              version: 1.0

            global:
              random_seed: 42                      # For reproducibility
              batch_size: 1000                     # Records per batch insert
              progress_bar: true
              parallel: true
              workers: 8
              email_domain: "loadtest.example.com"

            scale:
              users: 160000
              personal_teams_per_user: 1
              additional_teams_per_user: 10

              members_per_team_min: 1
              members_per_team_max: 100
              members_per_team_distribution: "power_law"

              tokens_per_user_avg: 5
              gateways: 10000
              tools_per_gateway_avg: 50
              resources_per_user_avg: 100
              prompts_per_user_avg: 100
              servers_per_user_avg: 10

            distributions:
              team_size: "power_law"               # Few large, many small teams
              resource_access: "zipf"              # 80/20 access pattern
              temporal: "exponential_decay"        # More recent data

            temporal:
              start_date: "2023-01-01"
              end_date: "2025-10-12"
              recent_data_percent: 80              # 80% data in last 30 days
            """
        )
        let rowCount = Double(plan.rowCount)
        #expect(abs(rowCount / 156e6 - 1) <= 0.03, "\(plan.rowCount) rows")
    }
}

/// A profile with any keys of the sections that decide the rows.
private struct RandomProfile {
    let text: String

    private static let sections = ["scale", "distributions", "temporal", "realism", "retention"]

    /// Keys of which two say the same thing, or contradict each other.
    private static let contradictions = [
        ["scale.teams_private_percent", "scale.teams_public_percent"],
        ["scale.objects_public_percent", "scale.objects_team_percent"],
        ["scale.additional_teams_per_user", "scale.teams_per_user_avg"],
        ["temporal.recent_data_percent", "temporal.historical_data_percent"],
        ["realism.name_length_min", "realism.name_length_max"],
        ["realism.description_length_min", "realism.description_length_max"],
        ["distributions.team_size", ""],
    ]

    init(using random: inout SeededGenerator) {
        // Some profiles say little and some nearly everything.
        let density = Double.random(in: 0.02...0.9, using: &random)
        let users = Int64(exp(Double.random(in: 0...log(3_000), using: &random)))
        var lines: [String] = []
        for section in Self.sections {
            lines.append("\(section):")
            if section == "scale" { lines.append("  users: \(users)") }
            let left = Self.contradictions.map { $0.randomElement(using: &random) ?? "" }
            for key in ProfileKey.all where key.section == section && key.path != "scale.users" {
                // One of the keys that say the same, or most often one.
                let isDoubled = Self.contradictions.joined().contains(key.path)
                if isDoubled, !left.contains(key.path), Int.random(in: 0..<40, using: &random) > 0 {
                    continue
                }
                let isCount = CountKey.all.contains { key.path.hasPrefix($0.prefix + "_") }
                guard !isCount, Double.random(in: 0..<1, using: &random) < density,
                    let value = Self.value(key, &random)
                else { continue }
                lines.append("  \(key.name): \(value)")
            }
            if section == "scale" {
                let hasAgents = lines.contains { $0.hasPrefix("  a2a_agents:") }
                for key in CountKey.all where !hasAgents || key != CountKey.agentsPerUser {
                    lines += Self.count(key, density, users, &random)
                }
            }
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// Some of the four keys of a count, most often without a contradiction.
    private static func count(
        _ key: CountKey,
        _ density: Double,
        _ users: Int64,
        _ random: inout SeededGenerator
    ) -> [String] {
        let name = key.prefix.split(separator: ".").last ?? ""
        var values = (0..<3).map { _ in Self.size(from: key.lowerBound, &random) }
        // Most often no more members than users, and few parts of servers.
        if key == .membersPerTeam, Int.random(in: 0..<8, using: &random) > 0 {
            values = values.map { min($0, users) }
        }
        if key.prefix.hasSuffix("per_server"), Int.random(in: 0..<8, using: &random) > 0 {
            values = values.map { $0 % 3 }
        }
        if Int.random(in: 0..<8, using: &random) > 0 { values.sort() }
        let mean =
            Bool.random(using: &random) ? "\(values[1])" : "\(Double(values[0] + values[2]) / 2)"
        let all = [
            "  \(name)_min: \(values[0])", "  \(name)_avg: \(mean)", "  \(name)_max: \(values[2])",
            "  \(name)_distribution: "
                + (key.shapes.randomElement(using: &random) ?? .normal).rawValue,
        ].prefix(key == .membersPerTeam && Int.random(in: 0..<8, using: &random) > 0 ? 3 : 4)
        return all.filter { _ in Double.random(in: 0..<1, using: &random) < density }
    }

    /// Mostly a plausible number of children, a quarter of the time the smallest.
    private static func size(from least: Int64, _ random: inout SeededGenerator) -> Int64 {
        if Int.random(in: 0..<4, using: &random) == 0 {
            return max(least, Int64.random(in: 0...2, using: &random))
        }
        return max(least, Int64(exp(Double.random(in: 0...log(40), using: &random))))
    }

    private static func value(_ key: ProfileKey, _ random: inout SeededGenerator) -> String? {
        let isLimit = Int.random(in: 0..<4, using: &random) == 0
        switch key.kind {
        case .boolean: return "\(Bool.random(using: &random))"
        case .choice(let words), .distribution(let words):
            return words.randomElement(using: &random)
        case .percent:
            return isLimit
                ? ["0", "1", "100"].randomElement(using: &random)
                : "\(Int.random(in: 0...100, using: &random))"
        case .rate:
            return isLimit
                ? ["0", "1"].randomElement(using: &random)
                : "\(Double(Int.random(in: 0...1_000, using: &random)) / 1_000)"
        case .integer(let range):
            if key.path == "scale.personal_teams_per_user" { return "1" }
            if isLimit {
                return "\(max(range.lowerBound, Int64.random(in: 0...1, using: &random)))"
            }
            let most = Double(min(range.upperBound, key.name.hasPrefix("add") ? 12 : 200))
            let size = Int64(exp(Double.random(in: 0...log(most), using: &random)))
            return "\(max(range.lowerBound, size))"
        case .number: return "\(Int.random(in: 1...9, using: &random))"
        case .date:
            let day = Int.random(in: 1...28, using: &random)
            let year = key.name == "start_date" ? 2023 : 2024
            let month = isLimit ? 1 : Int.random(in: 1...12, using: &random)
            return String(format: "%d-%02d-%02d", isLimit ? 2024 : year, month, day)
        default: return nil
        }
    }
}
