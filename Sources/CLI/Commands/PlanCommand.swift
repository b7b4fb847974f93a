import ArgumentParser

/// `gatefill plan`: shows what would be generated.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show the tables, rows, batches and size that a profile gives, writing nothing",
        discussion: "Example: gatefill plan --profile production"
    )

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var secrets: SecretOptions

    @Flag(help: "Print JSON")
    var json = false

    func run() throws {
        try ExitStatus.reporting {
            let planned = try PlannedProfile(profile.load(), secrets)
            try PlanCommand.show(PlanReport(planned), json: json)
        }
    }

    /// Prints a plan; notices go to standard error.
    static func show(_ report: PlanReport, json: Bool) throws {
        Terminal.write(json ? try JSONText.of(report) : report.text)
        for notice in report.notices { Terminal.writeError("notice: \(notice)") }
    }
}
