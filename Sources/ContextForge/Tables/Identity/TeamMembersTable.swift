import Rows

/// `email_team_members`: the members of each team, its creator first.
package struct TeamMembersTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "email_team_members",
        component: "team_members",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("team_id", .text(lengthMax: 36)),
            .required("user_email", .text(lengthMax: 255)),
            .required("role", .text(lengthMax: 50)),
            .required("joined_at", .timestamp),
            .optional("invited_by", .text(lengthMax: 255)),
            .required("is_active", .boolean),
            .optional("grant_source", .text(lengthMax: 50)),
        ],
        uniqueKeys: [TableDefinition.UniqueKey("uq_team_member", ["team_id", "user_email"])],
        references: [
            TableDefinition.Reference("team_id", "email_teams", "id"),
            TableDefinition.Reference("user_email", "email_users", "email"),
            TableDefinition.Reference("invited_by", "email_users", "email"),
        ],
        creationColumn: "joined_at",
        childCount: TableDefinition.ChildCount(.membersPerTeam, by: "team_id", of: .those(where: "NOT \"is_personal\""))
    )

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

    package func fill(_ batch: ColumnBatch) {
        let team = batch.lane(.parent)
        let ordinal = batch.lane(.ordinal)
        let user = batch.lane(.owner)
        let joined = batch.lane(.created)
        let isOwner = batch.lane(.choice)
        let isActive = batch.lane(.siblings)
        var place = population.members.place(of: batch.rows.lowerBound)
        for index in 0..<batch.rowCount {
            if index > 0 { population.members.advance(&place) }
            team[index] = place.parent
            ordinal[index] = place.ordinal
            user[index] = membership.user(place)
            let row = batch.rows.lowerBound + Int64(index)
            joined[index] = membership.joined(place, row: row, user: user[index])
            isOwner[index] = membership.isOwner(place, row: row) ? 1 : 0
            isActive[index] = membership.isActive(place, row: row) ? 1 : 0
        }
        batch.text("id") { writer, row, _ in
            population.memberIdentifiers.appendHex(row, into: &writer)
        }
        batch.text("team_id") { writer, _, index in
            population.teamIdentifiers.appendHex(team[index], into: &writer)
        }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("role") { writer, _, index in
            writer.append(isOwner[index] == 1 ? "owner" : "member")
        }
        batch.integers("joined_at") { _, index in joined[index] }
        batch.optionalText("invited_by") { writer, _, index in
            population.people.appendEmail(team[index] / population.teamsPerUser, into: &writer)
            return ordinal[index] > 0
        }
        batch.integers("is_active") { _, index in isActive[index] }
        batch.optionalText("grant_source") { writer, row, index in
            let choice = sourceKey.bits(row) % 20
            writer.append(choice == 0 ? "sso" : "manual")
            return ordinal[index] > 0 && choice < 4
        }
    }
}
