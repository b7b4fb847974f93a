import ContextForge
import Foundation
import Planner
import Rows

/// A profile as users write one: any keys of the sections that decide the rows, one value in four at
/// a limit.
package struct RandomProfile {
    /// Most users of a profile.
    package static let userCountMax: Int64 = 3_000
    /// Greatest count that is drawn.
    package static let countMax: Int64 = 40
    private static let sections = ["scale", "distributions", "temporal", "realism", "retention"]
    /// Keys of which two say the same thing, or limit each other.
    private static let rivals = [
        ["scale.teams_private_percent", "scale.teams_public_percent"],
        ["scale.objects_public_percent", "scale.objects_team_percent"],
        ["scale.additional_teams_per_user", "scale.teams_per_user_avg"],
        ["temporal.recent_data_percent", "temporal.historical_data_percent"],
        ["realism.name_length_min", "realism.name_length_max"],
        ["realism.description_length_min", "realism.description_length_max"],
        ["scale.members_per_team_distribution", "distributions.team_size"],
    ]

    /// The text of the profile.
    package let text: String

    /// Draws a number of users, log-uniformly; one draw in ten is 1 or the maximum.
    package static func userCount(using random: inout SeededGenerator) -> Int64 {
        if Int.random(in: 0..<10, using: &random) == 0 {
            return Bool.random(using: &random) ? 1 : userCountMax
        }
        return Int64(exp(Double.random(in: 0...log(Double(userCountMax)), using: &random)))
    }

    /// Draws a profile.
    ///
    /// - Parameters:
    ///   - userCount: The number of users.
    ///   - countMax: The greatest count that is drawn; where it is less than a default, the profile
    ///     states every count.
    ///   - random: Where the choices come from.
    package init(
        userCount: Int64,
        countMax: Int64 = Self.countMax,
        using random: inout SeededGenerator
    ) {
        // Some profiles say little and some nearly everything.
        var draw = Draw(
            userCount: userCount,
            countMax: countMax,
            density: Double.random(in: 0.02...0.9, using: &random),
            omitted: Set(Self.rivals.compactMap { $0.randomElement(using: &random) }),
            random: random
        )
        text = Self.sections.flatMap { draw.lines(section: $0) }.map { "\($0)\n" }.joined()
        random = draw.random
    }

    private struct Draw {
        let userCount: Int64
        let countMax: Int64
        /// The share of the keys that the profile has.
        let density: Double
        /// One of each two rivals, rarely used.
        let omitted: Set<String>
        var random: SeededGenerator

        mutating func lines(section: String) -> [String] {
            var lines = ["\(section):"]
            if section == "scale" { lines.append("  users: \(userCount)") }
            for key in ProfileLanguage(.contextForge).keys
            where key.section == section && key.path != "scale.users" {
                let isCount = CountKey.gateway.contains { key.path.hasPrefix($0.prefix + "_") }
                guard !isCount, isUsed(key.path), let value = value(key) else { continue }
                lines.append("  \(key.name): \(value)")
            }
            guard section == "scale" else { return lines }
            let hasAgents = lines.contains { $0.hasPrefix("  a2a_agents:") }
            for key in CountKey.gateway
            where !(hasAgents && key.prefix == "scale.a2a_agents_per_user") {
                lines += count(key)
            }
            return lines
        }

        private mutating func chance(_ probability: Double) -> Bool {
            Double.random(in: 0..<1, using: &random) < probability
        }

        private mutating func isUsed(_ path: String) -> Bool {
            if omitted.contains(path), !chance(0.02) { return false }
            let decidesSize = [
                "scale.additional_teams_per_user", "scale.gateways", "scale.a2a_agents",
            ]
            return chance(density)
                || countMax < RandomProfile.countMax && decidesSize.contains(path)
        }

        /// Some of the four keys of a count, rarely with a contradiction.
        private mutating func count(_ key: CountKey) -> [String] {
            var values = (0..<3).map { _ in size(from: key.lowerBound, to: countMax) }
            // Rarely more members than users, or a minimum above its maximum.
            if key.prefix.hasSuffix("members_per_team"), chance(0.95) {
                values = values.map { min($0, userCount) }
            }
            if chance(0.995) { values.sort() }
            let mean = chance(0.5) ? "\(values[1])" : "\(Double(values[0] + values[2]) / 2)"
            let shape = key.shapes.randomElement(using: &random) ?? .normal
            let statesShape = isUsed(key.prefix + "_distribution")
            // Minimum and mean are stated rarely where there are often too few public objects for a
            // server's parts; and the limits of a power law decide its mean.
            let statesMinimum = !key.prefix.hasSuffix("per_server") || chance(0.1)
            let mayBePowerLaw =
                key.shapes.contains(.powerLaw) && (!statesShape || shape == .powerLaw)
            let name = key.prefix.dropFirst("scale.".count)
            var lines: [String] = []
            if statesMinimum, chance(density) { lines.append("  \(name)_min: \(values[0])") }
            if statesMinimum, chance(density), !mayBePowerLaw || chance(0.02) {
                lines.append("  \(name)_avg: \(mean)")
            }
            if chance(density) || key.fallback.max > countMax {
                lines.append("  \(name)_max: \(values[2])")
            }
            if statesShape { lines.append("  \(name)_distribution: \(shape.rawValue)") }
            return lines
        }

        /// A count, evenly over the orders of magnitude, or in a quarter of all cases a limit.
        private mutating func size(from least: Int64, to most: Int64) -> Int64 {
            if chance(0.25) {
                return max(least, [0, 1, most].randomElement(using: &random) ?? 0)
            }
            let most = Double(max(1, most))
            return max(least, Int64(exp(Double.random(in: 0...log(most), using: &random))))
        }

        private mutating func value(_ key: ProfileKey) -> String? {
            switch key.kind {
            case .boolean: return "\(Bool.random(using: &random))"
            case .choice(let words), .distribution(let words):
                return words.randomElement(using: &random)
            case .percent:
                return chance(0.25)
                    ? ["0", "1", "100"].randomElement(using: &random)
                    : "\(Int.random(in: 0...100, using: &random))"
            case .rate:
                return chance(0.25)
                    ? ["0", "1"].randomElement(using: &random)
                    : "\(Double(Int.random(in: 0...1_000, using: &random)) / 1_000)"
            case .integer(let range):
                return integer(key, range)
            case .number:
                return "\(1 + size(from: 0, to: min(12, countMax)))"
            case .date:
                return date(isStart: key.name == "start_date")
            default: return nil
            }
        }

        private mutating func integer(_ key: ProfileKey, _ range: ClosedRange<Int64>) -> String {
            if key.path == "scale.personal_teams_per_user" { return "1" }
            let most: Int64 =
                switch key.path {
                case "scale.additional_teams_per_user": min(12, countMax)
                case "scale.gateways", "scale.a2a_agents": 5 * countMax
                case "realism.description_length_min", "realism.description_length_max": 3_000
                default: min(200, range.upperBound)
                }
            return "\(size(from: range.lowerBound, to: most))"
        }

        /// A date, with a time in half of all cases; periods of a day, of 30 days and of 31 are
        /// frequent.
        private mutating func date(isStart: Bool) -> String {
            let isLimit = chance(0.25)
            let time = chance(0.5) ? "" : "T0\(Int.random(in: 0...9, using: &random)):30:00Z"
            if isStart {
                let starts = ["2024-03-01", "2024-02-29", "2024-01-31", "2024-01-30"]
                if isLimit { return starts.randomElement(using: &random) ?? "" }
                return "20\(Int.random(in: 10...23, using: &random))-06-30\(time)"
            }
            if isLimit { return "2024-03-01" + time }
            let month = Int.random(in: 1...9, using: &random)
            return "202\(Int.random(in: 4...6, using: &random))-0\(month)-28\(time)"
        }
    }
}
