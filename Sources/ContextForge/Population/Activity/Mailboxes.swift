import Rows

/// A fixed number of people, each with a name and a local part (what an address has before the
/// `@`).
///
/// Local parts are unique: no two of these people have both the same name and the same bearer
/// number, and a ``SeedMark`` tells them from the people of other seeds.
struct Mailboxes: Sendable {
    private let names = PeopleNames.census
    /// What people are called when they are numbered; nil when they have names.
    private let word: StaticString?
    private let mark: SeedMark
    /// Gives each person a slot; neighbouring slots have the same name.
    private let slots: FittedPermutation
    private let phase: UInt64

    /// The mailboxes of `count` people.
    ///
    /// - Parameters:
    ///   - count: Number of people, 0 to ``CumulativeShares/slotCountMax``.
    ///   - key: Decides who has which name.
    ///   - seed: The seed of the dataset.
    ///   - word: If given, people are numbered (`user1`, `user2`) instead of named.
    init(count: Int64, key: CellKey, seed: UInt64, numbered word: StaticString? = nil) {
        precondition(
            count <= Int64(CumulativeShares.slotCountMax),
            "there are more people than slots"
        )
        self.word = word
        mark = SeedMark(seed: seed)
        slots = FittedPermutation(count: max(count, 1), key: key)
        phase = key.stream(3).bits(0)
    }

    /// Writes `Given Family`.
    @inline(__always)
    func appendFullName(_ index: Int64, into writer: inout ByteWriter) {
        names.appendFullName(bearer(index).person, into: &writer)
    }

    /// Writes the local part: `given.family` or the word and a number, with the seed's mark.
    @inline(__always)
    func appendLocalPart(_ index: Int64, into writer: inout ByteWriter) {
        if let word {
            writer.append(word)
            writer.append(decimal: UInt64(index) + 1)
            let rest = mark.appendInitials(mark.tag(ofName: UInt64(index)), into: &writer)
            mark.appendNumber(rest, bearer: 0, into: &writer)
            return
        }
        let bearer = bearer(index)
        names.appendGivenLower(bearer.person, into: &writer)
        let name = UInt64(bearer.person.given) << 32 | UInt64(bearer.person.family)
        let rest = mark.appendInitials(mark.tag(ofName: name), into: &writer)
        writer.append(0x2E)
        names.appendFamilyLower(bearer.person, into: &writer)
        mark.appendNumber(rest, bearer: bearer.number, into: &writer)
    }

    @inline(__always)
    private func bearer(_ index: Int64) -> NameBearer {
        names.bearer(of: UInt64(slots(index)), among: UInt64(slots.count), phase: phase)
    }
}
