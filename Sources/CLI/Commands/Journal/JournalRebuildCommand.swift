import ArgumentParser
import Executor
import Foundation
import Journal

/// `gatefill journal rebuild`: reads runs back from a target's ledger.
struct JournalRebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Rebuild the journal from a target's ledger, after it was lost or damaged",
        discussion: """
            The ledger keeps the plan of every run and its committed batches; no profile is needed. \
            Failed attempts, durations and the events of runs in other targets do not come back: \
            repeat the command for each target. Runs that the journal has are completed from the \
            ledger.

            Example: gatefill journal rebuild --target sqlite:///./mcp.db
            """
    )

    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions

    @Flag(help: "Move a journal that is damaged aside first, and start a new one")
    var setAside = false

    @Flag(help: "Print JSON")
    var json = false

    private struct Line: Encodable {
        let run: Int64?
        let uid: String
        let outcome: String
        let batches: Int64
        let rows: Int64
        let lostEvents: Int64
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let database = try target.open()
            // Looked at before anything is moved.
            guard try LedgerReader(database).exists else {
                throw RunFailure(
                    code: "no-ledger",
                    message: "could not rebuild the journal: \(database.display) has no ledger",
                    detail: nil,
                    hint: "Name the target that runs were loaded into with --target, and its "
                        + "--ledger-schema if that is not the default."
                )
            }
            if setAside { try moveAside() }
            let store = try journal.openForWriting()
            let chain = try store.verifyChain()
            guard chain.isIntact else {
                throw RunFailure(
                    code: "journal-corrupt",
                    message: "could not rebuild into \(store.path): its chain is broken",
                    detail: "after event \(chain.head.seq)",
                    hint: "Set the file aside and rebuild into a new one.",
                    command: ["journal", "rebuild", "--set-aside"] + target.words(database)
                )
            }
            let lines = try JournalRebuild(store, from: database).run().map { result in
                Line(
                    run: result.runNumber,
                    uid: result.uid,
                    outcome: result.outcome.rawValue,
                    batches: result.batchCount,
                    rows: result.rowCount,
                    lostEvents: result.lostSeq
                )
            }
            Terminal.write(json ? try JSONText.of(lines) : text(lines))
        }
    }

    private func text(_ lines: [Line]) -> String {
        var table = TextTable([
            ("Run", true), ("Outcome", false), ("Batches", true), ("Rows", true),
            ("Lost events", true), ("Ledger's name", false),
        ])
        for line in lines {
            table.add([
                line.run.map(String.init) ?? "-", line.outcome, Figures.grouped(line.batches),
                Figures.grouped(line.rows),
                line.lostEvents > 0 ? "up to \(Figures.grouped(line.lostEvents))" : "-", line.uid,
            ])
        }
        return table.text
    }

    /// Gives the journal and the files beside it another name; none is deleted.
    private func moveAside() throws {
        let path = journal.journal
        guard FileManager.default.fileExists(atPath: path) else { return }
        let lock = try WriterLock(
            journalPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path,
            startedAt: UTCTimestamp(microseconds: UTCTimestamp.now())
        )
        defer { lock.release() }
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
        for suffix in ["", "-wal", "-shm"]
        where FileManager.default.fileExists(atPath: path + suffix) {
            do {
                try FileManager.default.moveItem(
                    atPath: path + suffix,
                    toPath: "\(path).damaged-\(number)\(suffix)"
                )
            } catch {
                throw OutputError(path: "\(path).damaged-\(number)\(suffix)", underlying: error)
            }
        }
        Terminal.writeError("notice: the journal was moved to \(path).damaged-\(number)")
    }
}
