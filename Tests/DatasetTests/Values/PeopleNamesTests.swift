import Testing

@testable import Dataset

@Suite struct PeopleNamesTests {
    private let names = PeopleNames.census

    @Test func `names are ASCII letters with a capital`() {
        for name in names.given.words + names.family.words {
            #expect(name.wholeMatch(of: /(Mc)?[A-Z][a-z]+/) != nil, "\(name)")
        }
        #expect(names.family.words.contains("McDonald"))
        #expect(names.given.count == 700)
        #expect(names.family.count == 1500)
        #expect(Set(names.family.words).count == 1500)
    }

    @Test func `names are as frequent as in the census, half of them women's`() {
        let drawCount = 40_000
        var women = 0
        var maryCount = 0
        var smithCount = 0
        for row in 0..<Int64(drawCount) {
            let person = names.person(sampleKey.bits(row))
            if person.given < 400 { women += 1 }
            if person.given == 0 { maryCount += 1 }
            if person.family == 0 { smithCount += 1 }
        }
        #expect(abs(Double(women) / Double(drawCount) - 0.5) < 0.0125)
        // Mary: 2.629 % of all women, 3.3 % of those in the list; Smith 1.006 %, 2 % in the list.
        #expect((0.0135...0.02).contains(Double(maryCount) / Double(drawCount)))
        #expect((0.0155...0.023).contains(Double(smithCount) / Double(drawCount)))
    }

    @Test func `a mailbox is the full name in lower case with a dot`() {
        for row in Int64(0)..<200 {
            let person = names.person(sampleKey.bits(row))
            let name = sample(row) { _, writer in names.appendFullName(person, into: &writer) }
            let mailbox = sample(row) { _, writer in names.appendMailbox(person, into: &writer) }
            let parts = sample(row) { _, writer in
                names.appendGiven(person, into: &writer)
                writer.append(0x20)
                names.appendFamily(person, into: &writer)
            }
            #expect(mailbox == name.lowercased().replacing(" ", with: "."))
            #expect(parts == name)
        }
    }
}
