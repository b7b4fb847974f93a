import ArgumentParser
import Executor
import Journal
import Planner

/// `gatefill resume`: carries an unfinished run on.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Carry on a run that was interrupted, the last one when none is named",
        discussion: "Example: gatefill resume 3"
    )

    @Argument(
        help: ArgumentHelp("Number of the run, as `gatefill runs` shows it", valueName: "run"),
        transform: Allowed.runNumber
    )
    var runNumber: Int64?

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var progress: ProgressOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Workers that load side by side, 1 to 64", valueName: "number"),
        transform: Allowed.workers
    )
    var workers: Int?

    @Flag(help: "Leave out the verification at the end")
    var skipValidation = false

    @Option(
        help: ArgumentHelp("Write the report of the run as JSON", valueName: "file"),
        transform: Allowed.file
    )
    var output: String?

    @Flag(help: "Print the report of the run as JSON")
    var json = false

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            // A missing journal is an error here, not a new file.
            _ = try journal.openForReading()
            let store = try journal.openForWriting()
            let record = try RunSelection.unfinished(runNumber, in: store)
            var request = try RunStarter.request(of: record, in: store)
            if let workers { request.settings.workers = workers }
            if let output { request.settings.reportPath = output }
            if skipValidation { request.settings.validationEnabled = false }
            if let path = request.settings.reportPath { try JSONText.checkWritable(path) }
            let plan = try GenerationPlan(
                request.recipe,
                secrets: secrets.read(for: request, run: record.number)
            )
            let database = try target.open(
                fallback: record.target,
                recordedSchema: request.ledgerSchema,
                timeoutSeconds: request.settings.connectTimeoutSeconds
            )
            let assignment = try RunStarter(journal: store, target: database)
                .resume(record, plan: plan)
            try RunDriver(
                request: request,
                assignment: assignment,
                target: database,
                journal: store,
                journalOption: journal.journal,
                printsJSON: json,
                progress: progress
            ).drive()
        }
    }
}
