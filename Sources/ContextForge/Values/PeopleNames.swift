import Rows

/// A person's name, as two indexes into ``PeopleNames``.
package struct Person: Sendable, Hashable {
    /// Index of the given name.
    package let given: Int32
    /// Index of the family name.
    package let family: Int32
}

/// A name, and which of the people with that name is meant.
package struct NameBearer: Sendable, Hashable {
    /// The name.
    package let person: Person
    /// 0 for the first bearer of the name, 1 for the second, ….
    package let number: UInt64
}

/// Names of people, as frequent as they are in the 1990 United States Census.
///
/// Half of the people are women. All names are ASCII letters.
package struct PeopleNames: Sendable {
    /// The one set of names; built on first use, never freed.
    package static let census = PeopleNames()

    /// Given names, women's first; a name that both have is listed once.
    package let given: WordList
    /// Family names.
    package let family: WordList
    private let givenLower: WordList
    private let familyLower: WordList
    private let givenShares: CumulativeShares
    private let familyShares: CumulativeShares

    private init() {
        let givenNames = PeopleNames.merged(
            PeopleNames.parse(CensusNames.femaleGiven),
            PeopleNames.parse(CensusNames.maleGiven)
        )
        let familyNames = PeopleNames.parse(CensusNames.family)
        given = PeopleNames.list(givenNames.map(\.name))
        givenLower = PeopleNames.list(givenNames.map { $0.name.lowercased() })
        givenShares = CumulativeShares(givenNames.map(\.weight))
        family = PeopleNames.list(familyNames.map(\.name))
        familyLower = PeopleNames.list(familyNames.map { $0.name.lowercased() })
        familyShares = CumulativeShares(familyNames.map(\.weight))
    }

    /// The bearer of a slot when `slotCount` slots are divided among all names.
    ///
    /// The slots are divided among the family names, then the slots of each family among the given
    /// names, both in proportion to the weights. No two slots have the same bearer. `phase` is
    /// random bits that decide which names get a slot where slots are few.
    ///
    /// - Precondition: `slot` is below `slotCount`, which is 1 to
    ///   ``CumulativeShares/slotCountMax``.
    @inline(__always)
    package func bearer(of slot: UInt64, among slotCount: UInt64, phase: UInt64) -> NameBearer {
        let family = familyShares.place(of: slot, among: slotCount, phase: phase)
        // A different phase for each family, or all families with few slots would have the same
        // given names. Multiples of the golden ratio spread the phases evenly.
        let turn = UInt64(family.share &+ 1) &* 0x9E37_79B9_7F4A_7C15
        let given = givenShares.place(
            of: family.position,
            among: family.slotCount,
            phase: phase &+ turn >> 36
        )
        return NameBearer(
            person: Person(
                given: Int32(truncatingIfNeeded: given.share),
                family: Int32(truncatingIfNeeded: family.share)
            ),
            number: given.position
        )
    }

    /// Writes `Given Family`.
    @inline(__always)
    package func appendFullName(_ person: Person, into writer: inout ByteWriter) {
        writer.append(given[Int(person.given)])
        writer.append(0x20)
        writer.append(family[Int(person.family)])
    }

    /// Writes the given name in lower case, as in an address.
    @inline(__always)
    package func appendGivenLower(_ person: Person, into writer: inout ByteWriter) {
        writer.append(givenLower[Int(person.given)])
    }

    /// Writes the family name in lower case, as in an address.
    @inline(__always)
    package func appendFamilyLower(_ person: Person, into writer: inout ByteWriter) {
        writer.append(familyLower[Int(person.family)])
    }

    /// Splits `Name:weight` words.
    private static func parse(_ source: String) -> [(name: String, weight: Double)] {
        source.split(separator: " ").map { entry in
            let parts = entry.split(separator: ":")
            guard parts.count == 2, let weight = Double(parts[1]) else {
                preconditionFailure("a census name is not followed by a weight")
            }
            return (String(parts[0]), weight)
        }
    }

    /// The names of both lists; each list has half of the total weight.
    private static func merged(
        _ first: [(name: String, weight: Double)],
        _ second: [(name: String, weight: Double)]
    ) -> [(name: String, weight: Double)] {
        var result: [(name: String, weight: Double)] = []
        var places: [String: Int] = [:]
        for list in [first, second] {
            let sum = list.reduce(0) { $0 + $1.weight }
            for entry in list {
                if let place = places[entry.name] {
                    result[place].weight += entry.weight / sum
                } else {
                    places[entry.name] = result.count
                    result.append((entry.name, entry.weight / sum))
                }
            }
        }
        return result
    }

    private static func list(_ names: [String]) -> WordList {
        WordList(names.joined(separator: " "), separator: " ")
    }
}
