import Dataset

/// What a target that has none of the gateway's tables gets.
package struct SchemaRequest: Sendable {
    /// Whose schema is wanted; nil where no release was named.
    package let statedRelease: GatewayRelease?
    /// Whether it is made in the database of a server.
    package let makesInServers: Bool
    /// Whether it is made in an SQLite file that does not exist or is empty.
    package let makesInFiles: Bool

    /// Makes the schema of a release, the newest if none is named, in files and, if so wished, in
    /// the databases of servers.
    package init(_ release: GatewayRelease?, makesInServers: Bool) {
        self.init(release, makesInServers: makesInServers, makesInFiles: true)
    }

    private init(_ release: GatewayRelease?, makesInServers: Bool, makesInFiles: Bool) {
        statedRelease = release
        self.makesInServers = makesInServers
        self.makesInFiles = makesInFiles
    }

    /// Makes the newest schema in files.
    package static let emptyFile = SchemaRequest(nil, makesInServers: false)
    /// Makes none.
    package static let none = SchemaRequest(nil, makesInServers: false, makesInFiles: false)

    /// Whose schema is made.
    package var release: GatewayRelease { statedRelease ?? .newest }
}
