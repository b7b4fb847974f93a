/// The manual as a page of the documentation.
struct CommandReference {
    private let program: CommandHelp

    /// The reference of a program.
    init(_ program: CommandHelp) {
        self.program = program
    }

    /// The page in Markdown.
    var text: String {
        var parts = [
            "# Commands",
            "This page is what `gatefill manual --format markdown` prints; `gatefill help COMMAND` "
                + "says the same of one command, `gatefill manual` prints a page for `man`, and "
                + "`gatefill --generate-completion-script bash` (or `zsh`, `fish`) the completions "
                + "of a shell.",
            CommandReference.table(
                ["command", "job"],
                program.leaves.map { ["[`\($0.words)`](#\(anchor($0)))", $0.abstract ?? ""] }
            ),
        ]
        for command in program.leaves { parts += section(command) }
        parts += [
            "## Exit status",
            CommandReference.table(
                ["status", "meaning"],
                ExitStatus.allCases.map { ["\($0.rawValue)", $0.meaning] }
            ),
            "## Environment",
            "Options such as `--jwt-secret-env` name further variables, which hold secrets.",
            CommandReference.table(
                ["variable", "meaning"],
                EnvironmentVariable.all.map { ["`\($0.name)`", $0.meaning] }
            ),
        ]
        return parts.joined(separator: "\n\n")
    }

    private func section(_ command: CommandHelp) -> [String] {
        var parts = [
            "## \(command.words)", "\(command.abstract ?? "").", "```text\n\(command.usage)\n```",
        ]
        parts += command.paragraphs.map { $0.replacing("\n", with: " ") }
        let arguments = command.ownArguments
        if !arguments.isEmpty {
            parts.append(
                CommandReference.table(
                    ["argument", "meaning"],
                    arguments.map { ["`\($0.label)`", $0.explanation] }
                )
            )
        }
        if let example = command.example { parts.append("Example: `\(example)`") }
        return parts
    }

    /// Where a heading is linked to.
    private func anchor(_ command: CommandHelp) -> String {
        command.words.replacing(" ", with: "-")
    }

    private static func table(_ titles: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map(escaped).joined(separator: " | ") + " |"
        }
        let rule = "|" + titles.map { _ in "---|" }.joined()
        return ([line(titles), rule] + rows.map(line)).joined(separator: "\n")
    }

    /// Text that neither ends a cell nor becomes a tag, outside of backticks.
    private static func escaped(_ text: String) -> String {
        let bars = text.replacing("|", with: "\\|")
        return bars.contains("`") ? bars : bars.replacing("<", with: "&lt;")
    }
}
