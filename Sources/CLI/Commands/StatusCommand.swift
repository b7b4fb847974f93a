import ArgumentParser
import ContextForge
import Executor
import Journal
import Rows

/// `gatefill status`: shows how far a run is, table by table.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how far a run is, the last one when none is named",
        discussion: "Example: gatefill status 3"
    )

    @OptionGroup var choice: RunOptions
    @OptionGroup var journal: JournalOptions

    @Flag(help: "Print JSON")
    var json = false

    private struct Report: Encodable {
        struct Table: Encodable {
            let table: String
            let plannedRows: Int64
            let committedRows: Int64
            let plannedBatches: Int64
            let committedBatches: Int64
        }

        let run: RunLine
        let tables: [Table]
    }

    func run() throws {
        try ExitStatus.reporting(journal: journal) {
            let store = try journal.openForReading()
            let record =
                try choice.runNumber.map { try RunSelection.existing($0, in: store) }
                ?? RunSelection.newest(profile: choice.profile, in: store, .contextForge)
            let progress = Dictionary(
                try store.progress(run: record.number).map { ($0.table, $0) },
                uniquingKeysWith: { $1 }
            )
            let report = Report(
                run: RunLine(record, isInHand: try store.runInHand() == record.number),
                tables: (try store.plan(run: record.number)?.tables ?? []).map { table in
                    Report.Table(
                        table: table.name,
                        plannedRows: table.rowCount,
                        committedRows: progress[table.name]?.rowsCommitted ?? 0,
                        plannedBatches: table.batchCount,
                        committedBatches: progress[table.name]?.batchesCommitted ?? 0
                    )
                }
            )
            Terminal.write(json ? try JSONText.of(report) : text(report))
        }
    }

    private func text(_ report: Report) -> String {
        var table = TextTable([
            ("Table", false), ("Rows", true), ("Of", true), ("Batches", true), ("Of", true),
        ])
        for row in report.tables {
            table.add([
                row.table, Figures.grouped(row.committedRows), Figures.grouped(row.plannedRows),
                Figures.grouped(row.committedBatches), Figures.grouped(row.plannedBatches),
            ])
        }
        let run = report.run
        var lines = [
            "Run \(run.run) of profile \(run.profile) is \(run.state).",
            "Target \(run.target), plan \(run.planDigest.prefix(12)), epoch \(run.epoch).",
            "Started \(run.started), last event \(run.updated).",
        ]
        if let cause = run.cause { lines.append("Stopped by \(cause).") }
        return lines.joined(separator: "\n") + "\n\n" + table.text
    }
}
