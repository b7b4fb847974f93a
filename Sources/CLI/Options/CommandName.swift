import ArgumentParser
import Planner

/// Names of commands, as they are given.
enum CommandName {
    /// Returns what is wrong with the command that arguments name, and which one was probably
    /// meant; nil when nothing is.
    ///
    /// The parser takes such a name for an argument too many, and suggests none.
    static func complaint(
        about arguments: [String],
        below root: any ParsableCommand.Type
    ) -> String? {
        var command: any ParsableCommand.Type = root
        var path = [name(of: root)]
        for word in arguments {
            let known = command.configuration.subcommands
            // Where a command stands in for its subcommands, a word may be its argument.
            guard !known.isEmpty, command.configuration.defaultSubcommand == nil,
                !word.hasPrefix("-"), word != "help"
            else { return nil }
            guard let next = known.first(where: { name(of: $0) == word }) else {
                let hint =
                    NameSuggestion.hint(for: word, among: known.map { name(of: $0) })
                    ?? "List the commands."
                return SuggestedCommand.append(
                    [path.dropFirst() + ["--help"]],
                    to: "error[unknown-command]: \(path.joined(separator: " ")) has no command "
                        + "`\(word)`\n  hint: \(hint)",
                    journal: nil
                )
            }
            command = next
            path.append(word)
        }
        return nil
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }
}
