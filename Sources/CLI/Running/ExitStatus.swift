import ArgumentParser
import ContextForge
import Executor
import Foundation
import Journal
import Planner
import Rows
import Targets

/// What the process says to its caller when it ends.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    /// The run or a verification failed.
    case failed = 1
    /// A cleanup has kept rows of its run.
    case partial = 2
    case usage = 64
    case badProfile = 65
    /// The target or the journal is unavailable, or was refused.
    case unavailable = 69
    case bug = 70
    /// Stopped, and can be resumed.
    case resumable = 75
    case interruptedTwice = 130

    /// What it says, for the manual.
    var meaning: String {
        switch self {
        case .done: "done"
        case .failed: "the run or a verification failed"
        case .partial: "cleaned up in part: rows were kept"
        case .usage: "wrong usage"
        case .badProfile: "bad profile: the error names file, line and column"
        case .unavailable: "target or journal unavailable, or refused"
        case .bug: "a bug"
        case .resumable: "stopped, can be resumed"
        case .interruptedTwice: "stopped at once by a second SIGINT, can be resumed"
        }
    }

    /// The status of an error that ended a command before or outside a run.
    init(_ error: any Error) {
        switch error {
        case let error as ProfileError: self = error.code == "bad-option" ? .usage : .badProfile
        case is PlanError: self = .badProfile
        case let error as SecretError: self = ExitStatus(error)
        case let error as TargetError where TargetLocation.errorCodes.contains(error.code):
            self = .usage
        case let error as RunFailure where error.code == "name-not-confirmed": self = .usage
        case is TargetError, is JournalError, is RunFailure: self = .unavailable
        case is OutputError: self = .unavailable
        default: self = .bug
        }
    }

    private init(_ error: SecretError) {
        switch error.code {
        case "secret-unset": self = error.place == nil ? .usage : .badProfile
        case "weak-password", "secret-unused": self = .usage
        default: self = .unavailable
        }
    }

    /// Prints an error that ended work which `command` continues, and returns the status for it.
    static func told(
        _ error: JournalError,
        next command: [String]?,
        journal: String
    ) -> ExitCode {
        Terminal.writeError(error, else: command.map { [$0] } ?? [], journal: journal)
        return ExitCode(ExitStatus.unavailable.rawValue)
    }

    /// Prints an error of the target as ``told(_:next:journal:)`` does one of the journal.
    static func told(
        _ error: TargetError,
        next command: [String]?,
        journal: String
    ) -> ExitCode {
        Terminal.writeError(error, else: command.map { [$0] } ?? [], journal: journal)
        switch error.category {
        case .transient: return ExitCode(ExitStatus.resumable.rawValue)
        case .definite: return ExitCode(ExitStatus.failed.rawValue)
        case .fenced: return ExitCode(ExitStatus.unavailable.rawValue)
        }
    }

    /// Runs a command's body; an error is printed and becomes the exit status.
    ///
    /// The commands that it suggests name the journal that the command was given; nil for a command
    /// that takes none.
    static func reporting(journal: JournalOptions? = nil, _ body: () throws -> Void) throws {
        do {
            try body()
            try Terminal.checkWritten()
        } catch let code as ExitCode {
            throw code
        } catch let error as ValidationError {
            throw error
        } catch {
            Terminal.writeError(error, journal: journal?.journal)
            throw ExitCode(ExitStatus(error).rawValue)
        }
    }
}

/// A report or other file could not be written.
struct OutputError: Error, CustomStringConvertible {
    let path: String
    let underlying: any Error

    /// What the system says, in a line.
    private var cause: String {
        let error = underlying as NSError
        let deeper = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        guard deeper.domain == NSPOSIXErrorDomain else { return error.localizedDescription }
        return String(cString: strerror(Int32(deeper.code)))
    }

    var description: String {
        "error[output-unwritable]: could not write \(path)\n  detail: \(cause)\n"
            + "  hint: Name a file that you can write to."
    }
}
