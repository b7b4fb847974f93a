import Rows

/// `roles`: a handful of custom roles for members of teams, beside those that the gateway creates.
package struct RolesTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) {
            $0.roles.identifiers
        },
        .text(.required("name", .text(lengthMax: 255))) { table, row, _, writer in
            table.roles.appendName(row, into: &writer)
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.roles.appendDescription(row, into: &writer)
        },
        .constant(.required("scope", .text(lengthMax: 20)), "team"),
        .text(.required("permissions", .json)) { table, row, _, writer in
            table.roles.appendPermissions(row, into: &writer)
        },
        .text(.targetOwn("inherits_from", .text(lengthMax: 36))) { _, _, role, writer in
            writer.append(role.parent)
        },
        .text(.required("created_by", .text(lengthMax: 255))) { table, _, _, writer in
            table.people.appendEmail(table.roles.creator, into: &writer)
        },
        .constant(.required("is_system_role", .boolean), 0),
        .constant(.required("is_active", .boolean), 1),
        .constant(.required("created_at", .timestamp)) { $0.roles.created },
        .constant(.required("updated_at", .timestamp)) { $0.roles.created },
    ]

    package static let definition = TableDefinition(
        name: "roles",
        component: "roles",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_roles_name_scope_active",
                ["name", "scope"],
                whereTrue: "is_active"
            )
        ],
        references: [TableDefinition.Reference("created_by", to: "email_users", key: "email")],
        systemReferences: [TableDefinition.Reference("inherits_from", to: "roles", key: "id")],
        impliedBy: "email_team_members",
        // A handful, created as soon as there was an administrator.
        followsRecentShare: false,
        laterColumns: ["updated_at"],
        systemColumn: "is_system_role",
        ownerSign: .address("created_by")
    )

    /// What the columns of a role need of the target.
    package struct Shared: BitwiseCopyable {
        /// The id of the gateway's role that it inherits from.
        let parent: UnsafeRawBufferPointer
    }

    private let people: People
    private let roles: CustomRoles

    package init(_ population: Population) {
        people = population.people
        roles = CustomRoles(population)
    }

    package var rowCount: Int64 { roles.count }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let viewer = batch.constants.identifier(.viewer)
        for index in 0..<batch.rowCount { shared[index] = Shared(parent: viewer) }
    }
}
