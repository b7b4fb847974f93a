import Foundation

/// Commands that messages suggest, ready to be pasted.
enum SuggestedCommand {
    private static let journalDefault = "gatefill.journal"

    /// The command that carries a run on.
    static func resume(run: Int64, journal: String) -> String {
        text("resume \(run)", journal: journal)
    }

    /// A command with the journal where it is not the default one.
    static func text(_ words: String, journal: String) -> String {
        let isDefault =
            journal == journalDefault
            || journal == URL(fileURLWithPath: journalDefault).resolvingSymlinksInPath().path
        return "gatefill \(words)" + (isDefault ? "" : " --journal \(shellWord(journal))")
    }

    /// Subcommands without the option `--journal`.
    private static let withoutJournal: Set = ["plan", "digest", "manual", "selftest", "help"]

    /// A message whose commands, which stand in backquotes, name the journal where it is not the
    /// default one.
    ///
    /// The modules below make messages without knowing how the journal was named on the command
    /// line.
    static func naming(journal: String, in message: String) -> String {
        message.replacing(/`gatefill (?<words>[^`]+)`/) { match in
            let words = String(match.words)
            let subcommand = words.prefix { $0 != " " }
            if withoutJournal.contains(String(subcommand)) || words.contains("--journal") {
                return String(match.0)
            }
            return "`\(text(words, journal: journal))`"
        }
    }

    /// A word as a shell reads it: in quotes if it holds more than letters, digits and `_./-`.
    private static func shellWord(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case 0x5F, 0x2E, 0x2F, 0x2D: true
            default: byte >= 0x80
            }
        }
        return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
}
