import ArgumentParser

/// `gatefill manual`: everything that help says, as one page.
struct ManualCommand: ParsableCommand {
    /// What reads the page.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case man
        case markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print the manual of all commands, for man or as Markdown",
        discussion: """
            The text comes from the same source as --help.

            Example: gatefill manual --format markdown
            """
    )

    @Option(help: ArgumentHelp("Form of the page", valueName: "form"))
    var format: Format = .man

    func run() throws {
        try ExitStatus.reporting {
            let program = try CommandHelp.ofProgram()
            switch format {
            case .man: Terminal.write(ManPage(program).text)
            case .markdown: Terminal.write(CommandReference(program).text)
            }
        }
    }
}
