import Foundation
import GRDB

/// Reads the tables of a SQLite database.
enum SQLiteCatalogue {
    /// The schema of the file itself, beside those of temporary tables and attached files.
    static let namespace = "main"

    /// All tables but SQLite's own and gatefill's ledger.
    static func readSchema(_ database: Database) throws -> TargetSchema {
        var tables: [String: TargetTable] = [:]
        let names = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                """
        )
        for name in names where !name.hasPrefix(Ledger.prefix) {
            tables[name] = try readTable(name, database)
        }
        return TargetSchema(tables: tables, namespace: namespace)
    }

    private static func readTable(_ name: String, _ database: Database) throws -> TargetTable {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?)",
            arguments: [name]
        )
        var keyColumns: [(position: Int, name: String)] = []
        let columns = rows.map { row in
            let position: Int = row["pk"]
            let columnName: String = row["name"]
            if position > 0 { keyColumns.append((position, columnName)) }
            let type: String = row["type"]
            let plainType = type.prefix { $0 != "(" }.lowercased()
            let hasDefault = row["dflt_value"] as String? != nil
            return TargetColumn(
                name: columnName,
                type: plainType.trimmingCharacters(in: .whitespaces),
                isNullable: (row["notnull"] as Int) == 0,
                // An INTEGER PRIMARY KEY numbers its rows itself.
                hasDefault: hasDefault || (position == 1 && plainType == "integer")
            )
        }
        let constraints = try String.fetchAll(
            database,
            sql: "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL",
            arguments: [name]
        )
        return TargetTable(
            name: name,
            qualifiedName: SQLIdentifier.quoted(namespace, name),
            columns: columns,
            primaryKey: keyColumns.sorted { $0.position < $1.position }.map(\.name),
            constraints: constraints
        )
    }
}
