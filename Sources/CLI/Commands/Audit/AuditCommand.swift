import ArgumentParser

/// `gatefill audit`: what happened, and whether the record of it can be believed.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show the events of the journal, check them, or find what made a row",
        discussion: """
            Without a subcommand the events are shown, those of one run if it is named.

            Example: gatefill audit 3 --table tools --since 2026-06-01
            """,
        subcommands: [AuditEventsCommand.self, AuditVerifyCommand.self, AuditRowCommand.self],
        defaultSubcommand: AuditEventsCommand.self
    )
}
