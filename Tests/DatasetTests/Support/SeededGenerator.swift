import Foundation

@testable import Dataset

/// SplitMix64, so that a seed gives the same test anywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The numbers of a random test: from `GATEFILL_TEST_SEED`, or another seed every time, which
    /// is printed.
    static func announced(for test: String) -> (seed: UInt64, numbers: SeededGenerator) {
        let given = ProcessInfo.processInfo.environment["GATEFILL_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
        print("\(test): GATEFILL_TEST_SEED=\(seed)")
        return (seed, SeededGenerator(seed: seed))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return CellKey.mix(state)
    }
}
