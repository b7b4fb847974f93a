import ContextForge
import Foundation
import Rows
import TestSupport
import Testing

@testable import Planner

/// Fault 29: whatever a profile holds, it gives a plan or an error.
@Suite struct Fault29FuzzTests {
    /// Reproduces the profiles: `GATEFILL_FUZZ_SEED`.
    private static let seed =
        ProcessInfo.processInfo.environment["GATEFILL_FUZZ_SEED"].flatMap { UInt64($0) }
        ?? .random(in: 0..<1_000_000)
    private static let profileCount = 10_000
    /// A profile takes milliseconds; one that takes so long hangs.
    private static let secondsMax = 20.0
    /// Larger plans than this take their time honestly.
    private static let plannedUsersMax: Int64 = 20

    @Test func `fault 29: 10 000 mutated profiles give a plan or an error each`() throws {
        print("GATEFILL_FUZZ_SEED=\(Self.seed)")
        let sources = try ["tiny", "small"].map { name in
            let file = PlannerTestInput.packageFolder
                .appendingPathComponent("profiles/\(name).yaml")
            return [UInt8](try Data(contentsOf: file))
        }
        var mutation = ProfileMutation(seed: Self.seed)
        var (planCount, errorCount) = (0, 0)
        for number in 0..<Self.profileCount {
            let text = String(
                decoding: mutation.mutate(sources[number % sources.count]),
                as: UTF8.self
            )
            let started = ContinuousClock.now
            do {
                let profile = try PlannerTestInput.parse(text)
                if profile.dataset.userCount <= Self.plannedUsersMax {
                    let recipe = PlanRecipe(
                        dataset: profile.dataset,
                        batchSize: Int64(profile.settings.batchSize),
                        tables: Catalogue.contextForge.definitions.map(\.name)
                    )
                    _ = try GenerationPlan(recipe)
                }
                planCount += 1
            } catch let error as ProfileError {
                #expect(!error.description.isEmpty)
                errorCount += 1
            } catch is PlanError {
                errorCount += 1
            }
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            #expect(
                seconds < Self.secondsMax,
                "profile \(number) of seed \(Self.seed) took \(seconds) s"
            )
        }
        #expect(planCount + errorCount == Self.profileCount)
        // Mutations that are all refused, or all harmless, would prove little.
        #expect(planCount > Self.profileCount / 50, "\(planCount) plans, seed \(Self.seed)")
        #expect(errorCount > Self.profileCount / 4, "\(errorCount) errors, seed \(Self.seed)")
        #expect(try residentByteCount() < 2_000_000_000)
    }

    /// The greatest memory of this process so far.
    private func residentByteCount() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber))) * 1024
    }
}

/// Changes a YAML text as an adversary or a careless hand might.
private struct ProfileMutation {
    private var random: SeededGenerator

    /// What is put in, beside other parts of the text.
    private static let tokens = [
        "&a", "*a", "<<: *a", "!!binary x", "!!python/object:os.system", "- ", ": ", "? ", "[", "]",
        "{", "}", "|", ">", "'", "\"", "\0", "\t", "\r", "\u{FEFF}", "#", "---\n", "...\n", "~",
        "null", ".nan", ".inf", "-1", "0", "1e308", "99999999999999999999", "0x10", "1_000",
        "2026-02-30", "'; DROP TABLE tools;--", "users: &u [*u, *u]\n", "😀", "%YAML 9.9\n",
        String(repeating: "[", count: 200), String(repeating: "x", count: 5_000),
    ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// One to four changes.
    mutating func mutate(_ source: [UInt8]) -> [UInt8] {
        var text = source
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&text) }
        return text
    }

    private mutating func change(_ text: inout [UInt8]) {
        guard !text.isEmpty else { return }
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: text[place] = UInt8.random(in: 0...255, using: &random)
        case 1: text.remove(at: place)
        case 2:
            let token = Self.tokens.randomElement(using: &random) ?? ""
            text.insert(contentsOf: token.utf8, at: place)
        case 3: changeLines(&text) { lines, line in lines.remove(at: line) }
        case 4: changeLines(&text) { lines, line in lines.insert(lines[line], at: line) }
        case 5:
            let other = Int.random(in: 0..<1_000, using: &random)
            changeLines(&text) { lines, line in lines.swapAt(line, other % lines.count) }
        case 6: changeValue(&text)
        default: text.removeSubrange(place..<min(text.count, place + 200))
        }
    }

    /// Gives a key another value: what most often passes the syntax.
    private mutating func changeValue(_ text: inout [UInt8]) {
        let values = [
            "0", "1", "2", "7", "50", "100", "1000", "true", "false", "[]", "{}", "uniform",
        ]
        let value =
            values.randomElement(using: &random) ?? "0"
        changeLines(&text) { lines, line in
            guard let colon = lines[line].firstIndex(of: 0x3A) else { return }
            lines[line] = lines[line][...colon] + Array(" \(value)".utf8)
        }
    }

    private mutating func changeLines(
        _ text: inout [UInt8],
        _ change: (inout [ArraySlice<UInt8>], Int) -> Void
    ) {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        change(&lines, Int.random(in: 0..<lines.count, using: &random))
        text = Array(lines.joined(separator: [0x0A]))
    }
}
