import Rows
import Targets

/// A column whose values are those of a column of another table.
struct CheckedReference {
    /// The referring column.
    let column: String
    /// The table referred to.
    let parent: String
    /// The column referred to.
    let key: String
    /// Boolean column that exempts a row from the check when true.
    var exemptColumn: String?
}

/// The tables that checks look at, with the columns that the target has, and whose rows count.
protocol CheckedTables {
    /// The tables, each with the columns that the target has.
    var definitions: [TableDefinition] { get }

    /// The tables of which a row can break a rule.
    var checkable: [TableDefinition] { get }

    /// The name of a table as statements spell it.
    func name(of table: String) -> String

    /// What the rows of a table refer to, in tables that the target has.
    func references(of table: TableDefinition) -> [CheckedReference]

    /// Conditions of which each says that a row of a table, under an alias, lacks a required field.
    func lacks(_ table: TableDefinition, _ alias: String) -> [String]

    /// A condition to be added to others: rows of a table, under an alias, that are not known to be
    /// somebody else's.
    func notOthers(_ table: String, _ alias: String) -> String

    /// A condition to be added to others: rows of a table, under an alias, that are not known to be
    /// somebody else's, also if the value of `column` is wrong.
    func possiblyOwn(_ table: String, _ alias: String, doubting column: String?) -> String

    /// A condition to be added to that of a rule: which rows must obey it.
    func enforcement(of rule: Invariant) -> String
}

extension CheckedTables {
    var checkable: [TableDefinition] { definitions }

    /// The table of a name, if it is among them.
    func definition(_ table: String) -> TableDefinition? {
        definitions.first { $0.name == table }
    }

    /// Whether a table is among them.
    func contains(_ table: String) -> Bool { definition(table) != nil }
}

/// All tables of a gateway's database, whoever made their rows.
struct WholeTables: CheckedTables {
    let definitions: [TableDefinition]
    private let graph: ReferenceGraph

    /// The tables of a target and what refers to what.
    init(_ graph: ReferenceGraph) {
        self.graph = graph
        definitions = graph.catalogue.definitions.compactMap { definition in
            guard let found = graph.schema.tables[definition.name] else { return nil }
            return definition.restricted(to: Set(found.columns.map(\.name)))
        }
    }

    func name(of table: String) -> String { graph.schema.qualifiedName(of: table) }

    /// What says what happened may outlive what it is about, so only references that the gateway
    /// keeps count.
    func references(of table: TableDefinition) -> [CheckedReference] {
        graph.references.filter { $0.table == table.name }.map { CheckedReference($0) }
    }

    /// What the database itself requires, and what an object is called or found by: that may not be
    /// blank either.
    func lacks(_ table: TableDefinition, _ alias: String) -> [String] {
        lacks(table.name, alias)
            + table.columns.filter { column in
                guard case .text = column.kind, !column.isNullable else { return false }
                return table.primaryKey.contains(column.name)
                    || WholeTables.namingColumns.contains(column.name)
            }.map { "trim(\(alias).\"\($0.name)\") = ''" }
    }

    private static let namingColumns: Set<String> = ["email", "name", "slug", "uri", "url"]

    /// Conditions for a table that gatefill need not know.
    func lacks(_ table: String, _ alias: String) -> [String] {
        guard let found = graph.schema.tables[table] else { return [] }
        return found.columns
            .filter { !$0.isNullable || found.primaryKey.contains($0.name) }
            .map { "\(alias).\(SQLIdentifier.quoted($0.name)) IS NULL" }
    }

    func notOthers(_ table: String, _ alias: String) -> String { "" }

    func possiblyOwn(_ table: String, _ alias: String, doubting column: String?) -> String { "" }

    func enforcement(of rule: Invariant) -> String {
        rule.enforcedWhere.map { " AND (\($0 { name(of: $0) }))" } ?? ""
    }
}

extension CheckedReference {
    /// A reference of a target.
    init(_ reference: TableReference) {
        self.init(
            column: reference.column,
            parent: reference.parent,
            key: reference.parentColumn,
            exemptColumn: reference.exemptColumn
        )
    }
}
