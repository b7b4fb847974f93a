import ArgumentParser
import ContextForge
import Executor
import Journal
import Rows
import Targets

/// `gatefill audit verify`: whether the journal is as it was written.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the journal's hash chain, its projections, and the targets' ledgers",
        discussion: """
            The ledger in a target keeps the head of the journal with every batch, so a journal \
            whose tail was cut, or whose hashes were all computed anew, is found out. Exit status \
            1 when anything is wrong, 69 when a target could not be asked.

            Example: gatefill audit verify --journal staging.journal
            """
    )

    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions

    @Flag(help: "Do not ask the targets")
    var offline = false

    @Flag(help: "Print JSON")
    var json = false

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openForReading()
            var report = try AuditReport(store)
            if !offline {
                for run in try store.runs() where run.phase != .cleaned && run.epoch > 0 {
                    report.add(run, compare(run, store))
                }
            }
            Terminal.write(json ? try JSONText.of(report) : report.text)
            if !report.isSound { throw ExitCode(ExitStatus.failed.rawValue) }
            if report.hasUnasked { throw ExitCode(ExitStatus.unavailable.rawValue) }
        }
    }

    private func compare(
        _ run: RunRecord,
        _ store: EventStore
    ) -> Result<LedgerComparison, any Error> {
        Result {
            let request = try RunStarter.request(of: run, in: store, for: .contextForge)
            let database = try target.open(
                fallback: run.target,
                recordedSchema: request.ledgerSchema,
                timeoutSeconds: request.settings.connectTimeoutSeconds
            )
            return try LedgerComparison(run, in: store, with: database)
        }
    }
}
