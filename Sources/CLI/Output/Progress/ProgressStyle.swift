import ArgumentParser
import Foundation

/// How the progress of a run is shown on standard error.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
    /// A line per table with a bar, redrawn in place.
    case bars
    /// A plain line every few seconds.
    case lines
    /// A JSON object a second.
    case json
    /// Nothing.
    case none
}

/// What the terminal behind standard error can show.
struct TerminalAbilities {
    /// Whether lines can be drawn over.
    let movesCursor: Bool
    /// Whether parts can be coloured.
    let hasColours: Bool
    /// What bars are drawn with.
    let glyphs: ProgressBar.Glyphs

    /// The abilities of a terminal, or of what is none, in an environment.
    ///
    /// `NO_COLOR` with any value but an empty one switches colours off (no-color.org).
    init(isTerminal: Bool, environment: [String: String]) {
        let isDumb = environment["TERM"].map { $0 == "dumb" || $0.isEmpty } ?? true
        movesCursor = isTerminal && !isDumb
        hasColours = movesCursor && (environment["NO_COLOR"] ?? "").isEmpty
        // The first that is set and not empty decides, as in setlocale(3).
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].lazy
            .map { environment[$0] ?? "" }.first { !$0.isEmpty } ?? ""
        let name = locale.lowercased()
        glyphs = name.contains("utf-8") || name.contains("utf8") ? .blocks : .ascii
    }

    /// Those of the terminal behind standard error.
    static var current: TerminalAbilities {
        TerminalAbilities(
            isTerminal: Terminal.errorIsTerminal,
            environment: ProcessInfo.processInfo.environment
        )
    }
}
