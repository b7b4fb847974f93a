import ArgumentParser
import ContextForge
import Executor
import Journal
import Planner
import Rows

/// `gatefill resume`: carries an unfinished run on.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Carry on a run that was interrupted, the last one when none is named",
        discussion: "Example: gatefill resume 3"
    )

    @OptionGroup var choice: RunOptions
    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var move: MoveOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var progress: ProgressOptions
    @OptionGroup var log: LogOptions

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

    func validate() throws { try move.check(target) }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openExisting(forWriting: true)
            let selected = try target.select(
                .resume,
                choice.runNumber,
                profile: choice.profile,
                moves: move.moved,
                from: store
            )
            let record = selected.run
            guard let database = selected.target else {
                preconditionFailure("a run is resumed without its target")
            }
            var request = try RunStarter.request(of: record, in: store, for: .contextForge)
            if let workers { request.settings.workers = workers }
            if let output { request.settings.reportPath = output }
            if skipValidation { request.settings.validationEnabled = false }
            if let path = request.settings.reportPath { try JSONText.checkWritable(path) }
            let plan = try GenerationPlan(
                request.recipe,
                of: secrets.catalogue(for: request, run: record.number)
            )
            progress.notice("resuming \(selected.title)")
            let assignment = try RunStarter(journal: store, target: database)
                .resume(record, plan: plan)
            let progress = log.apply(to: &request.settings, progress)
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
