import ContextForge
import Rows
import TestSupport
import Testing

@testable import Planner

/// What is too large is refused at once, at the key to lower.
@Suite struct SizeLimitTests {
    /// A profile that is too large.
    struct Case: Sendable, CustomTestStringConvertible {
        let lines: [String]
        /// Zero-based index of the line to lower.
        let line: Int
        /// The greatest value that is accepted.
        let value: String

        init(_ lines: [String], lower line: Int, to value: String) {
            self.lines = lines
            self.line = line
            self.value = value
        }

        var testDescription: String { lines.joined(separator: ", ") }

        var text: String { "scale:\n" + lines.map { "  \($0)\n" }.joined() }

        var lowered: String {
            var lines = lines
            lines[line] = lines[line].prefix { $0 != ":" } + ": \(value)"
            return "scale:\n" + lines.map { "  \($0)\n" }.joined()
        }
    }

    static let cases = [
        Case(
            ["users: 50000000", "additional_teams_per_user: 10000"],
            lower: 1,
            to: "28"
        ),
        Case(
            ["users: 100000000", "additional_teams_per_user: 10000"],
            lower: 0,
            to: "143164"
        ),
        Case(["users: 1000", "metrics_per_tool_max: 1000000"], lower: 1, to: "10000"),
        Case(
            ["users: 50", "requests_per_user_min: 7", "requests_per_user_avg: 1000000"],
            lower: 2,
            to: "10006"
        ),
        Case(["users: 100000000", "additional_teams_per_user: 0"], lower: 0, to: "71582788"),
        Case(
            ["users: 1000000", "tokens_per_user_avg: 50", "logs_per_token_avg: 100"],
            lower: 2,
            to: "42.94"
        ),
        Case(
            ["users: 10000000", "additional_teams_per_user: 1", "auth_events_per_user_avg: 500"],
            lower: 2,
            to: "214.74"
        ),
        Case(
            ["users: 1", "tokens_per_user_min: 1000000", "logs_per_token_min: 1000000"],
            lower: 2,
            to: "2147"
        ),
        Case(
            ["users: 3000000", "a2a_agents: 10000000", "a2a_tasks_per_agent_avg: 900"],
            lower: 2,
            to: "214.74"
        ),
        Case(
            ["users: 300000", "gateways: 1000000", "oauth_token_rate: 1"],
            lower: 2,
            to: "0.381774"
        ),
    ]

    @Test(arguments: cases)
    func `a profile that is too large says which key to lower to what`(_ profile: Case) throws {
        let started = ContinuousClock.now
        do {
            _ = try PlannerTestInput.parse(profile.text)
            Issue.record("the profile was accepted")
        } catch {
            #expect(error.code == "too-large")
            #expect(error.location?.line == profile.line + 2)
            let key = profile.lines[profile.line].prefix { $0 != ":" }
            #expect(error.hint == "Lower `scale.\(key)` to \(profile.value) or less.")
        }
        // Only a hang takes so long, on a machine with other tests too.
        #expect(ContinuousClock.now - started < .seconds(60))
        // What it says is true.
        _ = try PlannerTestInput.parse(profile.lowered)
    }

    @Test func `two faults are named one after the other`() throws {
        var text = """
            scale:
              users: 1000
              metrics_per_tool_max: 1000000
              logs_per_token_max: 500000

            """
        for (line, value) in [(3, "10000"), (4, "10000")] {
            do {
                _ = try PlannerTestInput.parse(text)
                Issue.record("the profile was accepted")
            } catch {
                #expect(error.location?.line == line)
                #expect(error.hint?.hasSuffix(" to \(value) or less.") == true)
            }
            text = text.replacing(line == 3 ? "1000000" : "500000", with: value)
        }
        _ = try PlannerTestInput.parse(text)
    }

