import Rows

/// The system roles that generated users are granted; the gateway creates them when it first starts.
package enum SystemRole: Int, Sendable, CaseIterable {
    case platformAdmin, platformViewer, teamAdmin, viewer

    /// Where the role applies, in the gateway's word.
    var scope: String { role.scope }

    /// The role as the gateway creates it; the cases are in the order of ``GatewayRole/system``.
    private var role: GatewayRole { GatewayRole.system[rawValue] }

    /// The rows of the roles, in the order of the cases.
    static let rows = allCases.map { granted in
        let role = granted.role
        return SystemRow(
            "role.\(role.name)",
            kind: "roles",
            in: RolesTable.definition.name,
            where: "name = '\(role.name)' AND scope = '\(role.scope)' AND is_active",
            title: "active role `\(role.name)` of scope `\(role.scope)`",
            standaloneIdentifier: role.identifier
        )
    }
}

extension TargetConstants {
    /// The id of a role as bytes.
    @inline(__always)
    func identifier(_ role: SystemRole) -> UnsafeRawBufferPointer {
        identifier(role.rawValue)
    }

    /// The id of a role.
    package func text(_ role: SystemRole) -> String { text(role.rawValue) }
}
