import ArgumentParser
import Executor
import Journal
import Planner

/// `gatefill audit [events]`: shows events, oldest first.
struct AuditEventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Show the events of a run, of all runs when none is named",
        discussion: """
            With --json each event is one line, as `gatefill journal export` writes it.

            Example: gatefill audit events 3 --table tools --since 2026-06-01T08:00
            """
    )

    @Argument(
        help: ArgumentHelp("Number of the run", valueName: "run"),
        transform: Allowed.runNumber
    )
    var runNumber: Int64?

    @OptionGroup var journal: JournalOptions

    @Option(
        help: ArgumentHelp(
            "Only events of this moment (UTC) or later, YYYY-MM-DD or an ISO date and time",
            valueName: "moment"
        )
    )
    var since: String?

    @Option(
        help: ArgumentHelp("Only events about this table", valueName: "name"),
        transform: Allowed.table
    )
    var table: String?

    @Flag(help: "Print JSON, one event a line")
    var json = false

    func validate() throws {
        if let since, ProfileDate.microseconds(since) == nil {
            throw ValidationError("--since: `\(since)` is not a date such as 2026-06-01T08:00")
        }
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openForReading()
            if let runNumber { _ = try RunSelection.existing(runNumber, in: store) }
            let start = since.flatMap { ProfileDate.microseconds($0) }
            try store.events(
                run: runNumber,
                since: start.map { UTCTimestamp(microseconds: $0) },
                table: table
            ) { event in
                Terminal.write(json ? event.exportLine : try EventLine(event).text)
            }
        }
    }
}
