import Rows

/// The rules between rows of several tables, such as that a team has an owner.
struct InvariantChecks {
    private let tables: any CheckedTables
    private let catalogue: Catalogue

    init(_ tables: any CheckedTables, _ catalogue: Catalogue) {
        self.tables = tables
        self.catalogue = catalogue
    }

    /// The checks that the tables allow.
    var queries: [CheckQuery] {
        catalogue.invariants.filter { rule in
            let columns = Set(tables.definition(rule.table)?.columns.map(\.name) ?? [])
            return columns.isSuperset(of: rule.columns)
                && ([rule.table] + rule.others).allSatisfy { tables.contains($0) }
        }.map { rule in
            CheckQuery(
                check: .orphans,
                subject: rule.subject,
                sql: """
                    SELECT count(*) FROM \(tables.name(of: rule.table)) AS broken
                    WHERE (\(rule.condition { tables.name(of: $0) }))
                    \(tables.notOthers(rule.table, "broken"))\(tables.enforcement(of: rule))
                    """
            )
        }
    }
}
