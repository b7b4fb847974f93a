import ContextForge
import Foundation
import Rows
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
            let users = RandomProfile.userCount(using: &numbers)
            let text = RandomProfile(userCount: users, using: &numbers).text
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
