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

    @Argument(help: ArgumentHelp("Number of the run", valueName: "run"))
    var runNumber: Int64?

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions

    @Option(
        help: ArgumentHelp(
            "Make these checks only, parted by commas (default: all)",
            valueName: "names"
        )
    )
    var checks: String?

    @Flag(help: "Print every check, not only statistics and those that fail")
    var verbose = false

    @Option(help: ArgumentHelp("Write the results as JSON", valueName: "file"))
    var output: String?

    func validate() throws {
        _ = try selected()
    }

    func run() throws {
        try ExitStatus.reporting {
            let store = try journal.openForReading()
            let record = try RunSelection.named(runNumber, in: store)
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
            if let output { try JSONText.checkWritable(output) }
            let blocks = try store.reservations(run: record.number)
            let results = try Verification(
                plan,
                target: database,
                // The last block of a table is the one in use.
                firstKeys: Dictionary(blocks.map { ($0.table, $0.firstID) }) { $1 }
            ).run(selected()) { VerificationSummary.progress($0, verbose: verbose) }
            if let output { try JSONText.write(results.map { CheckReport($0) }, to: output) }
            try VerificationSummary(results).show()
        }
    }

    /// The checks to make.
    private func selected() throws -> [ValidationCheck] {
        guard let checks else { return Verification.supported }
        let known = Verification.supported.map(\.rawValue)
        let names = checks.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard !names.isEmpty else {
            throw ValidationError("--checks: name one or more of \(known.joined(separator: ", "))")
        }
        return try names.map { name in
            guard let check = ValidationCheck(rawValue: name),
                Verification.supported.contains(check)
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
