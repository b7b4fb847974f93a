import ArgumentParser
import ContextForge
import Executor
import Rows
import Targets

/// `gatefill generate`: plans a run and carries it out.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Generate the data of a profile in a database",
        discussion: "Example: gatefill generate --profile small --target sqlite:///./mcp.db"
    )

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var budget: BudgetOptions
    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var progress: ProgressOptions
    @OptionGroup var log: LogOptions

    @Flag(help: "Show the plan and write nothing")
    var dryRun = false

    @Flag(help: "Leave out the verification at the end")
    var skipValidation = false

    @Flag(
        help: """
            Create the gateway's tables in a database that has none of them; an empty SQLite file \
            gets them without it
            """
    )
    var createSchema = false

    @Option(
        help: ArgumentHelp(
            "ContextForge release whose schema to create in a database without tables (default: "
                + "\(Catalogue.contextForge.newestRelease.name))",
            valueName: "release"
        )
    )
    var schemaRelease: Release?

    @Option(
        help: ArgumentHelp(
            "Write the report of the run, or with --dry-run the plan, as JSON",
            valueName: "file"
        ),
        transform: Allowed.file
    )
    var output: String?

    @Flag(help: "Print the report, or with --dry-run the plan, as JSON")
    var json = false

    private var schema: SchemaRequest {
        SchemaRequest(schemaRelease, createsInServers: createSchema)
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            if let output { try JSONText.checkWritable(output) }
            let planned = try budget.plan(
                profile,
                secrets,
                schema: schema,
                validates: !skipValidation,
                tell: progress.notice,
                openTarget: { try target.open() }
            )
            if dryRun {
                let report = try PlanReport(
                    planned,
                    notices: TargetLook.notices(planned, in: target, journal: journal)
                )
                try PlanCommand.show(report, json: json, tell: progress.notice)
                if let output {
                    try JSONText.write(report, to: output)
                    if !json { Terminal.write("Plan: \(output)") }
                }
                return
            }
            var request = planned.request
            request.ledgerSchema = target.ledgerSchema
            if let output { request.settings.reportPath = output }
            if skipValidation { request.settings.validationEnabled = false }
            if let path = request.settings.reportPath { try JSONText.checkWritable(path) }
            let database = try target.open(
                timeoutSeconds: request.settings.connectTimeoutSeconds
            )
            let begun = ContinuousClock.now
            let store = try journal.openForWriting()
            for notice in planned.notices { progress.notice(notice) }
            let found = try otherRows(in: database, request)
            let assignment = try RunStarter(journal: store, target: database).start(
                request,
                plan: planned.plan,
                schema: schema
            )
            for notice in found { progress.notice(notice) }
            let progress = log.apply(to: &request.settings, progress)
            try RunDriver(
                request: request,
                assignment: assignment,
                target: database,
                journal: store,
                journalOption: journal.journal,
                printsJSON: json,
                progress: progress,
                begun: begun
            ).drive()
        }
    }

    /// What the tables of the plan hold that gatefill has not generated, and what becomes of it.
    private func otherRows(
        in database: any Target,
        _ request: RunRequest
    ) throws(TargetError) -> [String] {
        try OtherRows(in: database, tables: request.recipe.tables).notices(
            request.settings.indexSuspension ?? .never,
            in: database.display,
            number: Figures.grouped
        )
    }
}
