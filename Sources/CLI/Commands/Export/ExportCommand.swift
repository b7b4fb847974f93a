import ArgumentParser

/// `gatefill export`: what other programs need of a run.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Hand rows of a run to load tests",
        discussion: "Example: gatefill export fixtures --kind tools --output tools.csv",
        subcommands: [ExportFixturesCommand.self]
    )
}
