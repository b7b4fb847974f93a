import Foundation

/// The built `gatefill` program, as a user runs it.
package enum GatefillBinary {
    /// Its path: `GATEFILL_BINARY`, else beside the test bundle, where SwiftPM puts every product.
    package static func path() throws -> String {
        if let chosen = ProcessInfo.processInfo.environment["GATEFILL_BINARY"] {
            guard FileManager.default.isExecutableFile(atPath: chosen) else {
                throw TestSupportError("GATEFILL_BINARY is not a program", detail: chosen)
            }
            return chosen
        }
        let bundleFolders = [
            Bundle.main.bundleURL,
            URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        let candidates = bundleFolders.map { $0.appending(path: "gatefill").path }
        guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:))
        else {
            throw TestSupportError(
                "could not find the gatefill program",
                detail: "looked at \(candidates.joined(separator: ", "))",
                hint: "Build it with `swift build`, or name one in GATEFILL_BINARY."
            )
        }
        return found
    }

    /// Runs it to its end, in a given folder.
    ///
    /// The environment is added to ``ProcessRunner/plainEnvironment``.
    package static func run(
        _ arguments: [String],
        in folder: TemporaryFolder,
        environment: [String: String] = [:],
        timeoutSeconds: Double = 300
    ) async throws -> ProcessResult {
        try await ProcessRunner.run(
            path(),
            arguments,
            environment: ProcessRunner.plainEnvironment.merging(environment) { $1 },
            workingFolder: folder.path,
            timeoutSeconds: timeoutSeconds
        )
    }
}
