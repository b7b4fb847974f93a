import ContextForge
import Executor
import Foundation
import Planner
import Rows

/// What a run did, for people and as JSON.
struct RunReport: Encodable {
    struct Table: Encodable {
        let table: String
        let component: String
        let rows: Int64
        let newRows: Int64
        /// Seconds of all workers together on this table's batches, and the rows by the second of
        /// them.
        let workSeconds: Double
        let rowsPerWorkSecond: Double
    }

    let profile: String
    let seed: UInt64
    let endMicroseconds: Int64
    let programVersion: String
    let generatorVersion: Int
    let run: Int64
    let planDigest: String
    let target: String
    let batchSize: Int64
    let workers: Int
    let tables: [Table]
    let rows: Int64
    let newRows: Int64
    let seconds: Double
    let rowsPerSecond: Double
    let retries: Int
    let recoveredBatches: Int
    let lostBatches: Int
    let peakMemoryBytes: Int64
    let verification: [CheckReport]?
    let prediction: PredictionReport?

    init(
        _ request: RunRequest,
        _ assignment: RunAssignment,
        target: String,
        workers: Int,
        progress: RunProgress,
        seconds: Double,
        checks: [CheckResult]?,
        prediction: PredictionReport?
    ) {
        self.prediction = prediction
        profile = request.profileName
        seed = request.recipe.dataset.seed
        endMicroseconds = request.recipe.dataset.endMicroseconds
        programVersion = BuildVersion.program
        generatorVersion = Catalogue.contextForge.generatorVersion
        run = assignment.runNumber
        planDigest = assignment.plan.digest
        self.target = target
        batchSize = request.recipe.batchSize
        self.workers = workers
        tables = progress.tables.map { table in
            Table(
                table: table.name,
                component: table.component,
                rows: table.committedRowCount,
                newRows: table.newRowCount,
                workSeconds: table.workSeconds,
                rowsPerWorkSecond: table.rowsPerWorkSecond
            )
        }
        rows = progress.committedRowCount
        newRows = progress.newRowCount
        self.seconds = seconds
        rowsPerSecond = seconds > 0 ? Double(progress.newRowCount) / seconds : 0
        retries = progress.retryCount
        recoveredBatches = progress.recoveredCount
        lostBatches = progress.lostCount
        peakMemoryBytes = ProcessMemory.peakByteCount
        verification = checks?.map { CheckReport($0) }
    }

    /// The summary: a line for each component, with the time of all workers together, and one for
    /// all, with the clock's.
    var text: String {
        var table = TextTable([
            ("Component", false), ("Records", true), ("Time", true), ("Rate", true),
        ])
        for row in tables {
            table.add([
                row.component, Figures.grouped(row.newRows), Figures.duration(row.workSeconds),
                Figures.rate(row.rowsPerWorkSecond),
            ])
        }
        table.add([
            "Total", Figures.grouped(newRows), Figures.duration(seconds),
            Figures.rate(newRows, seconds: seconds),
        ])
        return table.text + (prediction.map { "\n\n" + $0.text } ?? "")
    }
}
