import Rows

/// SQL statements that create the complete schema of a release in an empty database: tables,
/// constraints, indexes and comments, the migration revision, and the system roles.
///
/// A gateway of that release then starts without migrating. Names are literals of ``DeclaredSchema`` and
/// need no quotes; SQLite would keep the quotes, which the gateway's own schema does not have.
struct SchemaCreation {
    private let schema: DeclaredSchema
    private let catalogue: Catalogue
    private let dialect: SQLDialect
    /// The schema of the database in which the tables are made.
    private let namespace: String

    init(
        _ catalogue: Catalogue,
        _ release: Release,
        dialect: SQLDialect,
        namespace: String
    ) {
        self.catalogue = catalogue
        schema = catalogue.schema.schema(
            of: release,
            on: dialect == .sqlite ? .sqlite : .postgresql
        )
        self.dialect = dialect
        self.namespace = namespace
    }

    /// In an order that foreign keys allow.
    var statements: [String] {
        schema.tables.flatMap { [table($0)] + indexes(of: $0) + rest(of: $0) } + rows
    }

    private func table(_ table: DeclaredSchema.Table) -> String {
        let items = table.items.map { item in
            item.isConstraint ? constraint(item) : column(item, of: table)
        }
        return "CREATE TABLE \(qualified(table.name)) (\n\t" + items.joined(separator: ",\n\t")
            + "\n)"
    }

    private func indexes(of table: DeclaredSchema.Table) -> [String] {
        table.indexes.map { index in
            // PostgreSQL puts an index into its table's schema; SQLite wants the schema before the
            // index alone.
            let place =
                dialect == .sqlite
                ? "\(qualified(index.name)) ON \(table.name)"
                : "\(index.name) ON \(qualified(table.name))"
            return "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(place) \(index.definition)"
        }
    }

    /// Sequences and comments, which only PostgreSQL has.
    private func rest(of table: DeclaredSchema.Table) -> [String] {
        let sequence = table.sequence.map {
            "ALTER SEQUENCE \(qualified("\(table.name)_id_seq")) \($0)"
        }
        let comments = table.comments.map { comment in
            let object = comment.column.map { "COLUMN \(qualified(table.name)).\($0)" }
            return "COMMENT ON \(object ?? "TABLE \(qualified(table.name))") IS \(comment.literal)"
        }
        return [sequence].compactMap { $0 } + comments
    }

    private var rows: [String] {
        let revision =
            "INSERT INTO \(qualified(catalogue.revision.table)) VALUES "
            + "('\(schema.release.revision)')"
        return [revision]
            + catalogue.schema.initialRows.map { row in
                let columns = row.values.map(\.column).joined(separator: ", ")
                let values = row.values.map { literal($0.value) }.joined(separator: ", ")
                return "INSERT INTO \(qualified(row.table)) (\(columns)) VALUES (\(values))"
            }
    }

    private func literal(_ value: SchemaDeclaration.InitialRow.Value) -> String {
        switch value {
        case .text(let text): "'\(text.replacing("'", with: "''"))'"
        case .boolean(let isTrue): dialect == .sqlite ? (isTrue ? "1" : "0") : "\(isTrue)"
        // In SQLite the gateway stores timestamps as text with microseconds.
        case .now:
            dialect == .sqlite ? "strftime('%Y-%m-%d %H:%M:%f000', 'now')" : "now()"
        }
    }

    private func constraint(_ item: DeclaredSchema.Item) -> String {
        guard dialect == .postgres, let keyword = item.text.firstRange(of: " REFERENCES ") else {
            return item.text
        }
        let rest = item.text[keyword.upperBound...]
        let parent = String(rest.prefix { $0 != " " })
        return item.text[..<keyword.upperBound] + qualified(parent) + rest.dropFirst(parent.count)
    }

    private func column(_ item: DeclaredSchema.Item, of table: DeclaredSchema.Table) -> String {
        let name = item.columnName
        let words = item.text.dropFirst(name.count + 1)
        let type = String(words.prefix { $0 != " " })
        let rest = String(words.dropFirst(type.count))
        switch dialect {
        case .sqlite: return "\(name) \(SchemaCreation.sqliteTypes[type] ?? type)\(rest)"
        case .postgres:
            let isKey = table.items.contains {
                $0.isConstraint && $0.text.hasSuffix("PRIMARY KEY (\(name))")
            }
            if type == "INTEGER", isKey { return "\(name) SERIAL\(rest)" }
            let defaults = item.isForOneDatabase ? rest : postgresDefault(rest, type)
            return "\(name) \(SchemaCreation.postgresTypes[type] ?? type)\(defaults)"
        }
    }

    /// The default as the gateway's migrations write it for PostgreSQL.
    private func postgresDefault(_ rest: String, _ type: String) -> String {
        let keyword = " DEFAULT "
        guard rest.hasPrefix(keyword) else { return rest }
        let literal = rest.dropFirst(keyword.count)
        if type == "BOOLEAN" {
            let text = literal.prefix { $0 != " " }
            let isTrue = text.contains("1") || text.contains("true")
            return "\(keyword)\(isTrue)\(literal.dropFirst(text.count))"
        }
        for moment in ["(CURRENT_TIMESTAMP)", "CURRENT_TIMESTAMP"]
        where literal.hasPrefix(moment) {
            return "\(keyword)now()\(literal.dropFirst(moment.count))"
        }
        return rest
    }

    /// Types that SQLite does not distinguish.
    private static let sqliteTypes = ["JSONB": "JSON", "TIMESTAMP": "DATETIME"]
    /// Type names that differ in PostgreSQL.
    private static let postgresTypes = [
        "DATETIME": "TIMESTAMP WITH TIME ZONE", "FLOAT": "DOUBLE PRECISION", "BLOB": "BYTEA",
    ]

    private func qualified(_ name: String) -> String {
        SQLIdentifier.quoted(namespace, name)
    }
}
