import Executor
import Journal
import Targets

/// Reclaims the space of a run that was cleaned up before.
struct VacuumDriver {
    private struct Report: Encodable {
        let run: Int64
        let target: String
        let space: SpaceReport
    }

    let run: RunRecord
    let target: any WipeTarget
    let printsJSON: Bool

    /// Lets the database reclaim the space of those of `tables` that exist, and says how much.
    func drive(_ tables: [String]) throws {
        let schema = try target.readSchema()
        let present = tables.filter { schema.tables[$0] != nil }
        guard !present.isEmpty else {
            throw RunFailure(
                code: "nothing-to-clean",
                message:
                    "cannot reclaim space: \(target.display) has no table of run \(run.number)",
                detail: nil,
                hint: "Point --target at the database that the run was started on."
            )
        }
        let before = try target.readSpace(present)
        try target.vacuum(present)
        let report = Report(
            run: run.number,
            target: target.display,
            space: SpaceReport(
                before: before,
                after: try target.readSpace(present),
                vacuumed: true
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
