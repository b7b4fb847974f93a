import Testing

@testable import ContextForge
@testable import Rows

@Suite struct PeopleNamesTests {
    private let names = PeopleNames.census

    /// The bearers of all slots, for one phase.
    private func bearers(_ slotCount: UInt64) -> [NameBearer] {
        let phase = sampleKey.bits(Int64(slotCount))
        return (0..<slotCount).map { names.bearer(of: $0, among: slotCount, phase: phase) }
    }

    @Test func `names are ASCII letters with a capital`() {
        for name in names.given.words + names.family.words {
            #expect(name.wholeMatch(of: /(Mc)?[A-Z][a-z]+/) != nil, "\(name)")
        }
        #expect(names.family.words.contains("McDonald"))
        #expect(names.family.count == 1500)
    }

    @Test func `no name is listed twice, not even in lower case`() {
        for words in [names.given.words, names.family.words] {
            #expect(Set(words.map { $0.lowercased() }).count == words.count)
        }
        // 400 of women and 300 of men, 11 of which are in both lists.
        #expect(names.given.count == 689)
    }

    @Test(arguments: [1, 2, 10, 999, 60_000] as [UInt64])
    func `no two slots have the same bearer`(slotCount: UInt64) {
        let found = bearers(slotCount)
        #expect(Set(found).count == found.count)
        // Numbers are consecutive: as many bearers of a name as its highest number says.
        var counts: [Person: UInt64] = [:]
        var highest: [Person: UInt64] = [:]
        for bearer in found {
            counts[bearer.person, default: 0] += 1
            highest[bearer.person] = max(highest[bearer.person] ?? 0, bearer.number)
        }
        #expect(counts.allSatisfy { highest[$0.key] == $0.value - 1 })
    }

    @Test func `names are as frequent as in the census, those of women and of men each half`() {
        let slotCount = 40_000.0
        var given = [Double](repeating: 0, count: names.given.count)
        var family = [Double](repeating: 0, count: names.family.count)
        for bearer in bearers(UInt64(slotCount)) {
            given[Int(bearer.person.given)] += 1
            family[Int(bearer.person.family)] += 1
        }
        for (words, counts, lists, tolerance) in [
            (names.family.words, family, [CensusNames.family], 1.01),
            // Rounded in each family anew, so not to a whole number in total.
            (names.given.words, given, [CensusNames.femaleGiven, CensusNames.maleGiven], 40),
        ] {
            var wanted: [String: Double] = [:]
            for list in lists {
                let entries = list.split(separator: " ").map { $0.split(separator: ":") }
                let weights = entries.compactMap { Double($0[1]) }
                let sum = weights.reduce(0, +) * Double(lists.count)
                for (entry, weight) in zip(entries, weights) {
                    wanted[String(entry[0]), default: 0] += weight / sum * slotCount
                }
            }
            #expect(wanted.count == words.count)
            for (word, count) in zip(words, counts) {
                #expect(abs(count - (wanted[word] ?? 0)) < tolerance, "\(word)")
            }
        }
    }

    @Test func `families with one bearer each have different given names`() {
        // 1500 slots: most families have one slot or none.
        let found = bearers(1500)
        #expect(Set(found.map(\.person.given)).count > 300)
    }

    @Test func `a name is written in full and in lower case`() {
        for bearer in bearers(200) {
            let name = sample(0) { _, writer in names.appendFullName(bearer.person, into: &writer) }
            let lower = sample(0) { _, writer in
                names.appendGivenLower(bearer.person, into: &writer)
                writer.append(0x20)
                names.appendFamilyLower(bearer.person, into: &writer)
            }
            #expect(lower == name.lowercased())
        }
    }
}
