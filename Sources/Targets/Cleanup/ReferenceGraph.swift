/// The tables of a target and what refers to what.
package struct ReferenceGraph: Sendable {
    /// The tables.
    package let schema: TargetSchema
    /// All references between them.
    package let references: [TableReference]

    /// The graph of a schema, with the foreign keys that its database knows and those that only the
    /// gateway keeps.
    package init(_ schema: TargetSchema, declared: [TableReference]) {
        self.schema = schema
        references = TableReference.all(declared: declared, in: schema)
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
