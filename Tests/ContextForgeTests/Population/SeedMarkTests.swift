import Testing

@testable import ContextForge
@testable import Rows

@Suite struct SeedMarkTests {
    /// Initials and number of a bearer of a name.
    private func mark(_ seed: UInt64, name: UInt64 = 0, bearer: UInt64 = 0) -> String {
        let mark = SeedMark(seed: seed)
        return sample(0) { _, writer in
            let rest = mark.appendInitials(mark.tag(ofName: name), into: &writer)
            writer.append(0x2E)
            mark.appendNumber(rest, bearer: bearer, into: &writer)
        }
    }

    @Test(arguments: [0, 1, 1_049_999, .max] as [UInt64])
    func `no two seeds below 1000 have the same mark for a name, whoever bears it`(name: UInt64) {
        var marks: Set<String> = []
        for seed in UInt64(0)..<1000 {
            for bearer in UInt64(0)..<5 {
                marks.insert(mark(seed, name: name, bearer: bearer))
            }
        }
        #expect(marks.count == 5000)
    }

    @Test func `no two seeds below 1,000,000 have the same mark for a name`() {
        let seeds = Array(UInt64(1000)..<6000) + Array(UInt64(995_000)..<1_000_000)
        #expect(Set(seeds.map { mark($0) }).count == seeds.count)
        #expect(seeds.allSatisfy { mark($0).wholeMatch(of: /(\.[a-y]){2}\.[0-9]{0,4}/) != nil })
    }

    @Test func `each band has its number of initials and its length of numbers`() {
        for name in UInt64(0)..<500 {
            #expect(mark(42, name: name) == ".")
            for seed in [0, 7, 19] as [UInt64] {
                #expect(mark(seed, name: name).wholeMatch(of: /\.[a-y]\./) != nil)
            }
            for seed in [20, 43, 999] as [UInt64] {
                #expect(mark(seed, name: name).wholeMatch(of: /\.[a-y]\.[0-9]{1,2}/) != nil)
            }
            for seed in [1_000_000, 20_260_601, .max] as [UInt64] {
                #expect(mark(seed, name: name).wholeMatch(of: /(\.[a-y]){3}\.[0-9]{0,7}/) != nil)
            }
        }
    }

    @Test func `bearers are numbered from the tag on`() {
        #expect((0..<4).map { mark(42, bearer: $0) } == [".", ".2", ".3", ".4"])
        #expect(mark(7, bearer: 1).hasSuffix(".51"))
        let numbers = (0..<3).compactMap { Int(mark(43, bearer: $0).dropFirst(3)) }
        #expect(numbers.count == 3 && numbers[1] - numbers[0] == 50)
        #expect(numbers.count == 3 && numbers[2] - numbers[1] == 50)
    }

    @Test func `names of one seed have different tags`() {
        for (seed, countMin) in [(7, 20), (43, 850), (2026, 1990), (.max, 2000)] as [(UInt64, Int)]
        {
            let tags = (UInt64(0)..<2000).map { SeedMark(seed: seed).tag(ofName: $0) }
            #expect(Set(tags).count >= min(countMin, 2000), "seed \(seed)")
        }
    }
}
