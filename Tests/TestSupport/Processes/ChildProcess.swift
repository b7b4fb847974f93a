import Foundation
import Synchronization

/// A program started by a test, with its output going to files.
///
/// Files, unlike pipes, have no capacity: a child never blocks on output nobody has read, and
/// what it wrote before a SIGKILL is still there. The child leads its own process group, so a
/// terminal's Ctrl-C reaches the tests only.
///
/// `Foundation.Process` is not used: it takes a child to be alive as long as any grandchild is.
package final class ChildProcess: Sendable {
    package let processID: pid_t
    private let output: TemporaryFolder
    /// The write end of the child's standard input; -1 when that is a file or is closed.
    private let inputDescriptor: Mutex<Int32>
    private let reaper: ProcessReaper

    /// Starts a program.
    ///
    /// The executable is an absolute path, the arguments go without its name, and the environment
    /// is all that the child gets. Its working directory is the parent's unless one is given.
    package init(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = ProcessRunner.plainEnvironment,
        workingFolder: String? = nil,
        input: Input = .bytes("")
    ) throws {
        output = try TemporaryFolder("process")
        var ends: [Int32] = [-1, -1]
        let inputPath = output.file("stdin")
        switch input {
        case .bytes(let text):
            try text.write(toFile: inputPath, atomically: false, encoding: .utf8)
        case .heldOpen:
            // Sockets, unlike a pipe, are closed for every other child from the moment they exist.
            let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
                throw TestSupportError("could not make a socket", detail: Self.text(of: errno))
            }
        }
        defer { if ends[0] >= 0 { close(ends[0]) } }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if ends[0] >= 0 {
            posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
        }
        let flags = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 1, output.file("stdout"), flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, output.file("stderr"), flags, 0o600)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The test runner may ignore or block signals that the child is to be sent.
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )

        let pairs = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        // `env` changes the folder and becomes the program: the process id stays the program's.
        let mover = workingFolder.map { ["/usr/bin/env", "--chdir=\($0)"] } ?? []
        let command = mover + [executable] + arguments
        var argv = command.map { strdup($0) } + [nil]
        var envp = pairs.map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var started: pid_t = 0
        let code = posix_spawn(&started, command[0], &actions, &attributes, &argv, &envp)
        guard code == 0 else {
            if ends[1] >= 0 { close(ends[1]) }
            throw TestSupportError(
                "could not start \(executable)",
                detail: Self.text(of: code)
            )
        }
        processID = started
        inputDescriptor = Mutex(ends[1])
        reaper = ProcessReaper(started)
    }

    /// Kills a child that is still running, with its whole process group.
    deinit {
        closeInput()
        if poll() == nil {
            kill(-processID, SIGKILL)
            while poll() == nil { usleep(1_000) }
        }
    }

    /// What a child reads from its standard input.
    package enum Input: Sendable {
        /// These bytes, then the end of the file.
        case bytes(String)
        /// Nothing, and no end until ``ChildProcess/closeInput()`` or the death of this process.
        case heldOpen
    }

    /// Lets the child see the end of its standard input.
    package func closeInput() {
        inputDescriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// Sends a signal to the child alone; does nothing when it has ended.
    package func send(_ signal: Int32) { reaper.send(signal) }

    /// The way the child ended, or nil while it runs.
    package func poll() -> ProcessExit? { reaper.exit }

    /// Waits for the child without holding a thread; kills it and throws when the time is up.
    package func wait(timeoutSeconds: Double = 120) async throws -> ProcessResult {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(timeoutSeconds)
        var pauseMilliseconds = 1
        while true {
            if let exit = poll() {
                return ProcessResult(
                    exit: exit,
                    standardOutput: standardOutput,
                    standardError: standardError
                )
            }
            if clock.now > end {
                kill(-processID, SIGKILL)
                throw TestSupportError(
                    "a process did not end within \(timeoutSeconds) s and was killed",
                    detail: "stdout: \(standardOutput.suffix(2_000))\n"
                        + "stderr: \(standardError.suffix(2_000))"
                )
            }
            try await Task.sleep(for: .milliseconds(pauseMilliseconds))
            pauseMilliseconds = min(pauseMilliseconds * 2, 16)
        }
    }

    /// What the child has written to its standard output so far.
    package var standardOutput: String { text("stdout") }

    /// What the child has written to its standard error so far.
    package var standardError: String { text("stderr") }

    private func text(_ name: String) -> String {
        String(
            decoding: FileManager.default.contents(atPath: output.file(name)) ?? Data(),
            as: UTF8.self
        )
    }

    private static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
