import Planner
import Rows
import Targets

/// No effect before its cause: within a row, between a row and what it refers to, and nothing after
/// an end.
struct CausalityChecks {
    private let tables: VerifiedTables
    private let dialect: SQLDialect

    init(_ tables: VerifiedTables, _ dialect: SQLDialect) {
        self.tables = tables
        self.dialect = dialect
    }

    /// The checks of every table.
    var queries: [CheckQuery] {
        tables.checkable.flatMap { table in
            withinRows(table)
                + table.references.flatMap { betweenRows(table, $0) }
                + afterEnding(table) + hours(table)
        } + LastEvents.queries(tables)
    }

    /// A row is created before anything else happens to it, and nothing does after its end.
    private func withinRows(_ table: TableDefinition) -> [CheckQuery] {
        let later = table.laterColumns.flatMap { later in
            pairs(table, later, before: table.creationColumn)
                + (table.endColumns.contains(later)
                    ? [] : table.endColumns.flatMap { pairs(table, $0, before: later) })
        }
        return later
    }

    private func pairs(
        _ table: TableDefinition,
        _ later: String,
        before earlier: String?
    ) -> [CheckQuery] {
        guard let earlier else { return [] }
        return [
            CheckQuery(
                check: .causality,
                subject: "\(table.name).\(later) before \(earlier)",
                sql: "SELECT count(*) FROM \(tables.name(of: table.name)) AS checked "
                    + "WHERE checked.\"\(later)\" < checked.\"\(earlier)\""
                    + tables.notOthers(table.name, "checked")
            )
        ]
    }

    /// A row is not created before the row that it refers to, nor after the end of that.
    private func betweenRows(
        _ table: TableDefinition,
        _ reference: TableDefinition.Reference
    ) -> [CheckQuery] {
        guard let created = table.creationColumn, let parent = tables.definition(reference.table)
        else { return [] }
        let join = """
            SELECT count(*) FROM \(tables.name(of: table.name)) AS child
            JOIN \(tables.name(of: parent.name)) AS parent
                ON parent."\(reference.key)" = child."\(reference.column)"
            """
        var queries: [CheckQuery] = []
        if let earlier = parent.creationColumn {
            queries.append(
                CheckQuery(
                    check: .causality,
                    subject: "\(table.name) before \(parent.name) (\(reference.column))",
                    sql: join + " WHERE child.\"\(created)\" < parent.\"\(earlier)\""
                        + tables.possiblyOwn(table.name, "child", doubting: nil)
                )
            )
        }
        // What ends a row may come when its time is over.
        if reference.column != table.endedReference {
            queries += parent.endColumns.map { end in
                CheckQuery(
                    check: .causality,
                    subject: "\(table.name) after \(parent.name).\(end) (\(reference.column))",
                    sql: join + " WHERE child.\"\(created)\" > parent.\"\(end)\""
                        + accepted(table, "child")
                        + tables.possiblyOwn(table.name, "child", doubting: nil)
                )
            }
        }
        return queries
    }

    /// Nothing happens to a row, or refers to it, after a row of `ending` has ended it.
    private func afterEnding(_ ending: TableDefinition) -> [CheckQuery] {
        guard let column = ending.endedReference, let end = ending.creationColumn,
            let ended = ending.references.first(where: { $0.column == column }),
            let parent = tables.definition(ended.table)
        else { return [] }
        let within = parent.laterColumns.filter { !parent.endColumns.contains($0) }
            .map { (table: parent, column: ended.key, time: $0) }
        let others = tables.definitions.filter { $0.name != ending.name }.flatMap { table in
            table.references.filter { $0.table == ended.table && $0.key == ended.key }
                .compactMap { reference in
                    table.creationColumn.map {
                        (table: table, column: reference.column, time: $0)
                    }
                }
        }
        return (within + others).map { later in
            CheckQuery(
                check: .causality,
                subject: "\(later.table.name).\(later.time) after \(ending.name)",
                sql: """
                    SELECT count(*) FROM \(tables.name(of: later.table.name)) AS late
                    JOIN \(tables.name(of: ending.name)) AS ending ON ending."\(column)" = late."\(later.column)"
                    WHERE late."\(later.time)" > ending."\(end)"\(accepted(later.table, "late"))
                        \(tables.possiblyOwn(later.table.name, "late", doubting: nil))
                    """
            )
        }
    }

    /// Leaves out attempts that were refused.
    private func accepted(_ table: TableDefinition, _ alias: String) -> String {
        table.refusedColumn.map { " AND NOT \(alias).\"\($0)\"" } ?? ""
    }

    /// No hour of an object is over before the object was there.
    private func hours(_ table: TableDefinition) -> [CheckQuery] {
        guard let rollUp = table.rollUp, let objects = tables.definition(rollUp.objects),
            let created = objects.creationColumn
        else { return [] }
        return [
            CheckQuery(
                check: .causality,
                subject: "\(table.name).hour_start before \(objects.name)",
                sql: """
                    SELECT count(*) FROM \(tables.name(of: table.name)) AS sums
                    JOIN \(tables.name(of: objects.name)) AS object ON object."id" = sums."\(rollUp.column)"
                    WHERE sums."hour_start" < \(dialect.startOfHour("object.\"\(created)\""))
                        \(tables.possiblyOwn(table.name, "sums", doubting: nil))
                    """
            )
        ]
    }
}
