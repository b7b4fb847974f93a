import ArgumentParser
import ContextForge
import Foundation
import Planner
import Rows
import Targets

/// `gatefill-bench rows`: how fast rows are made and encoded, without a database.
struct RowsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rows",
        abstract:
            "Measure how fast the rows of each table are made and encoded, without a database",
        discussion: """
            Makes samples of the batches of a profile's plan, on one core, and encodes them as \
            PostgreSQL's binary COPY takes them. The total weighs each table by its rows in the \
            plan.

            Example: swift run -c release gatefill-bench --profile production
            """
    )

    @Option(help: ArgumentHelp("Profile by name", valueName: "name"))
    var profile = "production"

    @Option(help: ArgumentHelp("Measure only these tables, comma-separated", valueName: "names"))
    var tables: String?

    @Option(help: ArgumentHelp("Rows of a sample, at most", valueName: "rows"))
    var rows = 400_000

    @Option(help: ArgumentHelp("Repeats, of which the median counts", valueName: "number"))
    var repeats = 5

    @Flag(help: "Print JSON")
    var json = false

    func validate() throws {
        guard rows > 0, repeats > 0 else {
            throw ValidationError("--rows and --repeats: minimum 1")
        }
    }

    func run() throws {
        let plan = try MeasuredProfile.plan(of: MeasuredProfile.path(forName: profile))
        let names = tables?.split(separator: ",").map(String.init)
        for name in names ?? [] where plan.dataset.table(named: name) == nil {
            throw ValidationError("--tables: `\(name)` is not a table of the dataset")
        }
        var report = RowsReport(profile: profile, repeats: repeats)
        for table in plan.tables where table.rowCount > 0 {
            if let names, !names.contains(table.name) { continue }
            guard let source = plan.dataset.table(named: table.name) else { continue }
            let sample = BatchSample(table, of: plan, rowCountMax: Int64(rows))
            let benchmark = TableBenchmark(source, sample)
            report.add(table, try benchmark.run(repeats: repeats))
        }
        print(json ? try report.json : report.text)
    }
}
