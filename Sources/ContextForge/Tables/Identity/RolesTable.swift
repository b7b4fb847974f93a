import Rows

/// `roles`: a handful of custom roles for members of teams, beside those that the gateway creates.
package struct RolesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "roles",
        component: "roles",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .optional("description", .text(lengthMax: nil)),
            .required("scope", .text(lengthMax: 20)),
            .required("permissions", .json),
            .targetOwn("inherits_from", .text(lengthMax: 36)),
            .required("created_by", .text(lengthMax: 255)),
            .required("is_system_role", .boolean),
            .required("is_active", .boolean),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_roles_name_scope_active",
                ["name", "scope"],
                whereTrue: "is_active"
            )
        ],
        references: [TableDefinition.Reference("created_by", "email_users", "email")],
        gatewayReferences: [TableDefinition.Reference("inherits_from", "roles", "id")],
        impliedBy: "email_team_members",
        // A handful, created as soon as there was an administrator.
        followsRecentShare: false,
        laterColumns: ["updated_at"],
        systemColumn: "is_system_role",
        ownerSign: .address("created_by")
    )

    private let people: People
    private let roles: CustomRoles

    package init(_ population: Population) {
        people = population.people
        roles = CustomRoles(population)
    }

    package var rowCount: Int64 { roles.count }

    package func fill(_ batch: ColumnBatch) {
        let constants = batch.constants
        batch.text("id") { writer, row, _ in
            roles.identifiers.appendHyphenated(row, into: &writer)
        }
        batch.text("name") { writer, row, _ in roles.appendName(row, into: &writer) }
        batch.text("description") { writer, row, _ in
            roles.appendDescription(row, into: &writer)
        }
        batch.constant("scope", "team")
        batch.text("permissions") { writer, row, _ in
            roles.appendPermissions(row, into: &writer)
        }
        batch.text("inherits_from") { writer, _, _ in
            writer.append(constants.identifier(.viewer))
        }
        batch.text("created_by") { writer, _, _ in
            people.appendEmail(roles.creator, into: &writer)
        }
        batch.constant("is_system_role", 0)
        batch.constant("is_active", 1)
        batch.constant("created_at", roles.created)
        batch.constant("updated_at", roles.created)
    }
}
