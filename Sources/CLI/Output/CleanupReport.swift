import Executor
import Targets

/// What a cleanup did, or would do, for people and as JSON.
struct CleanupReport: Encodable {
    struct Table: Encodable {
        let table: String
        let component: String
        let generated: Int64
        let deleted: Int64
        let alreadyGone: Int64
        let kept: Int64
        let foreignDeleted: Int64
        /// Seconds of all workers together on this table's batches in this part of the cleanup, and
        /// the rows by the second of them.
        let workSeconds: Double
        let rowsPerWorkSecond: Double
    }

    struct KeptRow: Encodable {
        let table: String
        let key: String
        let reason: String
    }

    let profile: String
    let run: Int64
    let target: String
    let dryRun: Bool
    let onForeignRows: String
    let changedRows: String
    let workers: Int
    let tables: [Table]
    let generated: Int64
    let deleted: Int64
    let alreadyGone: Int64
    let kept: Int64
    let foreignDeleted: Int64
    /// The first kept rows of each batch.
    let keptRows: [KeptRow]
    let seconds: Double
    let rowsPerSecond: Double
    let ledgerRemoved: Bool
    let space: SpaceReport

    /// Rows of this part of the cleanup, which the rate is of.
    private let newRowCount: Int64

    private enum CodingKeys: String, CodingKey {
        case profile, run, target, dryRun, onForeignRows, changedRows, workers, tables, generated
        case deleted, alreadyGone, kept, foreignDeleted, keptRows, seconds, rowsPerSecond,
            ledgerRemoved, space
    }

    init(
        _ request: RunRequest,
        _ assignment: CleanupAssignment,
        target: String,
        isRehearsal: Bool,
        workers: Int,
        progress: RunProgress,
        outcomes: [DeletionOutcome],
        keptRows: [NamedKeptRow],
        seconds: Double,
        isLedgerGone: Bool,
        space: SpaceReport
    ) {
        profile = request.profileName
        run = assignment.runNumber
        self.target = target
        dryRun = isRehearsal
        onForeignRows = assignment.policy.foreignRows.rawValue
        changedRows = assignment.policy.changedRows.rawValue
        self.workers = workers
        tables = zip(progress.tables, outcomes).map { table, outcome in
            Table(
                table: table.name,
                component: table.component,
                generated: outcome.rowCount,
                deleted: outcome.deletedCount,
                alreadyGone: outcome.goneCount,
                kept: outcome.keptCount,
                foreignDeleted: outcome.foreignCount,
                workSeconds: table.workSeconds,
                rowsPerWorkSecond: table.rowsPerWorkSecond
            )
        }
        generated = tables.reduce(0) { $0 + $1.generated }
        deleted = tables.reduce(0) { $0 + $1.deleted }
        alreadyGone = tables.reduce(0) { $0 + $1.alreadyGone }
        kept = tables.reduce(0) { $0 + $1.kept }
        foreignDeleted = tables.reduce(0) { $0 + $1.foreignDeleted }
        self.keptRows = keptRows.map {
            KeptRow(table: $0.table, key: $0.row.key, reason: $0.row.reason)
        }
        self.seconds = seconds
        newRowCount = progress.newRowCount
        rowsPerSecond = seconds > 0 ? Double(newRowCount) / seconds : 0
        ledgerRemoved = isLedgerGone
        self.space = space
    }

    /// Rows that are named to people; the others are in the journal.
    private static let namedRowCount = 20

    /// The summary: a line for each component, one for all, and the rows that are kept.
    var text: String {
        var lines = [table.text, ""]
        if foreignDeleted > 0 {
            lines.append(
                "\(Figures.grouped(foreignDeleted)) rows of others that referred to them "
                    + (dryRun ? "would be deleted too." : "were deleted too.")
            )
        }
        for row in keptRows.prefix(CleanupReport.namedRowCount) {
            lines.append("kept: \(row.table) \(row.key), because of \(row.reason)")
        }
        if kept > Int64(CleanupReport.namedRowCount) {
            lines.append(
                "kept: \(Figures.grouped(kept - Int64(CleanupReport.namedRowCount))) more"
            )
        }
        if dryRun {
            lines.append("Nothing has changed: this is what `--confirm` would do to run \(run).")
        } else {
            lines.append(
                "Run \(run) is cleaned up in \(target)"
                    + (kept > 0 ? ", but for \(Figures.grouped(kept)) rows." : ".")
            )
            if ledgerRemoved { lines.append("No run is left in it; the ledger is gone.") }
            lines.append(space.text)
        }
        return lines.joined(separator: "\n")
    }

    private var table: TextTable {
        var table = TextTable([
            ("Component", false), ("Generated", true), (dryRun ? "Would go" : "Deleted", true),
            ("Gone before", true), ("Kept", true), ("Time", true), ("Rate", true),
        ])
        for row in tables {
            table.add([
                row.component, Figures.grouped(row.generated), Figures.grouped(row.deleted),
                Figures.grouped(row.alreadyGone), Figures.grouped(row.kept),
                Figures.duration(row.workSeconds), Figures.rate(row.rowsPerWorkSecond),
            ])
        }
        table.add([
            "Total", Figures.grouped(generated), Figures.grouped(deleted),
            Figures.grouped(alreadyGone), Figures.grouped(kept), Figures.duration(seconds),
            Figures.rate(newRowCount, seconds: seconds),
        ])
        return table
    }
}
