/// A person's name, as two indexes into ``PeopleNames``.
package struct Person: Sendable, Hashable {
    /// Index of the given name.
    package let given: Int32
    /// Index of the family name.
    package let family: Int32
}

/// Names of people, as frequent as they are in the 1990 United States Census.
///
/// Half of the given names are women's. All names are ASCII letters.
package struct PeopleNames: Sendable {
    /// The one set of names; built on first use, never freed.
    package static let census = PeopleNames()

    /// Given names, women's first.
    package let given: WordList
    /// Family names.
    package let family: WordList
    private let givenLower: WordList
    private let familyLower: WordList
    private let givenChoice: WeightedChoice
    private let familyChoice: WeightedChoice

    private init() {
        let women = PeopleNames.parse(CensusNames.femaleGiven)
        let men = PeopleNames.parse(CensusNames.maleGiven)
        let families = PeopleNames.parse(CensusNames.family)
        let womenSum = women.weights.reduce(0, +)
        let menSum = men.weights.reduce(0, +)
        let givenNames = women.names + " " + men.names
        given = WordList(givenNames, separator: " ")
        givenLower = WordList(givenNames.lowercased(), separator: " ")
        givenChoice = WeightedChoice(
            women.weights.map { $0 / womenSum } + men.weights.map { $0 / menSum }
        )
        family = WordList(families.names, separator: " ")
        familyLower = WordList(families.names.lowercased(), separator: " ")
        familyChoice = WeightedChoice(families.weights)
        precondition(
            given.count == givenChoice.count && family.count == familyChoice.count,
            "every name needs a weight"
        )
    }

    /// The person that 64 uniform bits choose.
    @inline(__always)
    package func person(_ bits: UInt64) -> Person {
        Person(
            given: Int32(truncatingIfNeeded: givenChoice.index(bits)),
            family: Int32(
                truncatingIfNeeded: familyChoice.index(CellKey.mix(bits ^ 0x6A09_E667_F3BC_C909))
            )
        )
    }

    /// Writes `Given Family`.
    @inline(__always)
    package func appendFullName(_ person: Person, into writer: inout ByteWriter) {
        writer.append(given[Int(person.given)])
        writer.append(0x20)
        writer.append(family[Int(person.family)])
    }

    /// Writes the given name.
    @inline(__always)
    package func appendGiven(_ person: Person, into writer: inout ByteWriter) {
        writer.append(given[Int(person.given)])
    }

    /// Writes the family name.
    @inline(__always)
    package func appendFamily(_ person: Person, into writer: inout ByteWriter) {
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

    /// Writes `given.family`, the beginning of an address.
    @inline(__always)
    package func appendMailbox(_ person: Person, into writer: inout ByteWriter) {
        appendGivenLower(person, into: &writer)
        writer.append(0x2E)
        appendFamilyLower(person, into: &writer)
    }

    /// Splits `Name:weight` words into the names, separated by blanks, and the weights.
    private static func parse(_ source: String) -> (names: String, weights: [Double]) {
        var names = ""
        var weights: [Double] = []
        for entry in source.split(separator: " ") {
            let parts = entry.split(separator: ":")
            guard parts.count == 2, let weight = Double(parts[1]) else {
                preconditionFailure("a census name is not followed by a weight")
            }
            if !names.isEmpty { names += " " }
            names += parts[0]
            weights.append(weight)
        }
        return (names, weights)
    }
}
