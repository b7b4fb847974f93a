import Foundation

extension GatewayInstallation {
    /// Runs a Python program that works on a database through the gateway's own services.
    ///
    /// Names of other hosts are neither looked up nor refused. Returns the program's standard
    /// output; throws ``TestSupportError`` when it fails.
    package func run(
        services script: String,
        on database: any TestDatabase,
        input: String
    ) async throws -> String {
        let folder = try TemporaryFolder("services")
        var environment = GatewaySettings.bootstrap(
            databaseURL: Self.driverURL(database.url),
            folder: folder.path
        )
        environment["SSRF_PROTECTION_ENABLED"] = "false"
        environment["LOG_LEVEL"] = "ERROR"
        return try await ProcessRunner.run(
            python,
            ["-c", script],
            environment: environment.merging(GatewaySettings.offline) { $1 },
            workingFolder: folder.path,
            input: input
        ).requireSuccess("a program of the gateway's services").standardOutput
    }
}
