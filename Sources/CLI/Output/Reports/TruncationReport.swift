/// What became of the rows of a table that was emptied.
struct EmptiedTable {
    let name: String
    /// Rows before.
    let rowCount: Int64
    /// Rows that are still there.
    var keptCount: Int64 = 0
    /// Why they are.
    var reason: String?
}

/// What tables were emptied of, for people and as JSON.
struct TruncationReport: Encodable {
    struct Table: Encodable {
        let table: String
        let rows: Int64
        /// Rows that are still there, and why; absent where there are none.
        let kept: Int64?
        let reason: String?
    }

    let target: String
    let dryRun: Bool
    /// Tables that had rows, in loading order.
    let tables: [Table]
    let rows: Int64
    let kept: Int64

    /// A report of all tables.
    init(_ emptied: [EmptiedTable], target: String, isDryRun: Bool) {
        self.target = target
        dryRun = isDryRun
        tables = emptied.filter { $0.rowCount + $0.keptCount > 0 }.map { table in
            Table(
                table: table.name,
                rows: table.rowCount,
                kept: table.keptCount > 0 ? table.keptCount : nil,
                reason: table.reason
            )
        }
        rows = tables.reduce(0) { $0 + $1.rows }
        kept = emptied.reduce(0) { $0 + $1.keptCount }
    }

    /// A line for each table, and one for all.
    var text: String {
        let lines = tables.map { table in
            if let kept = table.kept {
                return "kept: \(Figures.grouped(kept)) of \(table.table), because of "
                    + (table.reason ?? "an unknown reason")
            }
            return "\(dryRun ? "would empty" : "emptied") \(table.table): "
                + "\(Figures.grouped(table.rows)) rows"
        }
        return (lines + [total]).joined(separator: "\n")
    }

    private var total: String {
        if dryRun {
            return "Nothing has changed: \(Figures.grouped(rows)) rows would be deleted, whoever "
                + "created them."
        }
        if kept > 0 {
            return "Deleted \(Figures.grouped(max(0, rows - kept))) rows from \(target); "
                + "\(Figures.grouped(kept)) rows and the ledger were kept."
        }
        return "Deleted \(Figures.grouped(rows)) rows and the ledger from \(target)."
    }
}
