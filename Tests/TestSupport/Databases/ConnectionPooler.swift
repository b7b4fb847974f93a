import Foundation

/// A throwaway PgBouncer before a ``PostgresCluster``, on a free port of 127.0.0.1.
package final class ConnectionPooler: Sendable {
    /// How connections are shared.
    package enum Mode: String, CaseIterable, Sendable {
        case session
        case transaction
        case statement
    }

    private let port: UInt16
    private let server: SupervisedProcess

    /// Starts a pooler that lends each database at most `sizeMax` connections.
    ///
    /// Startup parameters in `ignored`, such as `options`, are dropped; others that it does not
    /// know are refused. Beside ``PostgresCluster/owner``, it lets `accounts` with the same
    /// password in.
    ///
    /// Throws ``TestSupportError`` when PgBouncer is not installed or does not start.
    package static func start(
        _ mode: Mode,
        before cluster: PostgresCluster,
        sizeMax: Int = 4,
        ignoring ignored: [String] = [],
        accounts: [String] = []
    ) async throws -> ConnectionPooler {
        guard let program = ProcessRunner.find("pgbouncer", alsoIn: ["/usr/sbin"]) else {
            throw TestSupportError(
                "could not find pgbouncer",
                hint:
                    "Run `scripts/install-dependencies --tests`, or install the package pgbouncer."
            )
        }
        let folder = try TemporaryFolder.make("pooler", in: "/tmp")
        let port = try LoopbackPort.free()
        try ([PostgresCluster.owner] + accounts)
            .map { "\"\($0)\" \"\(PostgresCluster.password)\"\n" }.joined()
            .write(toFile: "\(folder)/users", atomically: false, encoding: .utf8)
        try """
        [databases]
        * = host=127.0.0.1 port=\(cluster.port)
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = \(port)
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = \(folder)/users
        pool_mode = \(mode.rawValue)
        ignore_startup_parameters = \(ignored.joined(separator: ","))
        default_pool_size = \(sizeMax)
        max_client_conn = 100
        """.write(toFile: "\(folder)/settings", atomically: false, encoding: .utf8)
        chmod(folder, 0o755)
        chmod("\(folder)/users", 0o644)
        chmod("\(folder)/settings", 0o644)
        let server = try SupervisedProcess(
            PostgresCluster.asServerAccount([program, "\(folder)/settings"]),
            workingFolder: "/",
            stopSignal: "TERM",
            folderToRemove: folder
        )
        let pooler = ConnectionPooler(port: port, server: server)
        try await server.waitUntilReady("PgBouncer", timeoutSeconds: 30) {
            server.log.contains("process up")
        }
        return pooler
    }

    private init(port: UInt16, server: SupervisedProcess) {
        self.port = port
        self.server = server
    }

    /// A database of the cluster, reached through the pooler.
    package func url(
        _ database: PostgresDatabase,
        account: String = PostgresCluster.owner
    ) -> String {
        "postgresql://\(account):\(PostgresCluster.password)@127.0.0.1:\(port)/\(database.name)"
    }

    /// Ends the pooler.
    package func stop() async throws { try await server.stop() }
}
