import Rows

/// A column whose values are those of a column of another table.
package struct TableReference: Sendable, Hashable {
    /// The table that refers.
    package let table: String
    /// The referring column.
    package let column: String
    /// The table referred to.
    package let parent: String
    /// The column referred to.
    package let parentColumn: String
    /// Whether the database knows it as a foreign key.
    package let isDeclared: Bool
    /// The schema of the table that refers, where that is not the schema of the gateway's tables.
    package let otherSchema: String?
    /// Boolean column that exempts a row from the check when true.
    package let exemptColumn: String?
    /// What stands before and after the value in the referring column, where that is a document.
    let affixes: [String]

    /// Creates one.
    package init(
        table: String,
        column: String,
        parent: String,
        parentColumn: String,
        isDeclared: Bool,
        otherSchema: String? = nil,
        affixes: [String] = [],
        exemptColumn: String? = nil
    ) {
        self.exemptColumn = exemptColumn
        self.affixes = affixes
        self.otherSchema = otherSchema
        self.table = table
        self.column = column
        self.parent = parent
        self.parentColumn = parentColumn
        self.isDeclared = isDeclared
    }

    /// `table.column`, as people read it, with the schema if it is another one.
    package var name: String { (otherSchema.map { $0 + "." } ?? "") + "\(table).\(column)" }

    /// Whether a value stands where a user's address would and names none, such as `system`.
    func isNobody(_ value: String) -> Bool {
        !isDeclared && parentColumn == "email" && !value.contains("@")
    }

    /// Whether a row refers to another one, both by the name that they have in a query.
    func condition(row: String, parent: String) -> String {
        let value = "\(parent).\(SQLIdentifier.quoted(parentColumn))"
        let texts = affixes.map { "'\($0.replacing("'", with: "''"))'" }
        return "\(row).\(SQLIdentifier.quoted(column)) = "
            + (texts.count == 2 ? "\(texts[0]) || \(value) || \(texts[1])" : value)
    }

    /// The value that the text of a referring column stands for.
    func value(in text: String) -> String {
        guard affixes.count == 2, text.hasPrefix(affixes[0]), text.hasSuffix(affixes[1]) else {
            return text
        }
        return String(text.dropFirst(affixes[0].count).dropLast(affixes[1].count))
    }

    /// Whether it leads from a table of the gateway to itself.
    var isWithinTable: Bool { table == parent && otherSchema == nil }

    /// All references between tables of a schema, each once: the foreign keys that its database
    /// knows, and those that the gateway keeps without its help.
    static func all(
        declared: [TableReference],
        in schema: TargetSchema,
        _ catalogue: Catalogue
    ) -> [TableReference] {
        let fromCatalogue = catalogue.definitions.filter { !$0.isHistory }
            .flatMap { logical($0.name, $0.allReferences, exemptColumn: $0.systemColumn) }
        let ofUnfilled = catalogue.unfilledTables.sorted { $0.name < $1.name }
            .flatMap { logical($0.name, $0.references) }
        var seen: Set<[String]> = []
        return (declared + fromCatalogue + ofUnfilled).filter { reference in
            (reference.otherSchema != nil || schema.has(reference.table, reference.column))
                && schema.has(reference.parent, reference.parentColumn)
                && seen.insert([
                    reference.otherSchema ?? "", reference.table, reference.column,
                    reference.parent, reference.parentColumn,
                ]).inserted
        }
    }

    /// References of a table of the dataset.
    static func logical(
        _ table: String,
        _ references: [TableDefinition.Reference],
        exemptColumn: String? = nil
    ) -> [TableReference] {
        references.map {
            logical(table, $0.column, to: $0.table, key: $0.key, exemptColumn: exemptColumn)
        }
    }

    /// Whether another value is about the same columns, declared or not.
    func isSameColumn(as other: TableReference) -> Bool {
        table == other.table && otherSchema == other.otherSchema && column == other.column
            && parent == other.parent
            && parentColumn == other.parentColumn
    }

    private static func logical(
        _ table: String,
        _ column: String,
        to parent: String,
        key parentColumn: String,
        exemptColumn: String? = nil
    ) -> TableReference {
        TableReference(
            table: table,
            column: column,
            parent: parent,
            parentColumn: parentColumn,
            isDeclared: false,
            exemptColumn: exemptColumn
        )
    }
}

extension TargetSchema {
    /// Whether there is a column of that name.
    func has(_ table: String, _ column: String) -> Bool {
        tables[table]?.columns.contains { $0.name == column } ?? false
    }
}
