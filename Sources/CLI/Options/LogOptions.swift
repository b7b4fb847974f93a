import ArgumentParser
import Planner

/// How much is logged.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Least severe message to log: trace, debug, info, notice, warning, error or critical "
                + "(default: as the profile says); below warning, lines take the place of bars",
            valueName: "level"
        ),
        completion: .list(LogLevel.allCases.map(\.rawValue)),
        transform: Allowed.choice
    )
    var logLevel: LogLevel?

    /// Puts the level in the place of the profile's, and bars away that its messages would tear.
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
