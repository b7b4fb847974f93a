import Dataset
import Planner

/// Counts, references, required fields, unique keys and addresses.
struct IntegrityChecks {
    private let tables: VerifiedTables

    init(_ tables: VerifiedTables) {
        self.tables = tables
    }

    /// The checks of every table.
    var queries: [CheckQuery] {
        tables.definitions.flatMap { table in
            [counts(table), requiredFields(table)]
                + table.references.filter { tables.contains($0.table) }
                .map { foreignKey($0, table.name) }
                + table.uniqueKeys.map { uniqueKey($0, table.name) }
                + (table.name == UsersTable.definition.name ? [emailFormats] : [])
        }
    }

    /// At least as many rows as planned: the target may hold rows of its own beside them.
    private func counts(_ table: TableDefinition) -> CheckQuery {
        CheckQuery(
            check: .counts,
            subject: table.name,
            sql: "SELECT count(*) FROM \"\(table.name)\"",
            expected: tables.rowCount(table.name)
        )
    }

    private func requiredFields(_ table: TableDefinition) -> CheckQuery {
        let conditions = table.columns.filter { !$0.isNullable && !$0.isOptional }
            .map { "\"\($0.name)\" IS NULL" }
        return CheckQuery(
            check: .requiredFields,
            subject: table.name,
            sql: "SELECT count(*) FROM \"\(table.name)\" "
                + "WHERE \(conditions.joined(separator: " OR "))"
        )
    }

    private func foreignKey(_ reference: TableDefinition.Reference, _ table: String) -> CheckQuery {
        CheckQuery(
            check: .foreignKeys,
            subject: "\(table).\(reference.column)",
            sql: """
                SELECT count(*) FROM "\(table)" AS child
                LEFT JOIN "\(reference.table)" AS parent
                    ON parent."\(reference.key)" = child."\(reference.column)"
                WHERE child."\(reference.column)" IS NOT NULL AND parent."\(reference.key)" IS NULL
                """
        )
    }

    private func uniqueKey(_ key: TableDefinition.UniqueKey, _ table: String) -> CheckQuery {
        let columns = key.columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let conditions = key.columns.map { "\"\($0)\" IS NOT NULL" } + key.conditions
        return CheckQuery(
            check: .uniqueness,
            subject: "\(table) (\(key.columns.joined(separator: ", ")))",
            sql: "SELECT count(*) FROM (SELECT 1 FROM \"\(table)\" "
                + "WHERE \(conditions.joined(separator: " AND ")) "
                + "GROUP BY \(columns) HAVING count(*) > 1) AS doubled"
        )
    }

    /// What the gateway asks of an address, as far as both databases can say it.
    private var emailFormats: CheckQuery {
        CheckQuery(
            check: .emailFormats,
            subject: "email_users.email",
            sql: "SELECT count(*) FROM email_users WHERE email NOT LIKE '_%@_%._%' "
                + "OR email LIKE '%@%@%' OR email LIKE '% %' OR email <> lower(email) "
                + "OR length(email) > 255"
        )
    }
}
