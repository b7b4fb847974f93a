import ArgumentParser
import Foundation
import Journal

/// `gatefill journal export`: every event as a line of JSON.
struct JournalExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write every event as one line of JSON, oldest first",
        discussion: """
            The lines hold what the hash chain is computed over, so it can be checked from them.

            Example: gatefill journal export --output events.jsonl
            """
    )

    @OptionGroup var journal: JournalOptions

    @Option(
        help: ArgumentHelp("File to write (default: standard output)", valueName: "file"),
        transform: Allowed.file
    )
    var output: String?

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openForReading()
            guard let output else {
                try store.events { Terminal.write($0.exportLine) }
                return
            }
            var count = 0
            try PrivateFile.write(to: output) { file in
                try store.events { event in
                    try file.add(event.exportLine + "\n")
                    count += 1
                }
            }
            Terminal.write("\(count) events: \(output)")
        }
    }
}
