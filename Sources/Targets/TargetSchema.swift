import Crypto
import Foundation
import Rows

/// The tables of a target as they were found.
package struct TargetSchema: Sendable {
    /// By table name.
    package let tables: [String: TargetTable]
    /// The schema that they are in: on PostgreSQL the one that the gateway's statements reach, on
    /// SQLite `main`.
    let namespace: String

    /// The name of a table as statements spell it, with its schema, whether it is there or not.
    package func qualifiedName(of table: String) -> String {
        SQLIdentifier.quoted(namespace, table)
    }

    /// SHA-256, in hex, over the names, types and nullability of the columns of `tableNames`, and
    /// their indexes and constraints.
    package func fingerprint(of tableNames: [String]) -> String {
        var hasher = SHA256()
        for name in tableNames.sorted() {
            guard let table = tables[name] else { continue }
            hasher.update(data: Data("table \(name)\n".utf8))
            for column in table.columns.sorted(by: { $0.name < $1.name }) {
                let line =
                    "\(column.name)|\(column.type)|\(column.isNullable)|\(column.hasDefault)\n"
                hasher.update(data: Data(line.utf8))
            }
            for line in table.constraints.sorted() { hasher.update(data: Data("\(line)\n".utf8)) }
        }
        return HexDigits.text(of: hasher.finalize())
    }

    /// What ``fingerprint(of:)`` hashes, a line for each column, index and constraint, in rising
    /// order.
    package func lines(of tableNames: [String]) -> [String] {
        tableNames.flatMap { name -> [String] in
            guard let table = tables[name] else { return [] }
            let columns = table.columns.map { column in
                "\(name).\(column.name) \(column.type)" + (column.isNullable ? "" : " NOT NULL")
                    + (column.hasDefault ? " DEFAULT" : "")
            }
            return columns + table.constraints.map { "\(name): \($0)" }
        }.sorted()
    }
}

/// A table of a target.
package struct TargetTable: Sendable {
    /// Name in the database.
    package let name: String
    /// The name as statements spell it, with its schema.
    package let qualifiedName: String
    /// In the table's own order.
    package let columns: [TargetColumn]
    /// Columns of the primary key, in order; empty when there is none.
    package let primaryKey: [String]
    /// A line for each index and constraint, as the database spells it.
    package let constraints: [String]
}

/// A column of a target.
package struct TargetColumn: Sendable, Hashable {
    /// Name in the database.
    package let name: String
    /// The database's name of its type, lower case, without length.
    package let type: String
    /// Whether it may be NULL.
    package let isNullable: Bool
    /// Whether the database fills it when an INSERT leaves it out.
    package let hasDefault: Bool
}
