import ContextForge
import Executor
import Planner
import Rows

/// A plan as it is shown and as JSON.
struct PlanReport: Encodable {
    struct Table: Encodable {
        let table: String
        let component: String
        let rows: Int64
        let batches: Int64
        let estimatedBytes: Int64
    }

    let profile: String
    let seed: UInt64
    let endMicroseconds: Int64
    let digest: String
    let generatorVersion: Int
    let batchSize: Int64
    let tables: [Table]
    let rows: Int64
    let batches: Int64
    let estimatedBytes: Int64
    let notices: [String]
    let prediction: RunPrediction?

    /// The report of a plan; `others` are notices about the target, if that was looked at.
    init(_ planned: PlannedProfile, notices others: [String] = []) {
        prediction = planned.request.prediction
        let plan = planned.plan
        profile = planned.profile.name
        seed = plan.recipe.dataset.seed
        endMicroseconds = plan.recipe.dataset.endMicroseconds
        digest = plan.digest
        generatorVersion = Catalogue.contextForge.generatorVersion
        batchSize = plan.recipe.batchSize
        tables = plan.tables.map { table in
            Table(
                table: table.name,
                component: table.component,
                rows: table.rowCount,
                batches: table.batchCount,
                estimatedBytes: table.byteCount
            )
        }
        rows = plan.rowCount
        batches = plan.batchCount
        estimatedBytes = plan.byteCount
        notices = planned.notices + PlanComparison(plan).notices + others
    }

    /// For people: a table and a line about the plan.
    var text: String {
        var table = TextTable([
            ("Component", false), ("Table", false), ("Rows", true), ("Batches", true),
            ("Estimated size", true),
        ])
        for row in tables {
            table.add([
                row.component, row.table, Figures.grouped(row.rows), Figures.grouped(row.batches),
                Figures.bytes(row.estimatedBytes),
            ])
        }
        table.add([
            "Total", "", Figures.grouped(rows), Figures.grouped(batches),
            Figures.bytes(estimatedBytes),
        ])
        let end = "end \(Moments.text(endMicroseconds))"
        return table.text
            + "\n\nProfile \(profile), seed \(seed), \(end), plan \(digest.prefix(12))"
            + (prediction.map { "\n" + PredictionReport.text(of: $0) } ?? "")
    }
}
