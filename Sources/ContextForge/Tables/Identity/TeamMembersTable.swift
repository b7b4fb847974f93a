import Rows

/// `email_team_members`: the members of each team, its creator first.
package struct TeamMembersTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.population.memberIdentifiers },
        .text(.required("team_id", .text(lengthMax: 36))) { table, _, member, writer in
            table.population.teamIdentifiers.appendHex(member.team, into: &writer)
        },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, member, writer in
            table.population.people.appendEmail(member.user, into: &writer)
        },
        .text(.required("role", .text(lengthMax: 50))) { _, _, member, writer in
            writer.append(member.isOwner ? "owner" : "member")
        },
        .integers(.required("joined_at", .timestamp)) { _, _, member in member.joined },
        .optionalText(.optional("invited_by", .text(lengthMax: 255))) {
            (table, _, member, writer) in
            if member.isCreator { return false }
            let creator = member.team / table.population.teamsPerUser
            table.population.people.appendEmail(creator, into: &writer)
            return true
        },
        .booleans(.required("is_active", .boolean)) { _, _, member in member.isActive },
        .optionalText(.optional("grant_source", .text(lengthMax: 50))) {
            (table, row, member, writer) in
            let choice = table.sourceKey.bits(row) % 20
            writer.append(choice == 0 ? "sso" : "manual")
            return !member.isCreator && choice < 4
        },
    ]

    package static let definition = TableDefinition(
        name: "email_team_members",
        component: "team_members",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("uq_team_member", ["team_id", "user_email"])],
        references: [
            TableDefinition.Reference("team_id", to: "email_teams", key: "id"),
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
            TableDefinition.Reference("invited_by", to: "email_users", key: "email"),
        ],
        creationColumn: "joined_at",
        childCount: TableDefinition.ChildCount(
            .membersPerTeam,
            by: "team_id",
            of: .those(where: "NOT counted.\"is_personal\"")
        )
    )

    /// What the columns of a member share.
    package struct Shared: BitwiseCopyable {
        let team: Int64
        let user: Int64
        /// Whether the user created the team.
        let isCreator: Bool
        /// Whether the user owns the team, as its creator and a few others do.
        let isOwner: Bool
        let isActive: Bool
        /// When the user joined the team.
        let joined: Int64
    }

    private let population: Population
    private let membership: Membership
    private let sourceKey: CellKey

    package init(_ population: Population) {
        self.population = population
        membership = population.membership
        sourceKey = population.key("email_team_members", "grant_source")
    }

    package var rowCount: Int64 { population.members.rowCount }

    package var parents: ParentCounts? { population.additionalTeams.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        var place = population.members.place(of: batch.rows.lowerBound)
        for index in 0..<batch.rowCount {
            if index > 0 { population.members.advance(&place) }
            let row = batch.rows.lowerBound + Int64(index)
            let user = membership.user(place)
            shared[index] = Shared(
                team: place.parent,
                user: user,
                isCreator: place.ordinal == 0,
                isOwner: membership.isOwner(place, row: row),
                isActive: membership.isActive(place, row: row),
                joined: membership.joined(place, row: row, user: user)
            )
        }
    }
}

extension CountKey {
    /// Members of an additional team, its creator included.
    package static let membersPerTeam = CountKey(
        "members_per_team",
        "Members of an additional team, its creator included",
        1...100,
        mean: nil,
        lowerBound: 1,
        shapes: [.powerLaw, .normal, .uniform]
    )
}
