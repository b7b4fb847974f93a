import Rows

/// `user_roles`: what users may do: a role on the platform for every user, then a role in the team
/// for every membership, for some of them a custom one.
package struct UserRolesTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("user_email", .text(lengthMax: 255))) { table, _, grant, writer in
            table.population.people.appendEmail(grant.user, into: &writer)
        },
        .text(.targetOwn("role_id", .text(lengthMax: 36))) { table, _, grant, writer in
            switch grant.role {
            case .system(let identifier): writer.append(identifier)
            case .custom(let role):
                table.customRoles.identifiers.appendHyphenated(role, into: &writer)
            }
        },
        .text(.required("scope", .text(lengthMax: 20))) { _, _, grant, writer in
            writer.append(grant.team == nil ? "global" : "team")
        },
        .optionalText(.optional("scope_id", .text(lengthMax: 36))) { table, _, grant, writer in
            guard let team = grant.team else { return false }
            table.population.teamIdentifiers.appendHex(team, into: &writer)
            return true
        },
        .text(.required("granted_by", .text(lengthMax: 255))) { table, _, grant, writer in
            table.population.people.appendEmail(table.granter(of: grant), into: &writer)
        },
        .integers(.required("granted_at", .timestamp)) { _, _, grant in grant.granted },
        .unfilled("expires_at", .timestamp),
        .booleans(.required("is_active", .boolean)) { _, _, grant in grant.isActive },
        .unfilled("migration_source", .text(lengthMax: 50)),
        .unfilled("grant_source", .text(lengthMax: 50)),
    ]

    package static let definition = TableDefinition(
        name: "user_roles",
        component: "user_roles",
        columns: columns.map(\.definition),
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
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
            TableDefinition.Reference("granted_by", to: "email_users", key: "email"),
            TableDefinition.Reference("scope_id", to: "email_teams", key: "id"),
        ],
        systemReferences: [TableDefinition.Reference("role_id", to: "roles", key: "id")],
        otherParents: ["email_team_members", "roles"],
        impliedBy: "email_team_members",
        creationColumn: "granted_at",
        // Roles that a migration assigns: whoever it names as granting them has not.
        derivation: Derivation(columns: ["user_email", "scope_id"], markColumn: "migration_source")
    )

    /// What the columns of a granted role share.
    package struct Shared: BitwiseCopyable {
        let user: Int64
        /// The team that the role is for; nil for a role on the platform.
        let team: Int64?
        let role: Role
        /// When it was granted.
        let granted: Int64
        let isActive: Bool
    }

    /// A role that can be granted.
    enum Role: BitwiseCopyable {
        /// The id of a role that the gateway creates, in the target.
        case system(UnsafeRawBufferPointer)
        /// A row of `roles`.
        case custom(Int64)
    }

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
            rowCount: population.configuration.userCount + population.members.rowCount,
            population.configuration
        )
    }

    package var rowCount: Int64 {
        population.configuration.userCount + population.members.rowCount
    }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let constants = batch.constants
        let userCount = population.configuration.userCount
        var place: ChildCounts.Place?
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            if row < userCount {
                shared[index] = platformGrant(to: row, constants)
                continue
            }
            let member = row - userCount
            var current = place ?? population.members.place(of: member)
            if place != nil { population.members.advance(&current) }
            place = current
            shared[index] = teamGrant(to: current, row: member, constants)
        }
    }

    private func platformGrant(to user: Int64, _ constants: TargetConstants) -> Shared {
        let role: SystemRole =
            population.admins.contains(user) ? .platformAdmin : .platformViewer
        return Shared(
            user: user,
            team: nil,
            role: .system(constants.identifier(role)),
            granted: population.userCreated(user),
            isActive: true
        )
    }

    private func teamGrant(
        to place: ChildCounts.Place,
        row member: Int64,
        _ constants: TargetConstants
    ) -> Shared {
        let user = membership.user(place)
        let joined = membership.joined(place, row: member, user: user)
        return Shared(
            user: user,
            team: place.parent,
            role: teamRole(of: place, row: member, joined: joined, constants),
            granted: joined,
            isActive: membership.isActive(place, row: member)
        )
    }

    private func teamRole(
        of place: ChildCounts.Place,
        row member: Int64,
        joined: Int64,
        _ constants: TargetConstants
    ) -> Role {
        if membership.isOwner(place, row: member) {
            return .system(constants.identifier(.teamAdmin))
        }
        guard let custom = customRoles.role(ofMember: member, joined: joined) else {
            return .system(constants.identifier(.viewer))
        }
        return .custom(custom)
    }

    /// The user that granted a role.
    private func granter(of grant: Shared) -> Int64 {
        guard let team = grant.team else { return grant.user }
        if case .custom = grant.role { return customRoles.creator }
        // Whoever made the team lets its members in.
        return team / population.teamsPerUser
    }
}