    @Test func `a table that is not generated has no limit`() throws {
        let overrides = ProfileOverrides(components: ["users", "teams", "tokens"])
        let text =
            "scale:\n  users: 1000000\n  tokens_per_user_avg: 50\n  logs_per_token_avg: 100\n"
        _ = try PlannerTestInput.parse(text, overrides: overrides)
        #expect(PlannerTestInput.report(text) != nil)
    }

    @Test func `the least size of a batch is the least that makes few enough`() {
        let rowCounts: [Int64] = [1 << 34, 1 << 33, 12_345]
        let least = GenerationPlan.leastBatchSize(rowCounts)
        func batchCount(_ size: Int64) -> Int64 {
            rowCounts.reduce(0) { $0 + ($1 + size - 1) / size }
        }
        #expect(batchCount(least) <= SizeLimits.batchCountMax)
        #expect(batchCount(least - 1) > SizeLimits.batchCountMax)
    }

    // MARK: Limits of keys

    static let sizeKeys = ProfileLanguage(.contextForge).keys.filter {
        ["scale", "temporal", "realism", "retention"].contains($0.section)
            && $0.path != "scale.users"
    }

    /// 0, 1 and the maximum, as far as the key takes them.
    static func limits(_ key: ProfileKey) -> [String] {
        switch key.kind {
        case .integer(let range):
            return Set([range.lowerBound, max(1, range.lowerBound), range.upperBound])
                .sorted().map(String.init)
        case .number(let range):
            return Set([range.lowerBound, max(1, range.lowerBound), range.upperBound])
                .sorted().map(DecimalText.text)
        case .percent: return ["0", "1", "100"]
        case .rate: return ["0", "1"]
        default: return []
        }
    }

    @Test(arguments: sizeKeys)
    func `every key can be at its limits, or is refused at its line`(_ key: ProfileKey) throws {
        for value in Self.limits(key) {
            for users: Int64 in [1, 3, 100_000_000] {
                var text = "scale:\n  users: \(users)\n"
                text +=
                    key.section == "scale"
                    ? "  \(key.name): \(value)\n" : "\(key.section):\n  \(key.name): \(value)\n"
                let line = key.section == "scale" ? 3 : 4
                do {
                    let profile = try PlannerTestInput.parse(text)
                    if users < 10, (Int64(value) ?? 0) <= 1 {
                        _ = try PlannerTestInput.plan(profile)
                    }
                } catch let error as ProfileError {
                    let found = error.location?.line
                    // So many users are too many for what else there is by default.
                    let isExpected = found == line || users == 100_000_000 && found == 2
                    #expect(isExpected, "\(users) users, \(value): \(error)")
                }
            }
        }
    }

    @Test func `any two keys can be at their limits, or are refused at a line`() throws {
        var (seed, numbers) = SeededGenerator.announced(for: "two keys at their limits")
        for _ in 0..<300 {
            let users = [1, 50, 1_000_000, 100_000_000].randomElement(using: &numbers) ?? 1
            var lines: [String: [String]] = ["scale": ["  users: \(users)"]]
            for _ in 0..<2 {
                guard let key = Self.sizeKeys.randomElement(using: &numbers),
                    let value = Self.limits(key).randomElement(using: &numbers)
                else { continue }
                lines[key.section, default: []].append("  \(key.name): \(value)")
            }
            let text = lines.sorted { $0.key < $1.key }
                .map { "\($0.key):\n" + Set($0.value).sorted().joined(separator: "\n") }
                .joined(separator: "\n")
            let started = ContinuousClock.now
            do {
                _ = try PlannerTestInput.parse(text)
            } catch {
                let all = text.split(separator: "\n")
                let line = (error.location?.line ?? 0) - 1
                let isKey = all.indices.contains(line) && all[line].hasPrefix("  ")
                // The same key twice is refused too.
                #expect(isKey, "seed \(seed): \(error)\n\(text)")
            }
            let elapsed = ContinuousClock.now - started
            #expect(elapsed < .seconds(300), "seed \(seed): \(elapsed)\n\(text)")
        }
    }
}
