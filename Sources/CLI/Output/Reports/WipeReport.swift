import Targets

/// What was deleted of a domain's users, for people and as JSON.
struct WipeReport: Encodable {
    struct Table: Encodable {
        let table: String
        let owned: Int64
        let deleted: Int64
        let kept: Int64
        /// What refers to the rows kept, or has kept them, with the number of rows.
        let reasons: [String: Int64]
    }

    /// A table whose rows name no owner.
    struct Unattributed: Encodable {
        let table: String
        let rows: Int64
    }

    let emailDomain: String
    let target: String
    let dryRun: Bool
    let tables: [Table]
    let deleted: Int64
    let kept: Int64
    /// Tables that were left alone because nothing says whose their rows are.
    let unattributed: [Unattributed]
    let seconds: Double
    let space: SpaceReport

    init(
        domain: String,
        target: String,
        isDryRun: Bool,
        rows: [OwnedRows],
        unattributed: [(table: String, rowCount: Int64)],
        seconds: Double,
        space: SpaceReport
    ) {
        emailDomain = domain
        self.target = target
        dryRun = isDryRun
        tables = rows.map {
            Table(
                table: $0.table,
                owned: $0.ownedCount,
                deleted: $0.deletedCount,
                kept: $0.keptCount,
                reasons: $0.reasons
            )
        }
        deleted = tables.reduce(0) { $0 + $1.deleted }
        kept = tables.reduce(0) { $0 + $1.kept }
        self.unattributed = unattributed.map { Unattributed(table: $0.table, rows: $0.rowCount) }
        self.seconds = seconds
        self.space = space
    }

    /// A line for each table, one for all, and why rows are kept.
    var text: String {
        (tables.isEmpty ? [nothing] : outcome).joined(separator: "\n")
            + unattributed.map { row in
                "\nleft alone: \(row.table) (\(Figures.grouped(row.rows)) rows), "
                    + "whose rows have no owner"
            }.joined()
    }

    private var nothing: String {
        "Nothing to delete: no rows in \(target) belong to users of \(emailDomain)."
    }

    private var outcome: [String] {
        var table = TextTable([
            ("Table", false), ("Owned", true), (dryRun ? "Would go" : "Deleted", true),
            ("Kept", true),
        ])
        for row in tables {
            table.add([
                row.table, Figures.grouped(row.owned), Figures.grouped(row.deleted),
                Figures.grouped(row.kept),
            ])
        }
        table.add([
            "Total", Figures.grouped(deleted + kept), Figures.grouped(deleted),
            Figures.grouped(kept),
        ])
        var lines = [table.text, ""]
        for row in tables {
            for (reason, count) in row.reasons.sorted(by: { $0.key < $1.key }) {
                lines.append(
                    "kept: \(Figures.grouped(count)) of \(row.table), because of \(reason)"
                )
            }
        }
        if dryRun {
            lines.append(
                "Nothing has changed: this is what `--confirm` would do to users of "
                    + "\(emailDomain)."
            )
        } else {
            lines.append(
                kept > 0
                    ? "Deleted \(Figures.grouped(deleted)) rows of users of \(emailDomain) "
                        + "from \(target); \(Figures.grouped(kept)) rows were kept."
                    : "Deleted all rows that users of \(emailDomain) owned in \(target)."
            )
            lines.append(space.text)
        }
        return lines
    }
}
