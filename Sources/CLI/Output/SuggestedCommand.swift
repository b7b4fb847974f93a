import ContextForge
import Executor
import Foundation
import Journal
import Rows
import Targets

/// An error that may say which command to run next.
protocol CommandSuggesting: Error {
    /// Each the words after `gatefill`, unquoted; the best first.
    var commands: [[String]] { get }
}

extension JournalError: CommandSuggesting {}

extension RunFailure: CommandSuggesting {}

extension SecretError: CommandSuggesting {}

extension TargetError: CommandSuggesting {}

/// Commands that messages suggest, as lines that can be pasted into a shell.
///
/// Errors, findings and notices hold a command as its words after `gatefill`, because only the
/// command line knows which journal was given. This is the one place that turns them into text.
enum SuggestedCommand {
    private static let journalDefault = "gatefill.journal"

    /// Commands without the option `--journal`.
    private static let withoutJournal: Set = ["plan", "digest", "manual", "selftest", "help"]

    /// A command with every word quoted, and with the journal where it is not the default one.
    static func text(_ words: [String], journal: String?) -> String {
        var all = ["gatefill"] + words
        if let journal, !isDefault(journal), takesJournal(words) {
            all += option("--journal", journal)
        }
        return all.map(ShellWord.quoted).joined(separator: " ")
    }

    /// A message with a line below it for each command: `run: …`, then `or: …`.
    static func append(
        _ commands: [[String]],
        to message: String,
        journal: String?,
        indent: String = "  "
    ) -> String {
        var lines = [message]
        for (position, words) in commands.enumerated() {
            let label = position == 0 ? "run" : "or"
            lines.append("\(indent)\(label): \(text(words, journal: journal))")
        }
        return lines.joined(separator: "\n")
    }

    /// An error with the commands that it suggests, or `fallback` where it suggests none.
    static func describe(
        _ error: any Error,
        else fallback: [[String]] = [],
        journal: String?
    ) -> String {
        let own = (error as? any CommandSuggesting)?.commands ?? []
        return append(own.isEmpty ? fallback : own, to: "\(error)", journal: journal)
    }

    /// An option and its value as words; one word where the value could be taken for an option.
    static func option(_ name: String, _ value: String) -> [String] {
        value.hasPrefix("-") ? ["\(name)=\(value)"] : [name, value]
    }

    private static func isDefault(_ journal: String) -> Bool {
        journal == journalDefault
            || journal == URL(fileURLWithPath: journalDefault).resolvingSymlinksInPath().path
    }

    private static func takesJournal(_ words: [String]) -> Bool {
        guard let command = words.first(where: { !$0.hasPrefix("-") }) else { return false }
        return !withoutJournal.contains(command) && !words.contains("--help")
            && !words.contains { $0 == "--journal" || $0.hasPrefix("--journal=") }
    }
}
