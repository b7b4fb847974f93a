import Targets

/// What was deleted of a domain's users, for people and as JSON.
struct WipeReport: Encodable {
    struct Table: Encodable {
        let table: String
        let owned: Int64
        let deleted: Int64
        let kept: Int64
        /// What refers to the rows kept, with the number of those it refers to.
        let reasons: [String: Int64]
    }

    let emailDomain: String
    let target: String
    let dryRun: Bool
    let tables: [Table]
    let deleted: Int64
    let kept: Int64
    let seconds: Double
    let space: SpaceReport

    init(
        domain: String,
        target: String,
        isRehearsal: Bool,
        rows: [OwnedRows],
        seconds: Double,
        space: SpaceReport
    ) {
        emailDomain = domain
        self.target = target
        dryRun = isRehearsal
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
        self.seconds = seconds
        self.space = space
    }

    /// A line for each table, one for all, and why rows are kept.
    var text: String {
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
                "What users of \(emailDomain) owned in \(target) is deleted"
                    + (kept > 0 ? ", but for \(Figures.grouped(kept)) rows." : ".")
            )
            lines.append(space.text)
        }
        return lines.joined(separator: "\n")
    }
}
