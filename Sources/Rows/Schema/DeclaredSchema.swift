/// The complete schemas of all releases of a system, declared once for both databases.
///
/// A block starts with `TABLE` and a name; each following line is a column, a constraint, `INDEX`,
/// `COMMENT` or `SEQUENCE`. Marks after `--` limit a line: `since 1.0.4` and `until 1.0.6`, both
/// inclusive, `sqlite`, `postgresql`. Types and defaults are SQLite's; where PostgreSQL
/// distinguishes more (`JSONB`, `TIMESTAMP` without a time zone), its type is given.
public struct SchemaDeclaration: Sendable {
    fileprivate let blocks: [String]
    fileprivate let releases: [Release]
    /// Rows that the system itself puts into a new database.
    public let initialRows: [InitialRow]

    /// A declaration: blocks that empty lines separate, parents first.
    public init(_ blocks: [String], releases: [Release], initialRows: [InitialRow] = []) {
        self.blocks = blocks
        self.releases = releases
        self.initialRows = initialRows
    }

    /// The schema of a release on a database.
    public func schema(
        of release: Release,
        on database: DeclaredSchema.Database
    ) -> DeclaredSchema {
        DeclaredSchema(self, release, on: database)
    }

    /// A row that the system puts into a new database.
    public struct InitialRow: Sendable {
        /// What a column of the row holds.
        public enum Value: Sendable {
            case text(String)
            case boolean(Bool)
            /// The moment at which the row is made.
            case now
        }

        /// The table.
        public let table: String
        /// The columns that are not NULL, with what they hold.
        public let values: [(column: String, value: Value)]

        /// Declares a row.
        public init(_ table: String, _ values: [(column: String, value: Value)]) {
            self.table = table
            self.values = values
        }
    }
}

/// The complete schema of a release, as its migrations create it, including tables that are not
/// filled.
public struct DeclaredSchema: Sendable {
    /// A database that lines are declared for.
    public enum Database: String, Sendable, CaseIterable {
        case sqlite, postgresql
    }

    /// A table with all that belongs to it.
    public struct Table: Sendable {
        /// Name in the database.
        public let name: String
        /// Columns, then constraints, in order.
        public let items: [Item]
        /// Indexes, in the order of the declaration.
        public let indexes: [Index]
        /// Comments: on the column that is named, or on the table.
        public let comments: [Comment]
        /// Options of `ALTER SEQUENCE` for the sequence of its key; nil for the defaults.
        public let sequence: String?

        /// Columns in order.
        public var columns: [Item] { items.filter { !$0.isConstraint } }
    }

    /// A column or a constraint.
    public struct Item: Sendable {
        /// As declared, without its marks.
        public let text: String
        /// Whether it is declared for one database only; then its default is that database's own.
        public let isForOneDatabase: Bool

        /// Whether it is a constraint of the table.
        public var isConstraint: Bool {
            text.hasPrefix("CONSTRAINT ") || text.hasPrefix("PRIMARY KEY ")
        }

        /// The column's name.
        public var columnName: String { String(text.prefix { $0 != " " }) }
    }

    /// An index.
    public struct Index: Sendable {
        /// Name in the database.
        public let name: String
        /// Whether it keeps its columns unique.
        public let isUnique: Bool
        /// Columns in parentheses, and the condition.
        public let definition: String
    }

    /// A comment.
    public struct Comment: Sendable {
        /// The column; nil for the table itself.
        public let column: String?
        /// The text as a literal of SQL.
        public let literal: String
    }

    /// The release.
    public let release: Release
    /// The tables, parents first.
    public let tables: [Table]

    fileprivate init(_ declaration: SchemaDeclaration, _ release: Release, on database: Database) {
        self.release = release
        tables = declaration.blocks.flatMap { $0.split(separator: "\n\n") }.compactMap { block in
            var lines = block.split(separator: "\n").compactMap {
                SchemaLine($0, of: release, in: database, among: declaration.releases)
            }
            // A table that the release does not have.
            guard let first = lines.first, first.text.hasPrefix("TABLE ") else { return nil }
            lines.removeFirst()
            return Table(name: String(first.text.dropFirst("TABLE ".count)), lines)
        }
    }
}

extension DeclaredSchema.Table {
    /// A table from the lines that hold for a release and a database.
    fileprivate init(name: String, _ lines: [SchemaLine]) {
        self.name = name
        var items: [DeclaredSchema.Item] = []
        var indexes: [DeclaredSchema.Index] = []
        var comments: [DeclaredSchema.Comment] = []
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
                    DeclaredSchema.Index(
                        name: String(name ?? ""),
                        isUnique: word == "UNIQUE",
                        definition: String(parts)
                    )
                )
            case "COMMENT":
                let column = rest.prefix { $0 != "'" }.split(separator: " ").first.map(String.init)
                let literal = String(rest.drop { $0 != "'" })
                comments.append(DeclaredSchema.Comment(column: column, literal: literal))
            case "SEQUENCE": sequence = String(rest)
            default:
                items.append(
                    DeclaredSchema.Item(
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
    init?(
        _ line: Substring,
        of release: Release,
        in database: DeclaredSchema.Database,
        among releases: [Release]
    ) {
        let trimmed = line.drop { $0 == " " }
        let parts = trimmed.split(separator: " -- ", maxSplits: 1)
        guard let declared = parts.first else { return nil }
        text = String(declared)
        var isForOneDatabase = false
        for mark in parts.dropFirst().first?.split(separator: ", ") ?? [] {
            let words = mark.split(separator: " ")
            if let named = DeclaredSchema.Database(rawValue: String(mark)) {
                isForOneDatabase = true
                guard named == database else { return nil }
                continue
            }
            guard words.count == 2, let bound = releases.first(where: { $0.name == words[1] })
            else {
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
