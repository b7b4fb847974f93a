import Rows

/// `user_roles`: what users may do: a role on the platform for every user, then a role in the team
/// for every membership, for some of them a custom one.
package struct UserRolesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "user_roles",
        component: "user_roles",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("user_email", .text(lengthMax: 255)),
            .targetOwn("role_id", .text(lengthMax: 36)),
            .required("scope", .text(lengthMax: 20)),
            .optional("scope_id", .text(lengthMax: 36)),
            .required("granted_by", .text(lengthMax: 255)),
            .required("granted_at", .timestamp),
            .unfilled("expires_at", .timestamp),
            .required("is_active", .boolean),
            .unfilled("migration_source", .text(lengthMax: 50)),
            .unfilled("grant_source", .text(lengthMax: 50)),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_user_roles_email_role_scope_null_active",
                ["user_email", "role_id", "scope"],
                whereNull: "scope_id",
                whereTrue: "is_active"
            ),
            TableDefinition.UniqueKey(
                "uq_user_roles_email_role_scope_id_active",
                ["user_email", "role_id", "scope", "scope_id"],
                whereTrue: "is_active"
            ),
        ],
        references: [
            TableDefinition.Reference("user_email", "email_users", "email"),
            TableDefinition.Reference("granted_by", "email_users", "email"),
            TableDefinition.Reference("scope_id", "email_teams", "id"),
        ],
        gatewayReferences: [TableDefinition.Reference("role_id", "roles", "id")],
        otherParents: ["email_team_members", "roles"],
        impliedBy: "email_team_members",
        creationColumn: "granted_at",
        // Roles that a migration assigns: whoever it names as granting them has not.
        derivation: Derivation(columns: ["user_email", "scope_id"], markColumn: "migration_source")
    )

    private let population: Population
    private let membership: Membership
    private let customRoles: CustomRoles
    private let identifiers: IdentifierKey

    package init(_ population: Population) {
        self.population = population
        membership = population.membership
        customRoles = CustomRoles(population)
        identifiers = Population.identifiers(
            "user_roles",
            population.configuration.userCount + population.members.rowCount,
            population.configuration
        )
    }

    package var rowCount: Int64 {
        population.configuration.userCount + population.members.rowCount
    }

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let team = batch.lane(.team)
        let granted = batch.lane(.created)
        let role = batch.lane(.choice)
        let isActive = batch.lane(.ordinal)
        fillLanes(batch)
        let constants = batch.constants
        let people = population.people
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("user_email") { writer, _, index in
            people.appendEmail(user[index], into: &writer)
        }
        batch.text("role_id") { writer, _, index in
            let custom = role[index] - Self.firstCustomRole
            if custom >= 0 {
                customRoles.identifiers.appendHyphenated(custom, into: &writer)
            } else {
                writer.append(constants.identifier(Self.role(role[index])))
            }
        }
        batch.text("scope") { writer, _, index in
            writer.append(team[index] < 0 ? "global" : "team")
        }
        batch.optionalText("scope_id") { writer, _, index in
            guard team[index] >= 0 else { return false }
            population.teamIdentifiers.appendHex(team[index], into: &writer)
            return true
        }
        batch.text("granted_by") { writer, _, index in
            let granter =
                if team[index] < 0 {
                    user[index]
                } else if role[index] >= Self.firstCustomRole {
                    customRoles.creator
                } else {
                    // Whoever made the team lets its members in.
                    team[index] / population.teamsPerUser
                }
            people.appendEmail(granter, into: &writer)
        }
        batch.integers("granted_at") { _, index in granted[index] }
        batch.integers("is_active") { _, index in isActive[index] }
    }

    /// The lane `team` is -1 for roles on the platform.
    private func fillLanes(_ batch: ColumnBatch) {
        let userCount = population.configuration.userCount
        var place: ChildCounts.Place?
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            if row < userCount {
                batch.lane(.owner)[index] = row
                batch.lane(.team)[index] = -1
                batch.lane(.created)[index] = population.userCreated(row)
                batch.lane(.choice)[index] = population.admins.contains(row) ? 0 : 1
                batch.lane(.ordinal)[index] = 1
                continue
            }
            let member = row - userCount
            var current = place ?? population.members.place(of: member)
            if place != nil { population.members.advance(&current) }
            place = current
            let user = membership.user(current)
            batch.lane(.owner)[index] = user
            batch.lane(.team)[index] = current.parent
            let joined = membership.joined(current, row: member, user: user)
            batch.lane(.created)[index] = joined
            batch.lane(.choice)[index] = teamRole(of: current, row: member, joined: joined)
            batch.lane(.ordinal)[index] = membership.isActive(current, row: member) ? 1 : 0
        }
    }

    /// The lane `choice` of a membership.
    private func teamRole(of place: ChildCounts.Place, row member: Int64, joined: Int64) -> Int64 {
        if membership.isOwner(place, row: member) { return 2 }
        guard let custom = customRoles.role(ofMember: member, joined: joined) else { return 3 }
        return Self.firstCustomRole + custom
    }

    /// The first custom role in the lane `choice`, behind the roles of the gateway.
    private static let firstCustomRole: Int64 = 4

    private static func role(_ choice: Int64) -> SystemRole {
        switch choice {
        case 0: .platformAdmin
        case 1: .platformViewer
        case 2: .teamAdmin
        default: .viewer
        }
    }
}
