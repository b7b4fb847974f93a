import Foundation

/// A server that cannot outlive the test process, not even when that is killed with SIGKILL.
///
/// A shell starts the server and reads from a pipe whose other end only this process holds. The
/// pipe ends when ``stop(timeoutSeconds:)`` closes it, when the last reference to this object goes
/// (which then waits, up to half a minute), or when this process dies in any way; the shell then
/// signals the server, waits for it and removes the server's folder. No process id is polled, so
/// none can be mistaken for a later process.
package final class SupervisedProcess: Sendable {
    private let shell: ChildProcess

    /// Starts the server.
    ///
    /// The command starts with the program's absolute path. The stop signal goes without `SIG`. The
    /// folder is removed once the server has ended.
    package init(
        _ command: [String],
        environment: [String: String] = ProcessRunner.plainEnvironment,
        workingFolder: String,
        stopSignal: String,
        folderToRemove: String
    ) throws {
        let script = """
            folder=$1 signal=$2; shift 2
            exec 3<&0
            "$@" 3<&- & server=$!
            ( read -r _ <&3; kill -s "$signal" "$server" ) & watcher=$!
            wait "$server"; status=$?
            kill "$watcher" 2>/dev/null
            cd /; rm -rf -- "$folder"
            exit "$status"
            """
        shell = try ChildProcess(
            "/bin/sh",
            ["-c", script, "supervisor", folderToRemove, stopSignal] + command,
            environment: environment,
            workingFolder: workingFolder,
            input: .heldOpen
        )
    }

    /// Ends the server as ``stop(timeoutSeconds:)`` does.
    ///
    /// Left to the child's own end, the shell would be killed with the server, and the folder stay.
    deinit {
        shell.closeInput()
        let end = ContinuousClock.now + .seconds(30)
        while isRunning, ContinuousClock.now < end { usleep(1_000) }
    }

    /// Whether the server still runs.
    package var isRunning: Bool { shell.poll() == nil }

    /// What the server has written so far, both streams.
    package var log: String { shell.standardOutput + shell.standardError }

    /// Asks the server to end and waits until it has, and until its folder is gone.
    package func stop(timeoutSeconds: Double = 30) async throws {
        shell.closeInput()
        _ = try await shell.wait(timeoutSeconds: timeoutSeconds)
    }

    /// Waits until `isReady` holds.
    ///
    /// - Throws: ``TestSupportError`` with the end of the log when the server ends or the time is
    ///   up.
    package func waitUntilReady(
        _ name: String,
        timeoutSeconds: Double,
        isReady: () async throws -> Bool
    ) async throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(timeoutSeconds)
        while isRunning, clock.now < end {
            if try await isReady() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw TestSupportError(
            isRunning
                ? "\(name) did not answer within \(timeoutSeconds) s" : "\(name) ended at once",
            detail: String(log.suffix(4_000))
        )
    }
}
