import ContextForge
import Rows

/// Which tables gatefill fills, and why not the others.
struct CoverageReport: Encodable {
    struct Table: Encodable {
        let table: String
        let isFilled: Bool
        /// Why it is not filled, or nil.
        let reason: String?
    }

    let tables: [Table]

    /// The tables of a target, or of the gateway as gatefill knows it.
    init(targetTables: [String]?) {
        let filled = Set(Catalogue.contextForge.definitions.map(\.name))
        let reasons = Dictionary(
            uniqueKeysWithValues: Catalogue.contextForge.unfilledTables.map { ($0.name, $0.reason) }
        )
        let known = filled.union(reasons.keys)
        tables = (targetTables.map { Set($0) } ?? known).union(filled).sorted().map { name in
            let isMissing = targetTables.map { !$0.contains(name) } ?? false
            return Table(
                table: name,
                isFilled: filled.contains(name) && !isMissing,
                reason: isMissing
                    ? "the target has no such table"
                    : filled.contains(name)
                        ? nil : reasons[name] ?? "not known to this version"
            )
        }
    }

    /// For people: a table, the filled ones first.
    var text: String {
        var table = TextTable([("Table", false), ("Filled", false), ("Why not", false)])
        for row in tables.filter(\.isFilled) + tables.filter({ !$0.isFilled }) {
            table.add([row.table, row.isFilled ? "yes" : "no", row.reason ?? ""])
        }
        return table.text
    }
}
