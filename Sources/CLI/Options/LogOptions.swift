import ArgumentParser
import Planner

/// How much is logged.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Minimum log level: trace, debug, info, notice, warning, error or critical "
                + "(default: from the profile); below warning, lines replace progress bars",
            valueName: "level"
        ),
        completion: .list(LogLevel.allCases.map(\.rawValue)),
        transform: Allowed.choice
    )
    var logLevel: LogLevel?

    /// Overrides the profile's level, and replaces progress bars that messages would interrupt.
    func apply(to settings: inout RunSettings, _ progress: ProgressOptions) -> ProgressOptions {
        guard let logLevel else { return progress }
        settings.logLevel = logLevel
        var progress = progress
        let isTearing = [.trace, .debug, .info, .notice].contains(logLevel)
        if isTearing, progress.progress == nil, progress.style(settings) == .bars {
            progress.progress = .lines
        }
        return progress
    }
}
