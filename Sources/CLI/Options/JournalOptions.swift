import ArgumentParser
import Journal

/// Which journal.
struct JournalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File with the events of all runs (default: gatefill.journal)",
            valueName: "file"
        ),
        transform: Allowed.file
    )
    var journal = "gatefill.journal"

    /// Opens the journal to append to it; one process at a time can.
    func openForWriting() throws -> EventStore {
        try EventStore(path: journal, mode: .write)
    }

    /// Opens a journal that exists, to append to it or only to look at it.
    func openExisting(forWriting: Bool) throws -> EventStore {
        // A missing journal is an error here, not a new file.
        let reader = try openForReading()
        return forWriting ? try openForWriting() : reader
    }

    /// Opens the journal to look at it.
    func openForReading() throws -> EventStore {
        try EventStore(path: journal, mode: .read)
    }
}
