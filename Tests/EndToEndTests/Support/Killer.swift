import Foundation
import TestSupport

/// Kills runs with SIGKILL at random moments and resumes them.
struct Killer {
    /// Reproduces the moments, as far as the machine's speed lets it: `GATEFILL_KILL_SEED`.
    let seed: UInt64
    /// How many times a cleanup is killed, at least: `GATEFILL_KILL_COUNT`, 5 unless given.
    let killCountMin: Int

    init() throws {
        let given = ProcessInfo.processInfo.environment["GATEFILL_KILL_SEED"]
        guard let seed = given.map({ UInt64($0) }) ?? .random(in: 0..<1_000_000) else {
            throw TestSupportError("GATEFILL_KILL_SEED is not a number", detail: given)
        }
        self.seed = seed
        let count = ProcessInfo.processInfo.environment["GATEFILL_KILL_COUNT"]
        guard let count = count.map({ Int($0) }) ?? 5 else {
            throw TestSupportError("GATEFILL_KILL_COUNT is not a number", detail: count)
        }
        killCountMin = count
    }

    /// A sequence of moments that the seed decides.
    func moments() -> SplitMix { SplitMix(state: seed) }

    struct Outcome {
        var killCount = 0
        /// Kills after which the target held some of the rows, but not all.
        var partialCount = 0
        /// The digests of every target that was filled to the end.
        var digests: [[TableDigest]] = []
    }

    /// Fills a target with small batches and kills ten times on the way.
    ///
    /// A run that is faster than its ten kills ends early; the rest fall on another target.
    func killTenTimes(_ kind: TargetKind) async throws -> Outcome {
        var random = SplitMix(state: seed)
        var outcome = Outcome()
        let clock = ContinuousClock()
        let whole = try await Self.makeGeneration(kind)
        let duration = try await clock.measure { try await whole.run() }
        let rowCount = try await whole.countsInTarget().values.reduce(0, +)
        let secondsMax = (duration / .seconds(1)) * 0.2

        while outcome.killCount < 10 {
            let generation = try await Self.makeGeneration(kind)
            var isComplete = false
            var hasRun = false
            while !isComplete {
                let isLast = outcome.killCount == 10
                let arguments =
                    hasRun ? ["resume", "--journal", "run.journal"] : generation.generateArguments
                let result = try await ProcessRunner.run(
                    GatefillBinary.path(),
                    arguments,
                    sending: SIGKILL,
                    afterSeconds: isLast ? 600 : secondsMax * random.nextFraction(),
                    environment: generation.resumeEnvironment,
                    workingFolder: generation.folder.path,
                    timeoutSeconds: 700
                )
                if result.exit == .signal(SIGKILL) {
                    outcome.killCount += 1
                    hasRun = try await Self.hasRun(generation)
                    let count = try await Self.rowCount(generation)
                    if (1..<rowCount).contains(count) { outcome.partialCount += 1 }
                } else if hasRun, result.standardError.contains("error[nothing-to-resume]") {
                    // The last kill came between the last batch's checkpoint and the end.
                    isComplete = true
                } else {
                    try result.requireSuccess("gatefill \(arguments[0]), kill seed \(seed)")
                    isComplete = true
                }
            }
            outcome.digests.append(try await generation.digest())
        }
        return outcome
    }

    /// Batches of 25 rows make the small profile take hundreds of transactions.
    private static func makeGeneration(_ kind: TargetKind) async throws -> Generation {
        var generation = try await Generation(into: kind.makeEmpty())
        generation.batchSize = 25
        return generation
    }

    /// Whether the journal knows of a run; a kill may come before it does.
    private static func hasRun(_ generation: Generation) async throws -> Bool {
        guard FileManager.default.fileExists(atPath: generation.folder.file("run.journal")) else {
            return false
        }
        let result = try await GatefillBinary.run(
            ["status", "--journal", "run.journal", "--json"],
            in: generation.folder
        )
        return result.exit == .status(0)
    }

    /// The rows in the target; 0 as long as it has no tables.
    private static func rowCount(_ generation: Generation) async throws -> Int {
        do {
            return try await generation.countsInTarget().values.reduce(0, +)
        } catch {
            // Killed before the schema was complete.
            return 0
        }
    }
}

/// The SplitMix64 generator: the same moments for the same seed.
struct SplitMix {
    var state: UInt64

    /// A number in 0..<1.
    mutating func nextFraction() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        return Double(mixed >> 11) * 0x1p-53
    }
}
