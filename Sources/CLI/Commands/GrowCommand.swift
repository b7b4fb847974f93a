import ArgumentParser
import Executor
import Foundation
import Journal
import Planner

/// `gatefill grow`: says whether a run can become a larger one, and refuses where it cannot.
struct GrowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grow",
        abstract: "Say, table by table, whether a run can grow into a larger profile",
        discussion: """
            Rows of both plans are made and compared. A run can grow only if no row that is in its \
            target would have to change. With today's distributions a larger number of users moves \
            every row in time, so such a growth is refused: clean the run up and generate the \
            larger profile instead.

            Example: gatefill grow 3 --profile medium --dry-run
            """
    )

    @Argument(
        help: ArgumentHelp("Number of the run (default: the last one)", valueName: "run"),
        transform: Allowed.runNumber
    )
    var runNumber: Int64?

    @OptionGroup var larger: ProfileChoice

    @Flag(help: "Only show what would become of each table")
    var dryRun = false

    @OptionGroup var journal: JournalOptions

    @Flag(help: "Print JSON")
    var json = false

    private struct Report: Encodable {
        struct Table: Encodable {
            let table: String
            let component: String
            let rows: Int64
            let grownRows: Int64
            let verdict: String
            let sampledRows: Int
            let sameRows: Int
        }

        let run: Int64
        let isPossible: Bool
        let tables: [Table]
    }

    func run() throws {
        try ExitStatus.reporting {
            // Before the journal, so that a mistyped option is named first.
            let path = try larger.path()
            let store = try journal.openForReading()
            let record = try RunSelection.named(runNumber, in: store)
            let request = try RunStarter.request(of: record, in: store, to: "grow")
            let plan = try GenerationPlan(request.recipe)
            let survey = GrowthSurvey(from: plan, to: try largerPlan(path, request, plan))
            let report = GrowCommand.report(survey, record.number)
            Terminal.write(json ? try JSONText.of(report) : text(report))
            if dryRun { return }
            let cleanup = SuggestedCommand.text(
                "cleanup \(record.number) --confirm",
                journal: journal.journal
            )
            throw RunFailure(
                code: "cannot-grow",
                message: survey.isPossible
                    ? "cannot grow run \(record.number): this version writes no rows behind others"
                    : "cannot grow run \(record.number): rows that are in its target would change",
                detail: nil,
                hint: "Clean it up with `\(cleanup)` and generate the larger profile."
            )
        }
    }

    /// The plan of the larger profile with the seed, the dates, the domain and the tables of the run.
    private func largerPlan(
        _ path: String,
        _ request: RunRequest,
        _ plan: GenerationPlan
    ) throws -> GenerationPlan {
        let own = request.recipe.dataset
        let loaded = try ProfileLoader.load(
            path: path,
            overrides: ProfileOverrides(),
            nowMicroseconds: own.endMicroseconds
        )
        var recipe = request.recipe
        recipe.dataset = loaded.dataset
        recipe.dataset.seed = own.seed
        recipe.dataset.emailDomain = own.emailDomain
        recipe.dataset.startMicroseconds = own.startMicroseconds
        recipe.dataset.endMicroseconds = own.endMicroseconds
        recipe.dataset.secrets = own.secrets
        return try GenerationPlan(recipe)
    }

    private static func report(_ survey: GrowthSurvey, _ run: Int64) -> Report {
        Report(
            run: run,
            isPossible: survey.isPossible,
            tables: survey.tables.map { table in
                Report.Table(
                    table: table.name,
                    component: table.component,
                    rows: table.rowCount,
                    grownRows: table.grownRowCount,
                    verdict: table.verdict.rawValue,
                    sampledRows: table.sampleCount,
                    sameRows: table.sameCount
                )
            }
        )
    }

    private func text(_ report: Report) -> String {
        var table = TextTable([
            ("Component", false), ("Rows", true), ("Grown", true), ("Verdict", false),
            ("Rows that stay as they are", false),
        ])
        for row in report.tables {
            table.add([
                row.component, Figures.grouped(row.rows), Figures.grouped(row.grownRows),
                row.verdict, "\(row.sameRows) of \(row.sampledRows) sampled",
            ])
        }
        let changed = report.tables.filter { $0.verdict != "same" && $0.verdict != "grows" }
        return table.text + "\n\n"
            + (report.isPossible
                ? "No sampled row of run \(report.run) would change."
                : "Run \(report.run) cannot grow: \(changed.count) of \(report.tables.count) tables "
                    + "would change.")
    }
}
