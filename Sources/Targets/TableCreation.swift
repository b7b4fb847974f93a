import Dataset

/// The statements that create the dataset's tables in a database that has none.
///
/// Only what the rows need: columns with types and defaults, primary and unique keys, declared
/// foreign keys and checks. The gateway's own migrations create more; they are the way to a
/// database that a gateway is to run on.
enum TableCreation {
    /// Whose SQL is written.
    enum Dialect {
        case postgres
        case sqlite
    }

    /// One statement for each table, then one for each partial unique index, in an order that
    /// foreign keys allow.
    static func statements(_ tables: [TableDefinition], dialect: Dialect) -> [String] {
        tables.map { table($0, dialect, among: Set(tables.map(\.name))) }
            + tables.flatMap { table in
                table.uniqueKeys.compactMap { key in
                    key.conditions.isEmpty
                        ? nil
                        : "CREATE UNIQUE INDEX IF NOT EXISTS \(quoted(key.name)) ON "
                            + "\(quoted(table.name)) (\(list(key.columns))) "
                            + "WHERE \(key.conditions.joined(separator: " AND "))"
                }
            }
    }

    private static func table(
        _ table: TableDefinition,
        _ dialect: Dialect,
        among names: Set<String>
    ) -> String {
        var lines = table.columns.map { column(in: table, $0, dialect) }
        lines.append(
            "CONSTRAINT \(quoted("pk_" + table.name)) PRIMARY KEY (\(list(table.primaryKey)))"
        )
        for key in table.uniqueKeys where key.conditions.isEmpty {
            lines.append("CONSTRAINT \(quoted(key.name)) UNIQUE (\(list(key.columns)))")
        }
        for reference in table.references
        where reference.isDeclared && names.contains(reference.table) {
            lines.append(
                "CONSTRAINT \(quoted("fk_\(table.name)_\(reference.column)")) "
                    + "FOREIGN KEY (\(quoted(reference.column))) "
                    + "REFERENCES \(quoted(reference.table)) (\(quoted(reference.key)))"
            )
        }
        for check in table.allowedValues {
            let values = check.values.map { "'\($0)'" }.joined(separator: ", ")
            lines.append(
                "CONSTRAINT \(quoted(check.name)) CHECK (\(quoted(check.column)) IN (\(values)))"
            )
        }
        return "CREATE TABLE IF NOT EXISTS \(quoted(table.name)) (\n    "
            + lines.joined(separator: ",\n    ") + "\n)"
    }

    private static func column(
        in table: TableDefinition,
        _ column: ColumnDefinition,
        _ dialect: Dialect
    ) -> String {
        var text = "\(quoted(column.name)) \(type(column.kind, dialect))"
        if let literal = column.defaultLiteral { text += " DEFAULT \(literal)" }
        if !column.isNullable { text += " NOT NULL" }
        return text
    }

    private static func type(_ kind: ColumnKind, _ dialect: Dialect) -> String {
        switch kind {
        case .text(let lengthMax):
            lengthMax.map { "VARCHAR(\($0))" } ?? "TEXT"
        case .json: "JSON"
        case .binary: dialect == .postgres ? "BYTEA" : "BLOB"
        case .boolean: "BOOLEAN"
        case .integer: "INTEGER"
        case .timestamp: dialect == .postgres ? "TIMESTAMP WITH TIME ZONE" : "DATETIME"
        }
    }

    private static func quoted(_ name: String) -> String {
        SQLIdentifier.quoted(name)
    }

    private static func list(_ names: [String]) -> String {
        names.map { quoted($0) }.joined(separator: ", ")
    }
}
