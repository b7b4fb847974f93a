import Rows

/// The tables of a target and what refers to what.
package struct ReferenceGraph: Sendable {
    /// The tables.
    package let schema: TargetSchema
    /// What is known of the system.
    package let catalogue: Catalogue
    /// All references between them that keep a row from being deleted.
    package let references: [TableReference]
    /// The tables to which the gateway adds rows by itself, by name.
    let derivedTables: [String: DerivedTable]

    /// The graph of a schema, with the foreign keys that its database knows and those that only the
    /// gateway keeps.
    package init(
        _ schema: TargetSchema,
        declared: [TableReference],
        of catalogue: Catalogue
    ) {
        self.schema = schema
        self.catalogue = catalogue
        references = TableReference.all(declared: declared, in: schema, catalogue)
        derivedTables = DerivedTable.all(in: schema, declared: declared, catalogue)
    }

    /// The name of the table that a reference is in, as statements spell it.
    func referringName(_ reference: TableReference) -> String {
        reference.otherSchema.map { SQLIdentifier.quoted($0, reference.table) }
            ?? schema.qualifiedName(of: reference.table)
    }

    /// What refers to rows of a table.
    func references(to table: String) -> [TableReference] {
        references.filter { $0.parent == table }
    }

    /// The references by which rows are derived from rows of a table, those of histories included.
    func derivedReferences(to table: String) -> [TableReference] {
        derivedTables.values.flatMap(\.references).filter { $0.parent == table }
            .sorted { $0.name < $1.name }
    }

    /// Whether a reference is one of those that decide what a row is derived from.
    func isDeriving(_ reference: TableReference) -> Bool {
        derivedTables[reference.table]?.references.contains { $0.isSameColumn(as: reference) }
            ?? false
    }

    /// Whether rows that refer to others by a reference keep them from being deleted.
    func isProtecting(_ reference: TableReference) -> Bool {
        references.contains { $0.isSameColumn(as: reference) }
    }

    /// Whether every row with that reference is derived from the row referred to, and nothing
    /// refers to it in its turn.
    func isSoleDerivation(_ reference: TableReference) -> Bool {
        guard let table = derivedTables[reference.table] else { return false }
        return table.references.count == 1 && table.markColumn == nil && table.objectColumn == nil
            && references(to: table.name).isEmpty && derivedReferences(to: table.name).isEmpty
    }

    /// What may have to be looked for when rows of a table are deleted, each once; without
    /// documents, whose columns may be too long for an index.
    func searchedReferences(to table: String) -> [TableReference] {
        var seen: Set<String> = []
        var visited: Set<String> = []
        var found: [TableReference] = []
        func visit(_ parent: String) {
            guard visited.insert(parent).inserted else { return }
            let derived = derivedReferences(to: parent)
            for reference in references(to: parent) + derived
            where reference.affixes.isEmpty && seen.insert(reference.name).inserted {
                found.append(reference)
            }
            for reference in derived { visit(reference.table) }
        }
        visit(table)
        return found
    }
}

extension ReferenceGraph {
    /// Whether the target has a table.
    package func has(table: String) -> Bool { schema.tables[table] != nil }

    /// Tables with a foreign key to a table.
    package func declaredChildren(of table: String) -> [String] {
        references.filter { $0.parent == table && $0.isDeclared && $0.otherSchema == nil }
            .map(\.table)
    }
}
