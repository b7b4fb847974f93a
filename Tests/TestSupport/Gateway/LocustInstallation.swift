import Foundation

/// Locust, the load-testing tool, in a Python environment of its own.
package struct LocustInstallation: Sendable {
    private let program: String

    /// Finds it: `GATEFILL_LOCUST`, else `.build-locust/bin/locust` in the package.
    package static func find() throws -> LocustInstallation {
        let chosen = ProcessInfo.processInfo.environment["GATEFILL_LOCUST"]
        let program = chosen ?? "\(PackageRoot.path)/.build-locust/bin/locust"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw TestSupportError(
                "could not find Locust",
                detail: "looked at \(program)",
                hint: "Run `scripts/install-dependencies --tests`."
            )
        }
        return LocustInstallation(program: program)
    }

    /// The folder that the program is in.
    package var folder: String { URL(filePath: program).deletingLastPathComponent().path }

    /// Parses a JavaScript module, such as a script for k6, with the Python package `esprima` that
    /// is installed beside Locust.
    ///
    /// - Returns: What the parser found wrong, its line first; nil when there is nothing.
    /// - Throws: ``TestSupportError`` when the package is not installed.
    package func syntaxError(inModule text: String) async throws -> String? {
        let program = """
            import sys
            try:
                import esprima
            except ImportError as error:
                sys.exit(f"{error}; run scripts/install-dependencies --tests")
            try:
                esprima.parseModule(sys.stdin.read())
            except esprima.Error as error:
                print(error)
            """
        let output = try await ProcessRunner.run("\(folder)/python", ["-c", program], input: text)
            .requireSuccess("a parser for JavaScript").standardOutput
        return output.isEmpty ? nil : output
    }

    /// What was asked for under one name, and how often it failed.
    package struct Line: Decodable, Sendable {
        package let method: String
        package let name: String
        package let requests: Int
        package let failures: Int

        private enum CodingKeys: String, CodingKey {
            case method
            case name
            case requests = "num_requests"
            case failures = "num_failures"
        }
    }

    /// Loads a gateway for some seconds and returns what Locust counted, with the failures it
    /// wrote.
    ///
    /// `options` are those of the file.
    package func run(
        _ file: String,
        options: [String] = [],
        fixtures: String,
        port: UInt16,
        userCount: Int,
        seconds: Int
    ) async throws -> (lines: [Line], result: ProcessResult) {
        let folder = try TemporaryFolder("locust")
        let result = try await ProcessRunner.run(
            program,
            [
                "--locustfile", file, "--fixtures", fixtures, "--host", "http://127.0.0.1:\(port)",
                "--headless", "--users", "\(userCount)", "--spawn-rate", "\(userCount)",
                "--run-time", "\(seconds)s", "--stop-timeout", "30", "--json",
            ] + options,
            environment: ProcessRunner.plainEnvironment.merging(
                ["HOME": folder.path, "PYTHONDONTWRITEBYTECODE": "1"]
            ) { $1 },
            workingFolder: folder.path
        )
        let lines = try JSONDecoder().decode(
            [Line].self,
            from: Data(result.standardOutput.utf8)
        )
        return (lines, result)
    }
}
