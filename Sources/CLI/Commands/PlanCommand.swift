import ArgumentParser
import Targets

/// `gatefill plan`: shows what would be generated.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show the tables, rows, batches and size that a profile gives, writing nothing",
        discussion: """
            With --target, a run with the same seed that is already in that database is reported. \
            --target-size and --max-minutes measure the cost of a row for a few seconds in an \
            empty copy of the target's tables, which is dropped afterwards.

            Example: gatefill plan --profile production
            """
    )

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var budget: BudgetOptions
    @OptionGroup var secrets: SecretOptions

    @Flag(
        help: ArgumentHelp(
            "Show which tables are filled, and why not the others; of the target where one is given"
        )
    )
    var coverage = false

    @Option(
        help: ArgumentHelp(
            "Database URL to inspect; without it, only --target-size and --max-minutes connect "
                + "(to $DATABASE_URL, else sqlite:///./mcp.db)",
            valueName: "url"
        )
    )
    var target: String?

    @Flag(help: "Print JSON")
    var json = false

    func run() throws {
        try ExitStatus.reporting {
            if coverage { return try showCoverage() }
            let planned = try budget.plan(
                profile,
                secrets,
                schema: .emptyFile,
                validates: true,
                tell: PlanCommand.tell,
                openTarget: openTarget
            )
            let notices =
                target == nil ? [] : try TargetLook.conflict(planned, in: openTarget(), nil)
            let report = PlanReport(planned, notices: notices)
            try PlanCommand.show(report, json: json, tell: PlanCommand.tell)
        }
    }

    private func showCoverage() throws {
        var tables: [String]?
        if target != nil { tables = try Array(openTarget().readSchema().tables.keys) }
        let report = CoverageReport(targetTables: tables)
        Terminal.write(json ? try JSONText.of(report) : report.text)
    }

    private func openTarget() throws -> any ScratchTarget {
        guard let target else { return try TargetOptions.parse([]).open() }
        // Checked here: what the parser below throws is an error of its own.
        _ = try TargetLocation(url: target)
        return try TargetOptions.parse(["--target", target]).open()
    }

    private static func tell(_ notice: String) {
        Terminal.writeError("notice: \(notice)")
    }

    /// Prints a plan and tells its notices.
    static func show(_ report: PlanReport, json: Bool, tell: (String) -> Void) throws {
        Terminal.write(json ? try JSONText.of(report) : report.text)
        report.notices.forEach(tell)
    }
}
