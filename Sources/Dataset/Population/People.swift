/// The users: what they are called, and their addresses.
struct People: Sendable {
    private let nameKey: CellKey
    private let names = PeopleNames.census
    private let usesRealNames: Bool
    private let domain: WordList
    /// Gives every address a number of its own.
    ///
    /// Spread over 32 bits rather than counted, so that datasets of two seeds can stand in one
    /// database: the same number hardly ever meets the same name.
    private let numbers: Permutation

    init(_ configuration: DatasetConfiguration) {
        let seed = configuration.seed
        nameKey = CellKey(seed: seed, table: "email_users", purpose: "full_name")
        usesRealNames = configuration.usesRealNames
        domain = WordList("@" + configuration.emailDomain)
        numbers = Permutation(
            count: 1 << 32,
            key: CellKey(seed: seed, table: "email_users", purpose: "email")
        )
    }

    /// Writes `Given Family`, or `User 1`, `User 2`, ….
    @inline(__always)
    func appendFullName(_ user: Int64, into writer: inout ByteWriter) {
        if usesRealNames {
            names.appendFullName(names.person(nameKey.bits(user)), into: &writer)
        } else {
            writer.append("User ")
            writer.append(decimal: UInt64(user) + 1)
        }
    }

    /// Writes `given.family.N@domain`, lower case; unique within a dataset through its number.
    @inline(__always)
    func appendEmail(_ user: Int64, into writer: inout ByteWriter) {
        if usesRealNames {
            let person = names.person(nameKey.bits(user))
            names.appendGivenLower(person, into: &writer)
            writer.append(0x2E)
            names.appendFamilyLower(person, into: &writer)
        } else {
            writer.append("user")
        }
        writer.append(0x2E)
        writer.append(decimal: UInt64(numbers(user)))
        writer.append(domain[0])
    }
}
