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
        let derivedDeleted: Int64
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
    let onDerivedRows: String
    let changedRows: String
    let workers: Int
    let tables: [Table]
    let generated: Int64
    let deleted: Int64
    let alreadyGone: Int64
    let kept: Int64
    let foreignDeleted: Int64
    let derivedDeleted: Int64
    /// The kept rows by table and reason.
    let keptReasons: [KeptRowsReport.Sum]
    /// The first kept rows of each batch.
    let keptRows: [KeptRow]
    let seconds: Double
    let rowsPerSecond: Double
    let ledgerRemoved: Bool
    let space: SpaceReport

    /// Rows of this part of the cleanup, which the rate is of.
    private let newRowCount: Int64
    private let keptReport: KeptRowsReport

    private enum CodingKeys: String, CodingKey {
        case profile, run, target, dryRun, onForeignRows, onDerivedRows, changedRows, workers
        case tables, generated, deleted, alreadyGone, kept, foreignDeleted, derivedDeleted
        case keptReasons, keptRows, seconds, rowsPerSecond, ledgerRemoved, space
    }

    init(
        _ request: RunRequest,
        _ assignment: CleanupAssignment,
        target: String,
        isDryRun: Bool,
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
        dryRun = isDryRun
        onForeignRows = assignment.policy.foreignRows.rawValue
        onDerivedRows = assignment.policy.derivedRows.rawValue
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
                derivedDeleted: outcome.derivedCount,
                workSeconds: table.workSeconds,
                rowsPerWorkSecond: table.rowsPerWorkSecond
            )
        }
        generated = tables.reduce(0) { $0 + $1.generated }
        deleted = tables.reduce(0) { $0 + $1.deleted }
        alreadyGone = tables.reduce(0) { $0 + $1.alreadyGone }
        kept = tables.reduce(0) { $0 + $1.kept }
        foreignDeleted = tables.reduce(0) { $0 + $1.foreignDeleted }
        derivedDeleted = tables.reduce(0) { $0 + $1.derivedDeleted }
        keptReport = KeptRowsReport(
            tables: assignment.tables.map(\.name),
            outcomes: outcomes,
            rows: keptRows,
            policy: assignment.policy
        )
        keptReasons = keptReport.sums
        self.keptRows = keptRows.map {
            KeptRow(table: $0.table, key: $0.row.key, reason: $0.row.reason)
        }
        self.seconds = seconds
        newRowCount = progress.newRowCount
        rowsPerSecond = seconds > 0 ? Double(newRowCount) / seconds : 0
        ledgerRemoved = isLedgerGone
        self.space = space
    }

    /// The summary: a line for each component, one for all, and the rows that are kept by reason.
    var text: String {
        var lines = [table.text, ""]
        let were = dryRun ? "would be" : "were"
        if derivedDeleted > 0 {
            lines.append(
                "\(Figures.grouped(derivedDeleted)) derived rows (added by the gateway) "
                    + "\(were) also deleted."
            )
        }
        if foreignDeleted > 0 {
            lines.append(
                "\(Figures.grouped(foreignDeleted)) rows of others that referred to them "
                    + "\(were) also deleted."
            )
        }
        if kept > 0 { lines += [keptReport.text, ""] }
        if dryRun {
            lines.append("Nothing has changed: this is what `--confirm` would do to run \(run).")
        } else {
            lines.append(
                kept > 0
                    ? "Run \(run) was partly cleaned up in \(target): "
                        + "\(Figures.grouped(kept)) \(kept == 1 ? "row was" : "rows were") kept."
                    : "Run \(run) is cleaned up in \(target)."
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
