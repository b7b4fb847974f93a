import Foundation

/// Runs programs to their end, or kills them on the way.
package enum ProcessRunner {
    /// What a child gets unless told otherwise: nothing of the caller's settings (`DATABASE_URL`,
    /// `PGHOST`, a proxy) may change what a test sees.
    package static let plainEnvironment: [String: String] = {
        let own = ProcessInfo.processInfo.environment
        let kept = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"]
        var result = own.filter { kept.contains($0.key) }
        result["LC_ALL"] = "C.UTF-8"
        return result
    }()

    /// Runs a program to its end.
    package static func run(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = plainEnvironment,
        workingFolder: String? = nil,
        input: String = "",
        timeoutSeconds: Double = 120
    ) async throws -> ProcessResult {
        let child = try ChildProcess(
            executable,
            arguments,
            environment: environment,
            workingFolder: workingFolder,
            input: .bytes(input)
        )
        return try await child.wait(timeoutSeconds: timeoutSeconds)
    }

    /// Runs a program and sends it a signal after a while, if it is still running then.
    ///
    /// - Returns: The result; `exit` is `.status` when the program was faster than the signal or
    ///   handled it.
    package static func run(
        _ executable: String,
        _ arguments: [String],
        sending signal: Int32,
        afterSeconds delaySeconds: Double,
        environment: [String: String] = plainEnvironment,
        workingFolder: String? = nil,
        timeoutSeconds: Double = 120
    ) async throws -> ProcessResult {
        let child = try ChildProcess(
            executable,
            arguments,
            environment: environment,
            workingFolder: workingFolder
        )
        let clock = ContinuousClock()
        let end = clock.now + .seconds(delaySeconds)
        // Sleeps in short steps, so that a program that ends early does not cost the whole delay.
        while clock.now < end, child.poll() == nil {
            try await Task.sleep(for: min(.milliseconds(10), end - clock.now))
        }
        child.send(signal)
        return try await child.wait(timeoutSeconds: timeoutSeconds)
    }

    /// The path of a program in `PATH`, or nil.
    package static func find(_ program: String, alsoIn folders: [String] = []) -> String? {
        let path = plainEnvironment["PATH"] ?? "/usr/bin:/bin"
        return (folders + path.split(separator: ":").map(String.init))
            .map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
