/// Profiles as users write them: any keys, any sizes, one value in four at a limit.
package struct RandomProfile {
    /// Most users of a profile.
    package static let userCountMax = 3_000

    /// The text of the profile.
    package let text: String

    /// Counts of a user, and of other parents: the name, and the most that is written.
    private static let userCounts: [(String, Int)] = [
        ("tokens_per_user", 10), ("resources_per_user", 20), ("prompts_per_user", 20),
        ("servers_per_user", 10), ("a2a_agents_per_user", 5), ("auth_events_per_user", 30),
        ("permission_audits_per_user", 30), ("requests_per_user", 30),
        ("former_passwords_per_user", 5),
    ]
    private static let otherCounts: [(String, Int)] = [
        ("tools_per_gateway", 50), ("tools_per_server", 8), ("resources_per_server", 8),
        ("prompts_per_server", 8), ("a2a_agents_per_server", 4), ("metrics_per_tool", 40),
        ("metrics_per_resource", 20), ("metrics_per_prompt", 20), ("metrics_per_server", 40),
        ("metrics_per_a2a_agent", 40), ("logs_per_token", 40), ("spans_per_trace", 8),
        ("mcp_sessions_per_server", 4), ("mcp_messages_per_session", 10),
        ("a2a_tasks_per_agent", 10), ("a2a_task_events_per_task", 8),
        ("invitations_per_team", 4), ("join_requests_per_team", 4), ("members_per_team", 100),
    ]
    /// Counts that are one at least, or two.
    private static let leastCounts = [
        "members_per_team": 1, "spans_per_trace": 1, "invitations_per_team": 1,
        "join_requests_per_team": 1, "a2a_task_events_per_task": 2,
    ]
    private static let percents = [
        "users_active_percent", "users_admin_percent", "teams_private_percent",
        "tokens_active_percent", "tools_enabled_percent", "objects_public_percent",
        "a2a_agents_enabled_percent", "invitations_accepted_percent",
        "join_requests_approved_percent",
    ]
    private static let rates = [
        "resource_subscription_rate", "invitation_generation_rate",
        "join_request_generation_rate", "token_revocation_rate", "oauth_token_rate",
    ]
    private static let dates = [
        ("2023-01-01", "2025-10-12"), ("2020-02-29", "2026-03-29T02:30:00Z"),
        ("2024-12-31", "2025-03-01T23:59:59Z"), ("2026-01-01", "2026-03-01"),
        ("2016-06-30", "2026-06-01T12:34:56Z"),
    ]

    /// Draws a profile; with about `rowCount` rows, or more if it has many users.
    package init(_ random: inout SeededGenerator, rowCount: Int = 40_000) {
        var writer = Writer(random: random, rowCount: rowCount)
        text = writer.profile(name: "drawn")
        random = writer.random
    }

    private struct Writer {
        var random: SeededGenerator
        private let rowCount: Int
        private var lines: [String] = []

        init(random: SeededGenerator, rowCount: Int) {
            self.random = random
            self.rowCount = rowCount
        }

        mutating func profile(name: String) -> String {
            let users = logUniform(1, Double(RandomProfile.userCountMax))
            let perUser = max(1, rowCount / users)
            let gateways = integer(0, min(50, max(1, perUser)))
            let teams = integer(0, min(10, perUser / 10))
            lines += ["profile:", "  name: \(name)", "global:"]
            lines.append("  random_seed: \(Int.random(in: 0...99_999, using: &random))")
            lines += ["scale:", "  users: \(users)", "  additional_teams_per_user: \(teams)"]
            lines.append("  gateways: \(gateways)")
            for (key, most) in RandomProfile.userCounts {
                // Large profiles say that there is little for a user; small ones may say nothing.
                if users > 300 || chance(0.6) { count(key, min(most, max(1, perUser / 8))) }
            }
            for (key, most) in RandomProfile.otherCounts where chance(0.35) {
                count(key, key == "members_per_team" ? min(most, users) : most)
            }
            if chance(0.2), users >= 1 { lines.append("  a2a_agents: \(integer(0, 50))") }
            dropAgentsOfUsers()
            for key in RandomProfile.percents where chance(0.25) {
                lines.append("  \(key): \(integer(0, 100))")
            }
            for key in RandomProfile.rates where chance(0.25) {
                lines.append("  \(key): \(Double(integer(0, 100)) / 100)")
            }
            temporal()
            realism()
            if chance(0.3) { lines += ["retention:", "  raw_hours: \(integer(0, 200))"] }
            return lines.joined(separator: "\n") + "\n"
        }

        /// Some of the four keys of a count.
        private mutating func count(_ key: String, _ most: Int) {
            let least = RandomProfile.leastCounts[key] ?? 0
            let most = max(most, least)
            let values = [integer(least, most), integer(least, most), integer(least, most)].sorted()
            if chance(0.3) { lines.append("  \(key)_min: \(values[0])") }
            let isPowerLaw = key == "members_per_team" && chance(0.5)
            if isPowerLaw {
                lines.append("  \(key)_distribution: power_law")
            } else if chance(0.7) {
                let fraction = chance(0.3) && values[1] < values[2] ? 0.5 : 0
                lines.append("  \(key)_avg: \(Double(values[1]) + fraction)")
            }
            if chance(0.5) { lines.append("  \(key)_max: \(values[2])") }
        }

        /// The agents of all users are given in one number or for each.
        private mutating func dropAgentsOfUsers() {
            guard lines.contains(where: { $0.hasPrefix("  a2a_agents:") }) else { return }
            lines.removeAll { $0.hasPrefix("  a2a_agents_per_user") }
        }

        private mutating func temporal() {
            let (start, end) = RandomProfile.dates.randomElement(using: &random) ?? ("", "")
            lines += ["temporal:", "  start_date: \"\(start)\"", "  end_date: \"\(end)\""]
            if chance(0.5) { lines.append("  recent_data_percent: \(integer(0, 100))") }
        }

        private mutating func realism() {
            lines.append("realism:")
            lines.append("  use_faker: \(chance(0.8))")
            if chance(0.3) { lines.append("  name_length_max: \(integer(16, 60))") }
            if chance(0.3) { lines.append("  description_length_max: \(integer(0, 3_000))") }
            if chance(0.3) { lines.append("  ids: ordered") }
        }

        private mutating func chance(_ probability: Double) -> Bool {
            Double.random(in: 0..<1, using: &random) < probability
        }

        /// A whole number in a range, at one of its ends in a quarter of all cases.
        private mutating func integer(_ least: Int, _ most: Int) -> Int {
            if chance(0.25) { return chance(0.5) ? least : most }
            return Int.random(in: least...most, using: &random)
        }

        private mutating func logUniform(_ least: Double, _ most: Double) -> Int {
            if chance(0.1) { return Int(least) }
            // Squares of a uniform exponent would do as well; powers of two need no library.
            var value = least
            for _ in 0..<24 where value < most {
                value *= 1 + 0.8 * Double.random(in: 0..<1, using: &random)
                if chance(0.1) { break }
            }
            return Int(min(value, most))
        }
    }
}
