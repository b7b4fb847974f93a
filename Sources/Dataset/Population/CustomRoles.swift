/// The roles that an administrator defined for members of teams: a handful, with names that no real
/// role and no other seed has.
///
/// Some members have one of them in place of the gateway's `viewer`, as in a gateway whose default
/// role for members (`DEFAULT_TEAM_MEMBER_ROLE`) was changed for a while. Each inherits from
/// `viewer`, so its members may do no less than the others.
struct CustomRoles: Sendable {
    /// Number of roles.
    static let count: Int64 = 4
    /// Share of the members that have one, in percent.
    private static let memberPercent = 10

    private static let names = WordList(
        "tool_builder prompt_editor resource_curator agent_operator",
        separator: " "
    )
    private static let descriptions = WordList(
        """
        Publishes and maintains the tools of a team
        Writes and maintains the prompts of a team
        Keeps the resources of a team up to date
        Registers and runs the agents of a team
        """
    )
    /// What each role permits beyond `viewer`, as the gateway writes JSON.
    private static let permissions = WordList(
        """
        ["tools.create", "tools.update", "tools.delete"]
        ["prompts.create", "prompts.update", "prompts.delete"]
        ["resources.create", "resources.update", "resources.delete"]
        ["a2a.create", "a2a.update", "a2a.invoke"]
        """
    )

    /// The user who defined the roles.
    let creator: Int64
    /// When they were defined, in microseconds since 1970.
    let created: Int64
    let identifiers: IdentifierKey
    private let code: UInt64
    private let choice: CellKey

    init(_ population: Population) {
        let candidates = (0..<min(population.admins.count, 8)).map(population.admins.index(rank:))
        creator = candidates.min { population.userCreated($0) < population.userCreated($1) } ?? 0
        created = population.userCreated(creator)
        identifiers = Population.identifiers("roles", CustomRoles.count, population.configuration)
        code = population.key("roles", "name").bits(0)
        choice = population.key("user_roles", "role_id")
    }

    /// The role of a member who joined a team at a moment; nil for those with the gateway's own.
    func role(ofMember member: Int64, joined: Int64) -> Int64? {
        guard joined >= created else { return nil }
        let draw = choice.index(member, below: 100 * Int(CustomRoles.count))
        let role = draw / 100
        return draw % 100 < CustomRoles.memberPercent ? Int64(role) : nil
    }

    func appendName(_ row: Int64, into writer: inout ByteWriter) {
        writer.append(CustomRoles.names[Int(row)])
        writer.append(0x5F)
        HexDigits.append(code, byteCount: 4, into: &writer)
    }

    func appendDescription(_ row: Int64, into writer: inout ByteWriter) {
        writer.append(CustomRoles.descriptions[Int(row)])
    }

    func appendPermissions(_ row: Int64, into writer: inout ByteWriter) {
        writer.append(CustomRoles.permissions[Int(row)])
    }
}
