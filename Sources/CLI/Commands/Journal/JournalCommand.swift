import ArgumentParser

/// `gatefill journal`: the file itself.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Export the journal, or rebuild it after it was lost",
        discussion: "Example: gatefill journal export --output events.jsonl",
        subcommands: [JournalExportCommand.self, JournalRebuildCommand.self]
    )
}
