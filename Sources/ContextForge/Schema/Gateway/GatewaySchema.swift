import Rows

/// The complete schemas of the gateway's releases, including tables that are not filled.
///
/// Source: the migrations of each release. `CreatedSchemaTests` compares the result with what three
/// releases create.
enum GatewaySchema {
    /// The schemas of all supported releases, with the rows that a new database has.
    static let declaration = SchemaDeclaration(
        [identity, registry, metrics, observability, runtime],
        releases: Release.gateway,
        initialRows: GatewayRole.system.map(row)
    )

    private static func row(_ role: GatewayRole) -> SchemaDeclaration.InitialRow {
        let permissions = role.permissions.map { "\"\($0)\"" }.joined(separator: ", ")
        return SchemaDeclaration.InitialRow(
            RolesTable.definition.name,
            [
                ("id", .text(role.identifier)), ("name", .text(role.name)),
                ("description", .text(role.description)), ("scope", .text(role.scope)),
                ("permissions", .text("[\(permissions)]")),
                ("created_by", .text(GatewayRole.creator)),
                ("is_system_role", .boolean(true)), ("is_active", .boolean(true)),
                ("created_at", .now), ("updated_at", .now),
            ]
        )
    }
}
