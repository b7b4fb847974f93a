import ArgumentParser
import Executor
import Journal
import Planner
import Targets

/// `gatefill verify`: checks what a run put into its target.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the data of a run in its target, the last run when none is named",
        discussion: """
            Exit status 1 when a check fails.

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

    @Flag(help: "Print every check, not only those that fail")
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
            let results = try Verification(plan, target: database).run(selected())
            if let output { try JSONText.write(results.map { CheckReport($0) }, to: output) }
            try VerificationSummary(results).show(verbose: verbose)
        }
    }

    /// The checks to make.
    private func selected() throws -> [ValidationCheck] {
        guard let checks else { return Verification.supported }
        return try checks.split(separator: ",").map { name in
            guard let check = ValidationCheck(rawValue: String(name)),
                Verification.supported.contains(check)
            else {
                let known = Verification.supported.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--checks: `\(name)` is none of \(known)")
            }
            return check
        }
    }
}
