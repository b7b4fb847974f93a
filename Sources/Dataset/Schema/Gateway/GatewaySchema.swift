/// The complete schema of a release of the gateway, as its migrations create it, including tables
/// that gatefill does not fill.
///
/// It is declared once for all releases and both databases. A block starts with `TABLE` and a name;
/// each following line is a column, a constraint, `INDEX`, `COMMENT` or `SEQUENCE`. Marks after `--`
/// limit a line: `since 1.0.4` and `until 1.0.6`, both inclusive, `sqlite`, `postgresql`. Types and
/// defaults are SQLite's; where PostgreSQL distinguishes more (`JSONB`, `TIMESTAMP` without a time
/// zone), its type is given.
///
/// Source: the migrations of each release. `CreatedSchemaTests` compares the result with what three
/// releases create.
package struct GatewaySchema: Sendable {
    /// A database that lines are declared for.
    package enum Database: String, Sendable, CaseIterable {
        case sqlite, postgresql
    }

    /// A table with all that belongs to it.
    package struct Table: Sendable {
        /// Name in the database.
        package let name: String
        /// Columns, then constraints, in order.
        package let items: [Item]
        /// Indexes, in the order of the declaration.
        package let indexes: [Index]
        /// Comments: on the column that is named, or on the table.
        package let comments: [Comment]
        /// Options of `ALTER SEQUENCE` for the sequence of its key; nil for the defaults.
        package let sequence: String?

        /// Columns in order.
        package var columns: [Item] { items.filter { !$0.isConstraint } }
    }

    /// A column or a constraint.
    package struct Item: Sendable {
        /// As declared, without its marks.
        package let text: String
        /// Whether it is declared for one database only; then its default is that database's own.
        package let isForOneDatabase: Bool

        /// Whether it is a constraint of the table.
        package var isConstraint: Bool {
            text.hasPrefix("CONSTRAINT ") || text.hasPrefix("PRIMARY KEY ")
        }

        /// The column's name.
        package var columnName: String { String(text.prefix { $0 != " " }) }
    }

    /// An index.
    package struct Index: Sendable {
        /// Name in the database.
        package let name: String
        /// Whether it keeps its columns unique.
        package let isUnique: Bool
        /// Columns in parentheses, and the condition.
        package let definition: String
    }

    /// A comment.
    package struct Comment: Sendable {
        /// The column; nil for the table itself.
        package let column: String?
        /// The text as a literal of SQL.
        package let literal: String
    }

    /// Names of the tables of a release.
    package static func tableNames(_ release: GatewayRelease) -> [String] {
        GatewaySchema(release, on: .sqlite).tables.map(\.name)
    }

    /// The release.
    package let release: GatewayRelease
    /// The tables, parents first.
    package let tables: [Table]

    /// The schema of a release on a database.
    package init(_ release: GatewayRelease, on database: Database) {
        self.release = release
        let blocks = [
            GatewaySchema.identity, GatewaySchema.registry, GatewaySchema.metrics,
            GatewaySchema.observability, GatewaySchema.runtime,
        ].flatMap { $0.split(separator: "\n\n") }
        tables = blocks.compactMap { block in
            var lines = block.split(separator: "\n").compactMap {
                SchemaLine($0, release, database)
            }
            // A table that the release does not have.
            guard let first = lines.first, first.text.hasPrefix("TABLE ") else { return nil }
            lines.removeFirst()
            return Table(name: String(first.text.dropFirst("TABLE ".count)), lines)
        }
    }
}

extension GatewaySchema.Table {
    /// A table from the lines that hold for a release and a database.
    fileprivate init(name: String, _ lines: [SchemaLine]) {
        self.name = name
        var items: [GatewaySchema.Item] = []
        var indexes: [GatewaySchema.Index] = []
        var comments: [GatewaySchema.Comment] = []
        var sequence: String?
        for line in lines {
            let words = line.text.split(separator: " ", maxSplits: 1)
            guard let word = words.first, let rest = words.dropFirst().first else {
                preconditionFailure("`\(line.text)` is no line of the schema's declaration")
            }
            switch word {
            case "INDEX", "UNIQUE":
                let parts = line.text.drop(while: { $0 != "(" })
                let name = line.text.prefix { $0 != "(" }.split(separator: " ").last
                indexes.append(
                    GatewaySchema.Index(
                        name: String(name ?? ""),
                        isUnique: word == "UNIQUE",
                        definition: String(parts)
                    )
                )
            case "COMMENT":
                let column = rest.prefix { $0 != "'" }.split(separator: " ").first.map(String.init)
                let literal = String(rest.drop { $0 != "'" })
                comments.append(GatewaySchema.Comment(column: column, literal: literal))
            case "SEQUENCE": sequence = String(rest)
            default:
                items.append(
                    GatewaySchema.Item(
                        text: line.text,
                        isForOneDatabase: line.isForOneDatabase
                    )
                )
            }
        }
        self.items = items
        self.indexes = indexes
        self.comments = comments
        self.sequence = sequence
    }
}

/// A line of the declaration that holds for a release and a database.
private struct SchemaLine {
    let text: String
    let isForOneDatabase: Bool

    /// Nil for a line that does not hold.
    init?(_ line: Substring, _ release: GatewayRelease, _ database: GatewaySchema.Database) {
        let trimmed = line.drop { $0 == " " }
        let parts = trimmed.split(separator: " -- ", maxSplits: 1)
        guard let declared = parts.first else { return nil }
        text = String(declared)
        var isForOneDatabase = false
        for mark in parts.dropFirst().first?.split(separator: ", ") ?? [] {
            let words = mark.split(separator: " ")
            if let named = GatewaySchema.Database(rawValue: String(mark)) {
                isForOneDatabase = true
                guard named == database else { return nil }
                continue
            }
            guard words.count == 2, let bound = GatewayRelease.named(words[1]) else {
                preconditionFailure("`\(mark)` is no mark of the schema's declaration")
            }
            switch words[0] {
            case "since": if release < bound { return nil }
            case "until": if release > bound { return nil }
            default: preconditionFailure("`\(mark)` is no mark of the schema's declaration")
            }
        }
        self.isForOneDatabase = isForOneDatabase
    }
}
