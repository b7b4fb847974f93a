import Rows

/// The users: what they are called, and their addresses.
struct People: Sendable {
    private let mailboxes: Mailboxes
    private let usesRealNames: Bool
    private let domain: WordList

    init(_ configuration: DatasetConfiguration) {
        let seed = configuration.seed
        usesRealNames = configuration.usesRealNames
        domain = WordList("@" + configuration.emailDomain)
        mailboxes = Mailboxes(
            count: configuration.userCount,
            key: CellKey(seed: seed, table: "email_users", purpose: "full_name"),
            seed: seed,
            numbered: usesRealNames ? nil : "user"
        )
    }

    /// Writes `Given Family`, or `User 1`, `User 2`, ….
    @inline(__always)
    func appendFullName(_ user: Int64, into writer: inout ByteWriter) {
        if usesRealNames {
            mailboxes.appendFullName(user, into: &writer)
        } else {
            writer.append("User ")
            writer.append(decimal: UInt64(user) + 1)
        }
    }

    /// Writes `given.family@domain`, lower case; unique within a dataset and, through the seed's
    /// mark, among datasets of different seeds.
    @inline(__always)
    func appendEmail(_ user: Int64, into writer: inout ByteWriter) {
        mailboxes.appendLocalPart(user, into: &writer)
        writer.append(domain[0])
    }
}
