import ArgumentParser
import Targets

/// `gatefill plan`: shows what would be generated.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show the tables, rows, batches and size that a profile gives, writing nothing",
        discussion: "Example: gatefill plan --profile production"
    )

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var secrets: SecretOptions

    @Flag(
        help: ArgumentHelp(
            "Show which tables are filled, and why not the others; of the target where one is given"
        )
    )
    var coverage = false

    @Option(
        help: ArgumentHelp(
            "Database URL whose tables --coverage looks at (default: what the gateway has)",
            valueName: "url"
        )
    )
    var target: String?

    @Flag(help: "Print JSON")
    var json = false

    func validate() throws {
        if target != nil && !coverage {
            throw ValidationError("--target: only with --coverage; a plan needs no database")
        }
    }

    func run() throws {
        try ExitStatus.reporting {
            if coverage { return try showCoverage() }
            let planned = try PlannedProfile(profile.load(), secrets)
            try PlanCommand.show(PlanReport(planned), json: json)
        }
    }

    private func showCoverage() throws {
        var tables: [String]?
        if let target {
            // Checked here: what the parser below throws is an error of its own.
            _ = try TargetLocation(url: target)
            let location = try TargetOptions.parse(["--target", target])
            tables = try Array(location.open().readSchema().tables.keys)
        }
        let report = CoverageReport(targetTables: tables)
        Terminal.write(json ? try JSONText.of(report) : report.text)
    }

    /// Prints a plan; notices go to standard error.
    static func show(_ report: PlanReport, json: Bool) throws {
        Terminal.write(json ? try JSONText.of(report) : report.text)
        for notice in report.notices { Terminal.writeError("notice: \(notice)") }
    }
}
