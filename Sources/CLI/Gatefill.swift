import ArgumentParser
import Faults

/// The command line.
@main
struct Gatefill: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatefill",
        abstract: "Fill the database of a ContextForge MCP Gateway with realistic load-test data",
        discussion: """
            Example: gatefill generate --profile small --target sqlite:///./mcp.db

            Exit status: 0 done; 1 the run or a verification failed; 2 cleaned up in part; 64 wrong \
            usage; 65 bad profile; 69 target or journal unavailable or refused; 70 a bug; 75 \
            stopped, can be resumed; 130 stopped at once.
            """,
        version: BuildVersion.text,
        subcommands: [
            GenerateCommand.self,
            PlanCommand.self,
            ResumeCommand.self,
            CleanupCommand.self,
            VerifyCommand.self,
            RunsCommand.self,
            StatusCommand.self,
            ExportCommand.self,
            ReportCommand.self,
            DigestCommand.self,
            DoctorCommand.self,
            SelftestCommand.self,
            AuditCommand.self,
            JournalCommand.self,
            ManualCommand.self,
        ]
    )

    static func main() {
        if let text = CrashPoint.requestedText, CrashPoint.requested == nil {
            // A misspelt label would let a test of crashes pass without one.
            Terminal.writeError(
                "error[bad-option]: cannot crash at `\(text)`\n  hint: Set "
                    + "\(CrashPoint.variable) to `label:n`, n from 1; the labels are "
                    + CrashLabel.allCases.map(\.rawValue).joined(separator: ", ") + "."
            )
            exit(withError: ExitCode(ExitStatus.usage.rawValue))
        }
        if let complaint = CommandName.complaint(
            about: Array(CommandLine.arguments.dropFirst()),
            below: Gatefill.self
        ) {
            Terminal.writeError(complaint)
            exit(withError: ExitCode(ExitStatus.usage.rawValue))
        }
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(error)
        }
    }

    /// Ends the process; the parser quotes arguments that it does not understand.
    private static func end(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        guard !code.isSuccess, !message.isEmpty else { exit(withError: error) }
        Terminal.writeError(message)
        exit(withError: code)
    }
}
