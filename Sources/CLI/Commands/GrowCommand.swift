import ArgumentParser
import Executor
import Foundation
import Journal
import Planner

/// `gatefill grow`: adds to a run the tables that a larger profile has and it has not.
struct GrowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grow",
        abstract: "Add to a run the tables that a larger profile has, if its rows stay as they are",
        discussion: """
            Rows of both plans are made and compared, table by table. Where none that is in the \
            target would have to change, a new run writes the tables that are missing; both \
            together are what the larger profile generates. A larger number of users moves every \
            row in time, so such a growth is refused: clean the run up and generate the larger \
            profile instead.

            Clean the runs up in the reverse of their order.

            Example: gatefill grow 3 --profile medium --dry-run
            """
    )

    @Argument(
        help: ArgumentHelp("Number of the run (default: the last one)", valueName: "run"),
        transform: Allowed.runNumber
    )
    var runNumber: Int64?

    @OptionGroup var larger: ProfileChoice
    @OptionGroup var secrets: SecretOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var progress: ProgressOptions

    @Flag(help: "Only show what would become of each table")
    var dryRun = false

    @Flag(help: "Leave out the verification at the end")
    var skipValidation = false

    @Flag(help: "Print the report of the run, or what would become of each table, as JSON")
    var json = false

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            // Before the journal, so that a mistyped option is named first.
            let path = try larger.path()
            let reader = try journal.openForReading()
            let record = try select(in: reader)
            let lineage = try GrowthLineage(of: record, in: reader)
            let (survey, request) = try compare(lineage, try grownRequest(path, lineage))
            let report = GrowthReport(survey, run: record.number)
            if dryRun || !survey.isPossible || survey.addedTables.isEmpty {
                Terminal.write(json ? try JSONText.of(report) : report.text)
            }
            if dryRun { return }
            try refuseImpossible(survey, record)
            if survey.addedTables.isEmpty { return }
            try add(request, to: record)
        }
    }

    /// The run of the number, or the last one in the target that is named, else in its own.
    private func select(in store: EventStore) throws -> RunRecord {
        if let runNumber { return try RunSelection.existing(runNumber, in: store) }
        let selected = try target.select(.grow, nil, profile: nil, moves: false, from: store)
        progress.notice("growing \(selected.title)")
        return selected.run
    }

    /// What the larger profile asks for, with the seed, the dates, the domain, the secrets and the
    /// size of a batch of the run.
    private func grownRequest(_ path: String, _ lineage: GrowthLineage) throws -> RunRequest {
        let own = lineage.request.recipe
        let profile = try ProfileLoader.load(
            path: path,
            overrides: ProfileOverrides(),
            nowMicroseconds: own.dataset.endMicroseconds
        )
        var request = try PlannedProfile(profile).request
        request.recipe.batchSize = own.batchSize
        request.recipe.dataset.seed = own.dataset.seed
        request.recipe.dataset.emailDomain = own.dataset.emailDomain
        request.recipe.dataset.startMicroseconds = own.dataset.startMicroseconds
        request.recipe.dataset.endMicroseconds = own.dataset.endMicroseconds
        request.recipe.dataset.secrets = own.dataset.secrets
        request.settings = lineage.request.settings
        request.settings.reportPath = nil
        if skipValidation { request.settings.validationEnabled = false }
        request.ledgerSchema = target.ledgerSchema ?? lineage.request.ledgerSchema
        request.secretVariables = lineage.request.secretVariables
        request.grownFrom = lineage.root
        return request
    }

    /// Compares the plans, and leaves in the request the tables that are missing.
    private func compare(
        _ lineage: GrowthLineage,
        _ request: RunRequest
    ) throws -> (GrowthSurvey, RunRequest) {
        var own = lineage.request.recipe
        own.tables = lineage.tables
        let (plan, grown) = (try GenerationPlan(own), try GenerationPlan(request.recipe))
        var survey = GrowthSurvey(from: plan, to: grown)
        // Samples are enough to refuse; only all rows show that a profile that says something else
        // makes the same ones.
        if !dryRun, survey.isPossible, own.dataset != request.recipe.dataset {
            progress.notice("comparing \(Figures.grouped(plan.rowCount)) rows of both profiles")
            survey.compareAll(plan, with: grown)
        }
        var request = request
        request.recipe.tables = survey.addedTables
        return (survey, request)
    }

    private func refuseImpossible(_ survey: GrowthSurvey, _ record: RunRecord) throws {
        guard !survey.isPossible else { return }
        throw RunFailure(
            code: "cannot-grow",
            message: "cannot grow run \(record.number): rows that are in its target would change",
            detail: nil,
            hint: "Clean up the run, then generate the larger profile.",
            command: ["cleanup", "\(record.number)", "--dry-run"]
        )
    }

    /// Carries out the run that writes the missing tables.
    private func add(_ request: RunRequest, to record: RunRecord) throws {
        let plan = try GenerationPlan(
            request.recipe,
            secrets: secrets.read(for: request, run: record.number)
        )
        let database = try target.open(
            fallback: record.target,
            recordedSchema: request.ledgerSchema,
            timeoutSeconds: request.settings.connectTimeoutSeconds
        )
        let begun = ContinuousClock.now
        let store = try journal.openForWriting()
        let starter = RunStarter(journal: store, target: database)
        try starter.refuseOtherTarget(than: record, to: "grow")
        let assignment = try starter.start(request, plan: plan, schema: .none)
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
