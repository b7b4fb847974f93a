import ArgumentParser
import Executor
import Foundation
import Journal
import Planner
import Targets

/// `gatefill verify`: checks what a run put into its target.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the data of a run in its target, the last run when none is named",
        discussion: """
            Statistics are printed with the value above which they fail. Exit status 1 when a \
            check fails.

            Example: gatefill verify 3 --checks foreign_keys,causality --verbose
            """
    )

    @Argument(
        help: ArgumentHelp("Number of the run", valueName: "run"),
        transform: Allowed.runNumber
    )
    var runNumber: Int64?

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var progress: ProgressOptions

    @Option(
        help: ArgumentHelp(
            "Make these checks only, parted by commas (default: all but content, which generates "
                + "every row again)",
            valueName: "names"
        )
    )
    var checks: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "For the check content: compare at most so many batches of each table",
            valueName: "batches"
        ),
        transform: Allowed.whole(1...Int64.max)
    )
    var sample: Int64?

    @Flag(help: "Print every check, not only statistics and those that fail")
    var verbose = false

    @Option(
        help: ArgumentHelp("Write the results as JSON", valueName: "file"),
        transform: Allowed.file
    )
    var output: String?

    @Flag(help: "Print the results as JSON")
    var json = false

    func validate() throws {
        let checks = try selected()
        guard sample == nil || checks.contains(.content) else {
            throw ValidationError("--sample goes with --checks content")
        }
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            if let output { try JSONText.checkWritable(output) }
            let store = try journal.openForReading()
            let record = try RunSelection.named(runNumber, in: store)
            try RunSelection.refuseCleaned(record)
            let request = try RunStarter.request(of: record, in: store)
            let plan = try GenerationPlan(
                request.recipe,
                secrets: secrets.read(for: request, run: record.number)
            )
            let database = try target.open(
                fallback: record.target,
                recordedSchema: request.ledgerSchema,
                timeoutSeconds: request.settings.connectTimeoutSeconds
            )
            if try !store.suspensions(run: record.number).isEmpty {
                progress.notice(
                    "indexes of run \(record.number) are suspended, so this takes longer; "
                        + "to restore them first:",
                    run: [["doctor", "--restore-indexes"]],
                    journal: journal.journal
                )
            }
            let blocks = try store.reservations(run: record.number)
            let results = try Verification(
                plan,
                target: database,
                // The last block of a table is the one in use.
                firstKeys: Dictionary(blocks.map { ($0.table, $0.firstID) }) { $1 }
            ).run(selected()) { if !json { VerificationSummary.progress($0, verbose: verbose) } }
            let content =
                try selected().contains(.content)
                ? ContentCheck(
                    run: record,
                    request: request,
                    plan: plan,
                    target: database,
                    journal: store,
                    sampleCount: sample,
                    progress: progress
                ).results() : []
            if !json {
                for report in content { VerificationSummary.progress(report, verbose: verbose) }
            }
            let reports =
                results.map { VerificationReport.check(CheckReport($0)) }
                + content.map { VerificationReport.content($0) }
            if let output { try JSONText.write(reports, to: output) }
            if json { Terminal.write(try JSONText.of(reports)) }
            try VerificationSummary(results, content: content).show(withTotal: !json)
        }
    }

    /// What can be asked for.
    private static let supported = Verification.supported + [.content]

    /// The checks to make.
    private func selected() throws -> [ValidationCheck] {
        guard let checks else { return Verification.supported }
        let known = VerifyCommand.supported.map(\.rawValue)
        let names = checks.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard !names.isEmpty else {
            throw ValidationError("--checks: name one or more of \(known.joined(separator: ", "))")
        }
        return try names.map { name in
            guard let check = ValidationCheck(rawValue: name),
                VerifyCommand.supported.contains(check)
            else {
                let hint =
                    NameSuggestion.hint(for: name, among: known)
                    ?? "The checks are \(known.joined(separator: ", "))."
                throw ValidationError("--checks: `\(name)` is no check. \(hint)")
            }
            return check
        }
    }
}
