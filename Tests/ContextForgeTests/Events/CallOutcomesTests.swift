import Testing

@testable import ContextForge
@testable import Rows

@Suite struct CallOutcomesTests {
    private static let outcomes = CallOutcomes(
        key: CellKey(seed: 42, table: "tools", purpose: "outcome")
    )
    private static let numbers = 0..<100_000 as Range<Int64>

    private static func error(_ number: Int64, _ outcomes: CallOutcomes = outcomes) -> String? {
        var writer = ByteWriter()
        let isThere = outcomes.appendError(number, into: &writer)
        #expect(isThere == (writer.count > 0))
        return isThere ? String(decoding: writer.bytes, as: UTF8.self) : nil
    }

    @Test func `four in a hundred calls fail`() {
        let failures = Self.numbers.filter { !Self.outcomes.isSuccess($0) }.count
        #expect(abs(Double(failures) / Double(Self.numbers.count) - 0.04) < 0.003)
    }

    @Test func `only what failed has an error, and every error occurs`() {
        var errors: Set<String> = []
        for number in Self.numbers.prefix(20_000) {
            let error = Self.error(number)
            #expect((error == nil) == Self.outcomes.isSuccess(number))
            if let error { errors.insert(error) }
        }
        #expect(errors.count == 7)
    }

    @Test func `calls take seconds between the limits, half of them less than 60 ms`() {
        let seconds = Self.numbers.filter { Self.outcomes.isSuccess($0) }
            .map { Self.outcomes.seconds($0) }.sorted()
        #expect(seconds[0] >= 0.006)
        #expect(seconds[seconds.count - 1] <= 1.4)
        #expect(abs(seconds[seconds.count / 2] - 0.060) < 0.002)
        #expect(abs(seconds[seconds.count * 95 / 100] - 0.260) < 0.02)
    }

    @Test func `failures take longer than the same call would have`() {
        let failed = Self.numbers.filter { !Self.outcomes.isSuccess($0) }
        #expect(!failed.isEmpty)
        #expect(failed.allSatisfy { Self.outcomes.seconds($0) >= 0.250 + 3 * 0.006 })
        #expect(failed.allSatisfy { Self.outcomes.seconds($0) <= 0.250 + 3 * 1.4 })
    }

    @Test func `a call ends the same way however often it is asked`() {
        let again = CallOutcomes(key: CellKey(seed: 42, table: "tools", purpose: "outcome"))
        let other = CallOutcomes(key: CellKey(seed: 43, table: "tools", purpose: "outcome"))
        var differs = false
        for number in [0, 1, 999, 1 << 20, 5 << 40, .max] as [Int64] {
            #expect(again.isSuccess(number) == Self.outcomes.isSuccess(number))
            #expect(again.seconds(number) == Self.outcomes.seconds(number))
            #expect(Self.error(number, again) == Self.error(number))
            differs = differs || other.seconds(number) != Self.outcomes.seconds(number)
        }
        #expect(differs)
    }
}
