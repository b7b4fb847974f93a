import Foundation

/// Runs the program itself, to be killed.
struct SelftestProcess {
    /// How a process ended.
    enum End: Equatable {
        case killed
        case status(Int32)
    }

    /// The folder with profile, journal and log.
    let folder: String
    private let program: URL

    /// - Throws: `SelftestFailure` when the program's own file is not known.
    init(folder: String) throws {
        self.folder = folder
        guard let program = Bundle.main.executableURL else {
            throw SelftestFailure(message: "could not find the program's own file", log: "")
        }
        self.program = program
    }

    /// Runs a command to its end, or kills it after some seconds if it is still running then.
    ///
    /// - Returns: How it ended, and what it wrote.
    func run(
        _ arguments: [String],
        environment: [String: String],
        killAfterSeconds: Double? = nil
    ) throws -> (end: End, log: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let path = folder + "/output.log"
        guard
            FileManager.default.createFile(
                atPath: path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
        else { throw SelftestFailure(message: "could not write \(path)", log: "") }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        if let killAfterSeconds {
            let end = Date(timeIntervalSinceNow: killAfterSeconds)
            while process.isRunning && Date() < end { usleep(1_000) }
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        process.waitUntilExit()
        try output.close()
        let log = String(
            decoding: FileManager.default.contents(atPath: path) ?? Data(),
            as: UTF8.self
        )
        let isKilled =
            process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
        return (isKilled ? .killed : .status(process.terminationStatus), log)
    }
}

/// Why the self-test could not go on.
struct SelftestFailure: Error, CustomStringConvertible {
    let message: String
    /// The last words of the process that failed.
    let log: String

    var description: String {
        var text = "error[selftest-failed]: \(message)"
        let lines = log.split(separator: "\n").suffix(6)
        if !lines.isEmpty { text += "\n  detail: \(lines.joined(separator: "\n    "))" }
        return text
    }
}
