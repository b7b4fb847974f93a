/// What only the target knows and rows depend on: the release of the gateway, the ids of its system
/// roles, and where the blocks of integer keys begin that are reserved for the run.
///
/// Read when a run is bound to its target, kept in the journal, and used for every row of the run.
/// `gatefill digest` ignores the columns with ids and reserved keys, but not the few cells that
/// depend on the release.
package struct TargetConstants: Sendable {
    /// The roles that generated users are granted; the gateway creates them when it first starts.
    package enum SystemRole: String, Sendable, CaseIterable {
        case platformAdmin = "platform_admin"
        case platformViewer = "platform_viewer"
        case teamAdmin = "team_admin"
        case viewer

        /// Where the role applies, in the gateway's word.
        package var scope: String {
            switch self {
            case .platformAdmin, .platformViewer: "global"
            case .teamAdmin, .viewer: "team"
            }
        }

        var index: Int {
            switch self {
            case .platformAdmin: 0
            case .platformViewer: 1
            case .teamAdmin: 2
            case .viewer: 3
            }
        }
    }

    /// Constants for a target without the gateway's roles: made-up ids, the same everywhere, and the
    /// newest release.
    package static let standalone = TargetConstants.standalone(.newest)

    /// Constants for a target of a release without the gateway's roles.
    package static func standalone(_ release: GatewayRelease) -> TargetConstants {
        TargetConstants(release: release) { role in
            "00000000-0000-4000-8000-00000000000\(role.index + 1)"
        }
    }

    /// The release of the gateway whose rows these are.
    package let release: GatewayRelease
    private let identifiers: WordList
    /// The first key of the block that is reserved in each table, by table name.
    package private(set) var firstKeys: [String: Int64] = [:]

    /// The constants of a target of a release, whose roles have the ids that `identifier` gives.
    package init(release: GatewayRelease, _ identifier: (SystemRole) -> String) {
        self.release = release
        identifiers = WordList(
            SystemRole.allCases.sorted { $0.index < $1.index }
                .map(identifier)
                .joined(separator: "\n")
        )
        precondition(
            identifiers.count == SystemRole.allCases.count,
            "a system role has an empty id"
        )
    }

    /// The same with the first key of the block that is reserved in each table, by table name.
    package func reserving(_ firstKeys: [String: Int64]) -> TargetConstants {
        var copy = self
        copy.firstKeys = firstKeys
        return copy
    }

    /// The first key of a table's block; 1 where none is reserved.
    package func firstKey(of table: String) -> Int64 {
        firstKeys[table] ?? 1
    }

    /// The id of a role as bytes.
    @inline(__always)
    func identifier(_ role: SystemRole) -> UnsafeRawBufferPointer {
        identifiers[role.index]
    }

    /// The id of a role.
    package func text(_ role: SystemRole) -> String {
        String(decoding: identifier(role), as: UTF8.self)
    }
}
