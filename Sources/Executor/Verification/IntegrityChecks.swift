import Planner
import Rows
import Targets

/// References, required fields, unique keys and addresses.
struct IntegrityChecks {
    private let tables: any CheckedTables
    private let dialect: SQLDialect

    init(_ tables: any CheckedTables, _ dialect: SQLDialect) {
        self.tables = tables
        self.dialect = dialect
    }

    /// The checks of every table.
    var queries: [CheckQuery] {
        tables.checkable.flatMap { table -> [CheckQuery] in
            let missing = tables.lacks(table, "checked")
            var queries = [
                requiredFields(missing, table.name),
                uniqueKey(table.primaryKey, where: [], of: table.name),
            ]
            queries += tables.references(of: table).map { foreignKey($0, table.name) }
            queries += table.uniqueKeys.map {
                uniqueKey($0.columns, where: $0.conditions, of: table.name)
            }
            queries += addresses(table).map { emailFormat($0, table.name) }
            return queries
        }
    }

    /// No row of a table, which the statement calls `checked`, meets one of the conditions.
    func requiredFields(_ missing: [String], _ table: String) -> CheckQuery {
        CheckQuery(
            check: .requiredFields,
            subject: table,
            sql: "SELECT count(*) FROM \(tables.name(of: table)) AS checked "
                + "WHERE (\((["1 = 0"] + missing).joined(separator: " OR ")))"
                + tables.notOthers(table, "checked")
        )
    }

    /// No row of a table refers to one that is not there.
    func foreignKey(_ reference: CheckedReference, _ table: String) -> CheckQuery {
        let exempt = reference.exemptColumn.map { " AND NOT child.\"\($0)\"" } ?? ""
        return CheckQuery(
            check: .foreignKeys,
            subject: "\(table).\(reference.column)",
            sql: """
                SELECT count(*) FROM \(tables.name(of: table)) AS child
                LEFT JOIN \(tables.name(of: reference.parent)) AS parent
                    ON parent."\(reference.key)" = child."\(reference.column)"
                WHERE child."\(reference.column)" IS NOT NULL AND parent."\(reference.key)" IS NULL\(exempt)
                \(tables.possiblyOwn(table, "child", doubting: reference.column))
                """
        )
    }

    /// No two rows of a table that meet the conditions have the same values, unless both are
    /// somebody else's.
    func uniqueKey(
        _ columns: [String],
        where conditions: [String],
        of table: String
    ) -> CheckQuery {
        let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let all = columns.map { "\"\($0)\" IS NOT NULL" } + conditions
        let groups = { (condition: String) in
            "SELECT count(*) FROM (SELECT 1 FROM \(tables.name(of: table)) AS checked "
                + "WHERE \(all.joined(separator: " AND ")) "
                + "GROUP BY \(list) HAVING count(*) > 1\(condition)) AS doubled"
        }
        let own = tables.notOthers(table, "checked")
        return CheckQuery(
            check: .uniqueness,
            subject: "\(table) (\(columns.joined(separator: ", ")))",
            sql: groups(""),
            ownSQL: own.isEmpty
                ? nil : groups(" AND max(CASE WHEN 1 = 1\(own) THEN 1 ELSE 0 END) = 1")
        )
    }

    /// The columns with addresses that are not those of users: these are the user's to check.
    private func addresses(_ table: TableDefinition) -> [String] {
        table.columns.filter { column in
            guard case .text = column.kind else { return false }
            return (column.name == "email" || column.name.hasSuffix("_email"))
                && !table.references.contains { $0.column == column.name && $0.key == "email" }
        }.map(\.name)
    }

    /// What the gateway asks of an address, as far as both databases can say it: lower case, its
    /// characters, one `@` with something on both sides, no empty label, 255 characters.
    private func emailFormat(_ column: String, _ table: String) -> CheckQuery {
        let name = "\"\(column)\""
        let wrongParts = ["%@%@%", "%..%", ".%", "%.@%", "%@.%", "%@-%", "%-.%", "%.", "%-"]
        let conditions =
            ["\(name) NOT LIKE '_%@_%.__%'", "length(\(name)) > 255"]
            + wrongParts.map { "\(name) LIKE '\($0)'" }
            + [dialect.hasOther(than: "a-z0-9._%+@-", name)]
        return CheckQuery(
            check: .emailFormats,
            subject: "\(table).\(column)",
            sql:
                "SELECT count(*) FROM \(tables.name(of: table)) AS checked "
                + "WHERE (\(conditions.joined(separator: " OR ")))"
                + tables.possiblyOwn(table, "checked", doubting: column)
        )
    }
}
