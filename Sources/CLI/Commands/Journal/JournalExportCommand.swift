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
        try ExitStatus.reporting {
            let store = try journal.openForReading()
            guard let output else {
                try store.events { Terminal.write($0.exportLine) }
                return
            }
            try JSONText.checkWritable(output)
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard
                FileManager.default.createFile(
                    atPath: output,
                    contents: nil,
                    attributes: attributes
                ),
                let handle = FileHandle(forWritingAtPath: output)
            else { throw OutputError(path: output, underlying: CocoaError(.fileWriteUnknown)) }
            var pending = Data()
            var count = 0
            try store.events { event in
                pending.append(contentsOf: (event.exportLine + "\n").utf8)
                count += 1
                if pending.count > 1 << 20 {
                    try handle.write(contentsOf: pending)
                    pending.removeAll(keepingCapacity: true)
                }
            }
            try handle.write(contentsOf: pending)
            try handle.close()
            Terminal.write("\(count) events: \(output)")
        }
    }
}
