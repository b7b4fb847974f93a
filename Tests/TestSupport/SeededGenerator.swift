import Foundation

/// The SplitMix64 generator: the same numbers for the same seed, on any machine.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// The numbers of a random test: from `GATEFILL_TEST_SEED`, or another seed every time, which
    /// is printed.
    package static func announced(for test: String) -> (seed: UInt64, numbers: SeededGenerator) {
        let given = ProcessInfo.processInfo.environment["GATEFILL_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
        print("\(test): GATEFILL_TEST_SEED=\(seed)")
        return (seed, SeededGenerator(seed: seed))
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
