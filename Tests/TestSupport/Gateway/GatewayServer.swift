import Foundation

/// The real gateway, running on a database on 127.0.0.1 and offline; frozen unless it is to keep
/// house or to be as installed.
package final class GatewayServer: Sendable {
    package let port: UInt16
    private let process: SupervisedProcess
    private let token: String
    /// Held so that the gateway's health checks, which call the URLs of its rows, never run.
    private let leaderLock: FileLock?

    /// Starts it and waits until it is healthy; takes about 10 seconds.
    ///
    /// With `showsPages` it also serves the pages for its administrator, with `keepsHouse` it does
    /// all that it does by itself: roll-ups, retention, health checks, logs. With `isAsInstalled`
    /// its settings are the defaults, rate limits and health checks included, except that it stays
    /// offline. `settings` are added to its environment. It is the newest release unless another
    /// one is named.
    package static func start(
        on database: some TestDatabase,
        showsPages: Bool = false,
        keepsHouse: Bool = false,
        isAsInstalled: Bool = false,
        settings: [String: String] = [:],
        release: String = GatewayInstallation.version
    ) async throws -> GatewayServer {
        let installation = try await GatewayInstallation.find(release)
        let port = try LoopbackPort.free()
        // Removed by the supervisor, after the gateway has ended.
        let folder = try TemporaryFolder.make("gateway")
        let isFrozen = !keepsHouse && !isAsInstalled
        let leaderLock = isFrozen ? try FileLock("\(folder)/leader.lock") : nil
        let databaseURL = GatewayInstallation.driverURL(database.url)
        var environment =
            isAsInstalled
            ? GatewaySettings.required(databaseURL: databaseURL, folder: folder)
            : GatewaySettings.bootstrap(databaseURL: databaseURL, folder: folder)
        if !isAsInstalled { environment.merge(GatewaySettings.lenient) { $1 } }
        if isFrozen { environment.merge(GatewaySettings.frozen) { $1 } }
        if keepsHouse { environment.merge(GatewaySettings.housekeeping) { $1 } }
        environment.merge(GatewaySettings.offline) { $1 }
        if showsPages { environment.merge(GatewaySettings.pages) { $1 } }
        environment.merge(settings) { $1 }
        environment["FILELOCK_NAME"] = "leader.lock"
        environment["HOST"] = "127.0.0.1"
        environment["PORT"] = "\(port)"
        let token = try await ProcessRunner.run(
            installation.python,
            [
                "-m", "mcpgateway.utils.create_jwt_token", "--username",
                GatewaySettings.administrator, "--admin", "--exp", "60",
            ],
            environment: environment,
            workingFolder: folder
        ).requireSuccess("create_jwt_token").standardOutput
        let process = try SupervisedProcess(
            [
                installation.python, "-m", "uvicorn", "mcpgateway.main:app", "--host", "127.0.0.1",
                "--port", "\(port)", "--workers", "1", "--no-access-log",
            ],
            environment: environment,
            workingFolder: folder,
            stopSignal: "TERM",
            folderToRemove: folder
        )
        let server = GatewayServer(
            port: port,
            process: process,
            token: token.trimmingCharacters(in: .whitespacesAndNewlines),
            leaderLock: leaderLock
        )
        try await process.waitUntilReady("the gateway", timeoutSeconds: 1_200) {
            try LoopbackHTTP.get(port: port, path: "/health")?.status == 200
        }
        return server
    }

    /// The items that a list of the gateway's API returns to its administrator.
    ///
    /// The path is for example `/tools?limit=0&include_inactive=true`.
    package func list(_ path: String) throws -> [[String: Any]] {
        let response = try get(path)
        guard let response, response.status == 200,
            let items = try JSONSerialization.jsonObject(with: response.body) as? [[String: Any]]
        else {
            throw TestSupportError(
                "GET \(path) gave no list",
                detail: "status \(response?.status ?? 0): "
                    + String(decoding: (response?.body ?? Data()).prefix(1_000), as: UTF8.self)
            )
        }
        return items
    }

    /// The status with which it answers a GET request of its administrator; nil when it is gone.
    package func status(of path: String) throws -> Int? { try get(path)?.status }

    private func get(_ path: String) throws -> LoopbackHTTP.Response? {
        let headers = ["Authorization": "Bearer \(token)"]
        return try LoopbackHTTP.get(port: port, path: path, headers: headers)
    }

    /// Stops it as an operator would and returns all it wrote.
    package func stop() async throws -> GatewayLog {
        try await process.stop()
        return GatewayLog(process.log)
    }

    private init(port: UInt16, process: SupervisedProcess, token: String, leaderLock: FileLock?) {
        self.port = port
        self.process = process
        self.token = token
        self.leaderLock = leaderLock
    }
}
