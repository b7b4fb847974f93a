import Rows

/// A part of the dataset that a profile can name in `generation_order`: one table.
package struct Component: Sendable, Hashable {
    /// Name in a profile, such as `teams`.
    package let name: String
    /// The table in the database.
    package let table: String
}

/// The components of a catalogue.
package struct Components: Sendable {
    /// Every component in the default order of generation: parents come first.
    package let all: [Component]
    private let definitions: [String: TableDefinition]

    /// The components of a catalogue.
    package init(_ catalogue: Catalogue) {
        all = catalogue.definitions.map { Component(name: $0.component, table: $0.name) }
        definitions = Dictionary(
            uniqueKeysWithValues: catalogue.definitions.map { ($0.name, $0) }
        )
    }

    /// The component of a name.
    package func named(_ name: String) -> Component? {
        all.first { $0.name == name }
    }

    /// The component of a name or of a table's name.
    package func nameOrTable(_ name: String) -> Component? {
        all.first { $0.name == name || $0.table == name }
    }

    /// The components without whose rows those of another cannot be generated, in the default order.
    package func parents(of component: Component) -> [Component] {
        let tables = definitions[component.table]?.requiredParents ?? []
        return all.filter { tables.contains($0.table) }
    }

    /// The component that implies another: a profile that lists only that component gets both.
    func implying(_ component: Component) -> Component? {
        definitions[component.table]?.impliedBy.flatMap { nameOrTable($0) }
    }
}
