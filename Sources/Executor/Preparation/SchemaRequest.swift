import Rows

/// Whether and for which release to create the gateway's schema in a target that has none of its
/// tables.
package struct SchemaRequest: Sendable {
    /// The release that the user named, if any.
    package let statedRelease: Release?
    /// Whether to create it in the database of a server.
    package let createsInServers: Bool
    /// Whether to create it in an SQLite file that does not exist or is empty.
    package let createsInFiles: Bool

    /// Creates the schema of `release`, by default the newest, in SQLite files, and in the databases
    /// of servers if `createsInServers`.
    package init(_ release: Release?, createsInServers: Bool) {
        self.init(release, createsInServers: createsInServers, createsInFiles: true)
    }

    private init(_ release: Release?, createsInServers: Bool, createsInFiles: Bool) {
        statedRelease = release
        self.createsInServers = createsInServers
        self.createsInFiles = createsInFiles
    }

    /// Creates the newest schema in new or empty SQLite files only.
    package static let emptyFile = SchemaRequest(nil, createsInServers: false)
    /// Creates nothing.
    package static let none = SchemaRequest(nil, createsInServers: false, createsInFiles: false)

    /// The release whose schema is created.
    package func release(of catalogue: Catalogue) -> Release {
        statedRelease ?? catalogue.newestRelease
    }
}
