import Executor
import Journal
import Targets

/// Gives back the room of a run that was cleaned up before.
struct VacuumDriver {
    private struct Report: Encodable {
        let run: Int64
        let target: String
        let space: SpaceReport
    }

    let run: RunRecord
    let target: any WipeTarget
    let printsJSON: Bool

    /// Lets the database give the room of `tables` back, those that are there, and says how much.
    func drive(_ tables: [String]) throws {
        let graph = ReferenceGraph(
            try target.readSchema(),
            declared: try target.readForeignKeys()
        )
        let present = tables.filter { graph.has(table: $0) }
        let before = try target.readSpace(present)
        try target.vacuum(present)
        let report = Report(
            run: run.number,
            target: target.display,
            space: SpaceReport(
                before: before,
                after: try target.readSpace(present),
                vacuumCommand: nil
            )
        )
        if printsJSON {
            Terminal.write(try JSONText.of(report))
        } else {
            Terminal.write("Run \(report.run) was cleaned up before in \(report.target).")
            Terminal.write(report.space.text)
        }
    }
}
