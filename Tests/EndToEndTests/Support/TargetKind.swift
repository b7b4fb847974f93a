import TestSupport

/// The databases that gatefill fills.
enum TargetKind: String, CaseIterable {
    case sqlite
    case postgres

    /// A new database without any table.
    func makeEmpty() async throws -> any TestDatabase {
        switch self {
        case .sqlite: try SQLiteFile()
        case .postgres: try await PostgresCluster.shared().createDatabase()
        }
    }

    /// A new database as the real gateway's bootstrap leaves it.
    func makeGateway() async throws -> any TestDatabase {
        switch self {
        case .sqlite: try await GatewayInstallation.makeSQLite()
        case .postgres: try await GatewayInstallation.makePostgres()
        }
    }
}
