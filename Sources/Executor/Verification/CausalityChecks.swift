import Dataset
import Planner

/// No effect before its cause: within a row, and between a row and what it refers to.
struct CausalityChecks {
    private let tables: VerifiedTables

    init(_ tables: VerifiedTables) {
        self.tables = tables
    }

    /// The checks of every table.
    var queries: [CheckQuery] {
        tables.definitions.flatMap { table in
            withinRows(table)
                + table.references.compactMap { betweenRows(table, $0) }
        }
    }

    /// A row is created before anything else happens to it.
    private func withinRows(_ table: TableDefinition) -> [CheckQuery] {
        guard let created = table.creationColumn else { return [] }
        return table.laterColumns.map { later in
            CheckQuery(
                check: .causality,
                subject: "\(table.name).\(later)",
                sql: "SELECT count(*) FROM \"\(table.name)\" WHERE \"\(later)\" < \"\(created)\""
            )
        }
    }

    /// A row is not created before the row that it refers to.
    private func betweenRows(
        _ table: TableDefinition,
        _ reference: TableDefinition.Reference
    )
        -> CheckQuery?
    {
        let parent = tables.definitions.first { $0.name == reference.table }
        guard let created = table.creationColumn, let earlier = parent?.creationColumn else {
            return nil
        }
        return CheckQuery(
            check: .causality,
            subject: "\(table.name) before \(reference.table) (\(reference.column))",
            sql: """
                SELECT count(*) FROM "\(table.name)" AS child
                JOIN "\(reference.table)" AS parent
                    ON parent."\(reference.key)" = child."\(reference.column)"
                WHERE child."\(created)" < parent."\(earlier)"
                """
        )
    }
}
