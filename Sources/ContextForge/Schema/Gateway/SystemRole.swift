import Rows

/// The system roles that generated users are granted; the gateway creates them when it first starts.
package enum SystemRole: Int, Sendable, CaseIterable {
    case platformAdmin, platformViewer, teamAdmin, viewer

    /// The name in the gateway.
    private var name: String {
        switch self {
        case .platformAdmin: "platform_admin"
        case .platformViewer: "platform_viewer"
        case .teamAdmin: "team_admin"
        case .viewer: "viewer"
        }
    }

    /// Where the role applies, in the gateway's word.
    var scope: String {
        switch self {
        case .platformAdmin, .platformViewer: "global"
        case .teamAdmin, .viewer: "team"
        }
    }

    /// The rows of the roles, in the order of the cases.
    static let rows = allCases.map { role in
        SystemRow(
            "role.\(role.name)",
            kind: "roles",
            in: RolesTable.definition.name,
            where: "name = '\(role.name)' AND scope = '\(role.scope)' AND is_active",
            title: "active role `\(role.name)` of scope `\(role.scope)`",
            standaloneIdentifier: "00000000-0000-4000-8000-00000000000\(role.rawValue + 1)"
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
