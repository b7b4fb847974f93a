import Testing

@testable import ContextForge
@testable import Rows

@Suite struct CellKeyTests {
    private let key = CellKey(seed: 42, table: "tools", purpose: "id")

    @Test func `the mixing function is that of SplitMix64`() {
        // The first outputs of the reference implementation for the seed 1234567.
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        let found = (UInt64(1)...5).map { CellKey.mix(1_234_567 &+ $0 &* 0x9E37_79B9_7F4A_7C15) }
        #expect(found == expected)
    }

    @Test func `a key is a value of seed, table and purpose`() {
        let equal = CellKey(seed: 42, table: "tools", purpose: "id")
        #expect(equal == key)
        #expect(equal.bits(7) == key.bits(7))
        let others = [
            CellKey(seed: 43, table: "tools", purpose: "id"),
            CellKey(seed: 42, table: "tool", purpose: "sid"),
            CellKey(seed: 42, table: "toolsi", purpose: "d"),
            CellKey(seed: 42, table: "id", purpose: "tools"),
            CellKey(seed: 42, table: "", purpose: "toolsid"),
            key.stream(0), key.stream(1), key.stream(2),
        ]
        #expect(Set(others + [key]).count == others.count + 1)
        #expect(Set((others + [key]).map { $0.bits(0) }).count == others.count + 1)
    }

    @Test func `no two rows of a key have the same bits`() {
        let rows = Array(Int64(-1000)...1000) + [.min, .max, 1 << 40]
        #expect(Set(rows.map(key.bits)).count == rows.count)
    }

    @Test func `every bit is set in half of the rows`() {
        var counts = [Int](repeating: 0, count: 64)
        for row in Int64(0)..<2000 {
            let bits = key.bits(row)
            for position in 0..<64 where bits >> position & 1 == 1 { counts[position] += 1 }
        }
        // Five standard deviations are 112.
        #expect(counts.first { abs($0 - 1000) > 112 } == nil)
    }

    @Test(arguments: [1, 2, 3, 10, 100, Int(Int32.max), Int.max])
    func `an index is below its bound, every one as likely`(bound: Int) {
        let indexes = (Int64(0)..<2000).map { key.index($0, below: bound) }
        #expect(indexes.first { !(0..<bound).contains($0) } == nil)
        let lowerHalf = indexes.filter { $0 < bound / 2 }.count
        let expected = 2000 * Double(bound / 2) / Double(bound)
        #expect(abs(Double(lowerHalf) - expected) <= 112)
    }

    @Test func `a unit is at least 0 and less than 1`() {
        let units = (Int64(0)..<2000).map(key.unit)
        #expect(units.first { !(0..<1).contains($0) } == nil)
        #expect(abs(units.reduce(0, +) / 2000 - 0.5) < 0.033)
    }

    @Test func `streams of a key are independent`() {
        let rows = Int64(0)..<2000
        let first = key.stream(0)
        let second = key.stream(1)
        let agreeing = rows.reduce(0) { $0 + (first.bits($1) ^ second.bits($1)).nonzeroBitCount }
        #expect(abs(agreeing - 64_000) < 900)
    }
}
