import Rows

/// A table of a target to which the gateway adds rows by itself.
struct DerivedTable: Sendable {
    /// Name in the database.
    let name: String
    /// The references that decide what a row is derived from.
    let references: [TableReference]
    /// Columns of the primary key.
    let primaryKey: [String]
    /// See ``Rows/Derivation/markColumn``.
    let markColumn: String?
    /// See ``Rows/Derivation/objectColumn``.
    let objectColumn: String?
    /// See ``Rows/Derivation/objectKeys``.
    let objectKeys: [(table: String, column: String)]

    /// The derived tables of a schema, by name.
    static func all(
        in schema: TargetSchema,
        declared: [TableReference],
        _ catalogue: Catalogue
    ) -> [String: DerivedTable] {
        var tables: [String: DerivedTable] = [:]
        for definition in catalogue.definitions {
            guard let derivation = definition.derivation else { continue }
            tables[definition.name] = DerivedTable(
                definition.name,
                derivation,
                references: TableReference.logical(definition.name, definition.references)
                    + people(definition.name, derivation, in: catalogue.accounts),
                in: schema,
                declared: declared
            )
        }
        for table in catalogue.unfilledTables {
            guard let references = table.derivedFrom else { continue }
            tables[table.name] = DerivedTable(
                table.name,
                nil,
                references: TableReference.logical(table.name, references),
                in: schema,
                declared: declared
            )
        }
        return tables
    }

    /// References to users beside those that a table's definition has.
    private static func people(
        _ table: String,
        _ derivation: Derivation,
        in accounts: Accounts
    ) -> [TableReference] {
        var columns = derivation.personColumns.map { (name: $0, affixes: [String]()) }
        if let document = derivation.ownerDocument {
            columns.append((document.column, [document.prefix, document.suffix]))
        }
        return columns.map { column in
            TableReference(
                table: table,
                column: column.name,
                parent: accounts.table,
                parentColumn: accounts.addressColumn,
                isDeclared: false,
                affixes: column.affixes
            )
        }
    }

    /// Nil when the schema lacks the table or the column that marks its derived rows.
    private init?(
        _ name: String,
        _ derivation: Derivation?,
        references logical: [TableReference],
        in schema: TargetSchema,
        declared: [TableReference]
    ) {
        guard let found = schema.tables[name] else { return nil }
        if let mark = derivation?.markColumn, !schema.has(name, mark) { return nil }
        var seen: Set<[String]> = []
        self.name = name
        references = (declared.filter { $0.table == name && $0.otherSchema == nil } + logical)
            .filter { reference in
                derivation?.columns?.contains(reference.column) ?? true
                    && schema.has(name, reference.column)
                    && schema.has(reference.parent, reference.parentColumn)
                    && seen.insert([reference.column, reference.parent, reference.parentColumn])
                        .inserted
            }
        primaryKey = found.primaryKey
        markColumn = derivation?.markColumn
        objectKeys = derivation?.objectKeys ?? []
        objectColumn = derivation?.objectColumn.flatMap { schema.has(name, $0) ? $0 : nil }
    }
}
