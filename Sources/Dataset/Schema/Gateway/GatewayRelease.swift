/// A release of the gateway whose schema gatefill knows.
package struct GatewayRelease: Sendable, Hashable, Comparable {
    /// The version, such as `1.0.7`.
    package let name: String
    /// The final revision of its migrations, as stored in `alembic_version`.
    package let revision: String
    private let position: Int

    /// All supported releases, oldest first.
    package static let all = [
        ("1.0.3", "0a089912b5f0"), ("1.0.4", "6c0e5f8a9b1d"), ("1.0.5", "e198602c3c1e"),
        ("1.0.6", "b6c7d8e9f0a1"), ("1.0.7", "7ab59991e017"), ("1.0.8", "e4f5a6b7c8d9"),
        ("1.0.9", "12d4a0c7789c"), ("1.0.10", "12d4a0c7789c"), ("1.0.11", "5e211ec89cad"),
        ("1.1.0", "c7e91a2b4d60"),
    ].enumerated().map { GatewayRelease(name: $1.0, revision: $1.1, position: $0) }

    /// The oldest supported release.
    package static let oldest = all[0]
    /// The newest supported release.
    package static let newest = all[all.count - 1]

    /// The release with this version, or nil if gatefill does not know it.
    package static func named(_ name: some StringProtocol) -> GatewayRelease? {
        all.first { $0.name == name }
    }

    /// The first release with these migrations, or nil if gatefill knows none.
    package static func withRevision(_ revision: String) -> GatewayRelease? {
        all.first { $0.revision == revision }
    }

    /// A release that the sources name.
    ///
    /// - Precondition: It is among ``all``.
    static func known(_ name: String) -> GatewayRelease {
        guard let release = named(name) else { preconditionFailure("\(name) is no known release") }
        return release
    }

    package static func < (left: GatewayRelease, right: GatewayRelease) -> Bool {
        left.position < right.position
    }
}
