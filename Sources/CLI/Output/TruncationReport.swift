/// What tables were emptied of, for people and as JSON.
struct TruncationReport: Encodable {
    struct Table: Encodable {
        let table: String
        let rows: Int64
    }

    let target: String
    let dryRun: Bool
    /// Tables that had rows, in loading order.
    let tables: [Table]
    let rows: Int64

    /// A report of all tables and their numbers of rows.
    init(_ counts: [(table: String, rowCount: Int64)], target: String, isRehearsal: Bool) {
        self.target = target
        dryRun = isRehearsal
        tables = counts.filter { $0.rowCount > 0 }.map { Table(table: $0.table, rows: $0.rowCount) }
        rows = tables.reduce(0) { $0 + $1.rows }
    }

    /// A line for each table, and one for all.
    var text: String {
        let lines = tables.map {
            "\(dryRun ? "would empty" : "emptied") \($0.table): \(Figures.grouped($0.rows)) rows"
        }
        let total =
            dryRun
            ? "Nothing has changed: \(Figures.grouped(rows)) rows would go, whoever made them."
            : "\(Figures.grouped(rows)) rows are gone from \(target), and the ledger."
        return (lines + [total]).joined(separator: "\n")
    }
}
