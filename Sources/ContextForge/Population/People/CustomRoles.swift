import Rows

/// Custom roles for members of teams: a handful, with names unique to the seed.
///
/// Each membership has exactly one role in its team; for a share of those that are not the owner's
/// it is a custom role in place of the gateway's `viewer`. Every custom role inherits from `viewer`,
/// so it grants at least as much.
struct CustomRoles: Sendable {
    private static let countMax: Int64 = 4
    /// Share of the members that have one, in percent.
    private static let memberPercent: UInt64 = 10
    /// Administrators among whom the first is taken for the creator.
    private static let candidateCountMax: Int64 = 8

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

    /// Number of roles: none where there is no administrator, who alone may create them.
    let count: Int64
    /// The administrator who created the roles and grants them.
    let creator: Int64
    /// When they were created, in microseconds since 1970.
    let created: Int64
    let identifiers: IdentifierKey
    private let code: UInt64
    private let choice: CellKey

    init(_ population: Population) {
        let admins = population.admins
        let candidates = (0..<min(admins.count, CustomRoles.candidateCountMax))
            .map(admins.index(rank:))
        count = candidates.isEmpty ? 0 : CustomRoles.countMax
        // Users are numbered in the order in which they sign up.
        creator = candidates.min() ?? 0
        created = population.userCreated(creator)
        identifiers = Population.identifiers(
            "roles",
            rowCount: CustomRoles.countMax,
            population.configuration
        )
        code = population.key("roles", "name").bits(0)
        choice = population.key("user_roles", "role_id")
    }

    /// The role of a member who joined a team at a moment; nil for those with the gateway's own.
    func role(ofMember member: Int64, joined: Int64) -> Int64? {
        guard count > 0, joined >= created,
            choice.bits(member) % 100 < CustomRoles.memberPercent
        else { return nil }
        return Int64(choice.stream(1).index(member, below: Int(count)))
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
