import ArgumentParser
import Executor
import Foundation
import Logging
import Planner

/// What is said on standard error while a command works.
struct ProgressOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Progress on standard error (default: bars in a terminal, else lines); json is an object "
                + "a second",
            valueName: "how"
        )
    )
    var progress: ProgressStyle?

    @Flag(name: .shortAndLong, help: "Show no progress and no notices, only warnings and errors")
    var quiet = false

    func validate() throws {
        if quiet, let progress, progress != .none {
            throw ValidationError("--quiet cannot go with --progress \(progress.rawValue)")
        }
    }

    /// How to show the progress of what has no profile.
    var style: ProgressStyle {
        if quiet { return .none }
        return progress ?? (TerminalAbilities.current.movesCursor ? .bars : .lines)
    }

    /// How to show the progress of a run: as asked for, else as the profile and the terminal have
    /// it.
    func style(_ settings: RunSettings) -> ProgressStyle {
        if quiet { return .none }
        if let progress { return progress }
        guard settings.progressBar else { return .none }
        return TerminalAbilities.current.movesCursor ? .bars : .lines
    }

    /// Starts to show a board; nil where nothing is to be shown.
    func display(
        _ board: ProgressBoard,
        byteCounts: [Int64],
        _ settings: RunSettings
    ) -> ProgressDisplay? {
        let style = style(settings)
        guard style != .none else { return nil }
        return ProgressDisplay(
            board,
            style: style,
            byteCounts: byteCounts,
            updateRowCount: Int64(settings.progressUpdateFrequency)
        )
    }

    /// Says what is worth knowing and no error.
    func notice(_ text: String) {
        notice(text, run: [], journal: nil)
    }

    /// Says what is worth knowing, with the commands that it suggests.
    func notice(_ text: String, run commands: [[String]], journal: String?) {
        if quiet { return }
        if progress == .json {
            let texts = commands.map { SuggestedCommand.text($0, journal: journal) }
            let notice = Notice(message: text, commands: texts.isEmpty ? nil : texts)
            Terminal.writeError(JSONText.line(notice))
        } else {
            Terminal.writeError("notice: \(text)", run: commands, journal: journal)
        }
    }

    /// Logs on standard error as a profile asks for, less what would tear bars or JSON.
    func logger(_ settings: RunSettings) -> Logger {
        var logger = Logger(label: "gatefill") { StreamLogHandler.standardError(label: $0) }
        let level = Logger.Level(rawValue: settings.logLevel.rawValue) ?? .info
        let isTorn = [.bars, .json].contains(style(settings)) || quiet
        logger.logLevel = isTorn ? max(.warning, level) : level
        return logger
    }

    private struct Notice: Encodable {
        let type = "notice"
        let message: String
        let commands: [String]?
    }
}
