import Testing

@testable import ContextForge
@testable import Rows

/// The addresses and names of users.
@Suite struct MailboxesTests {
    private func mailboxes(
        _ seed: UInt64,
        _ count: Int64,
        numbered word: StaticString? = nil
    ) -> Mailboxes {
        let key = CellKey(seed: seed, table: "email_users", purpose: "full_name")
        return Mailboxes(count: count, key: key, seed: seed, numbered: word)
    }

    private func localParts(
        _ seed: UInt64,
        _ count: Int64,
        numbered word: StaticString? = nil
    ) -> [String] {
        let mailboxes = mailboxes(seed, count, numbered: word)
        return (0..<count).map { sample($0) { mailboxes.appendLocalPart($0, into: &$1) } }
    }

    /// The slug of a local part, which is a part of the slug of a personal team.
    private func slug(_ localPart: String) -> String {
        sample(0) { _, writer in
            var text = localPart
            text.withUTF8 { Slug.append(of: UnsafeRawBufferPointer($0), into: &writer) }
        }
    }

    @Test(arguments: [42, 7, 43, 123_456, .max] as [UInt64])
    func `no two of 200,000 users have the same address or slug`(seed: UInt64) {
        let parts = localParts(seed, 200_000)
        #expect(Set(parts.map(slug)).count == parts.count)
        let numbered = localParts(seed, 10_000, numbered: "user")
        #expect(Set(numbered.map(slug)).count == numbered.count)
    }

    @Test(arguments: [false, true])
    func `no two seeds have an address or slug in common`(isNumbered: Bool) {
        let bands: [UInt64] = [
            0, 1000, 1001, 2026, 500_000, 999_999, 1_000_000, 1_000_001, 20_260_601, .max,
        ]
        var slugs: Set<String> = []
        var count = 0
        for seed in Array(1...50) + [999] + bands {
            let parts = localParts(seed, 2000, numbered: isNumbered ? "user" : nil)
            slugs.formUnion(parts.map(slug))
            count += parts.count
        }
        #expect(slugs.count == count)
    }

    @Test func `with the default seed most addresses are a name alone`() {
        let parts = localParts(DatasetConfiguration.defaultSeed, 10_000)
        let bare = parts.filter { $0.wholeMatch(of: /[a-z]+\.[a-z]+/) != nil }
        #expect(bare.count > 9000)
        let others = parts.filter { $0.wholeMatch(of: /[a-z]+\.[a-z]+[2-9]/) != nil }
        #expect(bare.count + others.count == parts.count)
    }

    @Test(arguments: [42, 1, 7, 19, 20, 43, 999, 2026] as [UInt64])
    func `at least 90 % of the addresses of small seeds have at most four digits`(seed: UInt64) {
        for count in [10, 10_000, 100_000] as [Int64] {
            let short = localParts(seed, count).filter { part in
                part.utf8.filter { (0x30...0x39).contains($0) }.count <= 4
            }
            #expect(Int64(short.count) * 10 >= count * 9)
        }
    }

    @Test(arguments: [42, 7, 43, 123_456, .max] as [UInt64])
    func `an address is its owner's name in lower case with the seed's mark`(seed: UInt64) {
        let mailboxes = mailboxes(seed, 5000)
        for index in Int64(0)..<500 {
            let part = sample(index) { mailboxes.appendLocalPart($0, into: &$1) }
            let name = sample(index) { mailboxes.appendFullName($0, into: &$1) }
            let words = part.split(separator: ".")
            #expect(words.allSatisfy { !$0.isEmpty })
            let family = words.last?.prefix { $0.isLetter }
            #expect("\(words[0]) \(family ?? "")" == name.lowercased())
        }
    }

    @Test func `local parts have at most 64 letters, digits and dots, however many people`() {
        let largest = Int64(CumulativeShares.slotCountMax)
        for seed in [0, 42, 43, 2026, .max] as [UInt64] {
            for word in [nil, "user"] as [StaticString?] {
                let mailboxes = mailboxes(seed, largest, numbered: word)
                for index in Array(Int64(0)..<200) + Array(largest - 200..<largest) {
                    let part = sample(index) { mailboxes.appendLocalPart($0, into: &$1) }
                    #expect(part.utf8.count <= 64, "\(part)")
                    #expect(part.wholeMatch(of: /[a-z]+[0-9]*(\.[a-z]+[0-9]*)*/) != nil, "\(part)")
                }
            }
        }
        let names = PeopleNames.census
        // Three initials, four dots and a number of 17 digits.
        #expect(names.given.byteCountMax + names.family.byteCountMax + 24 <= 64)
    }

    @Test(arguments: [42, 43, .max] as [UInt64])
    func `family names are as frequent as in the census, whatever the seed`(seed: UInt64) {
        let parts = localParts(seed, 10_000)
        // Smith and Johnson have 1006 and 810 of the list's 48,350.
        for (name, count) in [("smith", 208), ("johnson", 167)] {
            let found = parts.filter { part in
                part.split(separator: ".").last?.prefix { $0.isLetter } ?? "" == name
            }
            #expect((count...count + 1).contains(found.count), "\(name)")
        }
    }

    @Test func `there may be no people at all`() {
        _ = mailboxes(42, 0)
    }
}
