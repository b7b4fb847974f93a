import Foundation

/// The real ContextForge gateway, installed in a Python environment of its own.
package struct GatewayInstallation: Sendable {
    /// The release whose schema and rules the acceptance tests stand for.
    package static let version = "1.1.0"
    /// An earlier release with an older schema that is still in use.
    package static let earlierVersion = "1.0.7"
    /// The oldest release that gatefill serves; only its bootstrap is run.
    package static let oldestVersion = "1.0.3"

    /// The Python that has it.
    package let python: String

    /// Finds the newest release: `GATEFILL_GATEWAY_PYTHON`, else `.build-gateway/bin/python` in the
    /// package.
    package static func find() async throws -> GatewayInstallation { try await found.value }

    /// Finds a release; earlier ones are in `.build-gateway-RELEASE`.
    package static func find(_ release: String) async throws -> GatewayInstallation {
        if release == version { return try await find() }
        return try await find(
            release,
            python: "\(PackageRoot.path)/.build-gateway-\(release)/bin/python"
        )
    }

    private static let found = Task {
        let chosen = ProcessInfo.processInfo.environment["GATEFILL_GATEWAY_PYTHON"]
        return try await find(
            version,
            python: chosen ?? "\(PackageRoot.path)/.build-gateway/bin/python"
        )
    }

    private static func find(
        _ release: String,
        python: String
    ) async throws -> GatewayInstallation {
        let hint = "Run `scripts/install-dependencies --tests`."
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw TestSupportError(
                "could not find the gateway's Python",
                detail: "looked at \(python)",
                hint: hint
            )
        }
        let question =
            "import importlib.metadata as m; print(m.version('mcp-contextforge-gateway'))"
        let answer = try await ProcessRunner.run(python, ["-c", question])
        let installed = answer.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        guard installed == release else {
            throw TestSupportError(
                "the tests need mcp-contextforge-gateway \(release)",
                detail: "\(python) has \(installed.isEmpty ? "none" : installed)",
                hint: hint
            )
        }
        return GatewayInstallation(python: python)
    }

    /// A new SQLite file with the gateway's schema and the rows of its bootstrap.
    ///
    /// The bootstrap itself runs once per test process, for about 10 seconds.
    package static func makeSQLite() async throws -> SQLiteFile {
        try await SQLiteFile(copying: sqliteTemplate.value.path)
    }

    /// A new PostgreSQL database in the shared cluster, as ``makeSQLite()``.
    package static func makePostgres() async throws -> PostgresDatabase {
        let template = try await postgresTemplate.value
        return try await template.cluster.createDatabase(template: template.name)
    }

    private static let sqliteTemplate = Task {
        let file = try SQLiteFile()
        try await find().bootstrap(file)
        // A write-ahead log left behind would be lost by copying the file alone.
        let log = FileManager.default.contents(atPath: "\(file.path)-wal") ?? Data()
        guard log.isEmpty else {
            throw TestSupportError("the gateway's bootstrap left a write-ahead log at \(file.path)")
        }
        return file
    }

    private static let postgresTemplate = Task {
        let database = try await PostgresCluster.shared().createDatabase()
        try await find().bootstrap(database)
        return database
    }

    /// Makes the gateway's schema and first rows, as the gateway itself does at its first start.
    package func bootstrap(_ database: some TestDatabase) async throws {
        let folder = try TemporaryFolder("bootstrap")
        try await ProcessRunner.run(
            python,
            ["-m", "mcpgateway.bootstrap_db"],
            environment: GatewaySettings.bootstrap(
                databaseURL: Self.driverURL(database.url),
                folder: folder.path
            ),
            workingFolder: folder.path,
            timeoutSeconds: 300
        ).requireSuccess("python -m mcpgateway.bootstrap_db")
    }

    /// Runs a Python program that may import the gateway's own modules.
    ///
    /// Returns its standard output; throws ``TestSupportError`` when it fails.
    package func run(script: String, input: String = "") async throws -> String {
        try await run(["-c", script], input: input)
    }

    /// Runs a file with a Python program, as ``run(script:input:)``; it may take an hour.
    package func run(program: String, input: String) async throws -> String {
        try await run([program], input: input, timeoutSeconds: 3_600)
    }

    private func run(
        _ arguments: [String],
        input: String,
        timeoutSeconds: Double = 300
    ) async throws -> String {
        let folder = try TemporaryFolder("python")
        return try await ProcessRunner.run(
            python,
            arguments,
            environment: GatewaySettings.bootstrap(
                databaseURL: "sqlite:///\(folder.file("unused.db"))",
                folder: folder.path
            ),
            workingFolder: folder.path,
            input: input,
            timeoutSeconds: timeoutSeconds
        ).requireSuccess("a Python check").standardOutput
    }

    /// The URL with the driver that is installed beside the gateway.
    package static func driverURL(_ url: String) -> String {
        url.replacingOccurrences(
            of: "postgresql://",
            with: "postgresql+psycopg://",
            options: .anchored
        )
    }
}
