import Rows

extension Invariant {
    /// What must hold between teams, their members and their members' objects.
    static let gateway =
        [teamsHaveOwners]
        + Catalogue.gatewayDefinitions.filter(isOwned).map { ownersAreMembers($0.name) }

    private static let users = UsersTable.definition.name
    private static let members = TeamMembersTable.definition.name

    private static let teamsHaveOwners = Invariant(
        "\(TeamsTable.definition.name) without an owner",
        in: TeamsTable.definition.name,
        with: [members],
        breaksWhere: { name in
            """
            NOT EXISTS (SELECT 1 FROM \(name(members)) AS member
                WHERE member.team_id = broken.id AND member.role = 'owner')
            """
        },
        // The gateway leaves deleted teams in their table.
        enforcedWhere: { _ in "broken.\"is_active\"" }
    )

    private static func isOwned(_ table: TableDefinition) -> Bool {
        table.references.contains { $0.column == "owner_email" }
    }

    private static func ownersAreMembers(_ table: String) -> Invariant {
        Invariant(
            "\(table) whose owner is not in the team",
            in: table,
            with: [members, users],
            breaksWhere: { name in
                """
                NOT EXISTS (SELECT 1 FROM \(name(members)) AS member
                    WHERE member.team_id = broken.team_id
                    AND member.user_email = broken.owner_email)
                """
            },
            of: ["team_id", "owner_email"],
            // Objects need neither owner nor team, and administrators may put theirs into any team.
            enforcedWhere: { name in
                """
                broken."team_id" IS NOT NULL AND broken."owner_email" IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM \(name(users)) AS administrator
                        WHERE administrator."email" = broken."owner_email"
                        AND administrator."is_admin")
                """
            }
        )
    }
}
