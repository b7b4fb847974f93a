import ArgumentParser

/// `gatefill-bench`: what gatefill's speed is, and what would be possible.
@main
struct GatefillBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatefill-bench",
        abstract: "Measure gatefill",
        subcommands: [RowsCommand.self, LoadCommand.self],
        defaultSubcommand: RowsCommand.self
    )
}
