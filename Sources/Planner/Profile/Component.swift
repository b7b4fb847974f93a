import Dataset

/// A part of the dataset that a profile can name in `generation_order`: one table.
package struct Component: RawRepresentable, Sendable, Hashable, Codable {
    /// Name in a profile, such as `teams`.
    package let rawValue: String
    /// The table in the gateway's database, such as `email_teams`.
    package let table: String

    /// Every component in the default order of generation: parents come first.
    package static let all = Catalogue.definitions.map { Component($0) }

    private init(_ definition: TableDefinition) {
        rawValue = definition.component
        table = definition.name
    }

    /// Finds a component by its own name.
    package init?(rawValue: String) {
        guard let component = Component.all.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = component
    }

    /// Finds a component by its own name or its table's.
    package init?(nameOrTable name: String) {
        guard
            let component = Component.all.first(where: { $0.rawValue == name || $0.table == name })
        else { return nil }
        self = component
    }

    /// The components without whose rows this one's cannot be generated, in the default order.
    package var parents: [Component] {
        let tables = definition.requiredParents
        return Component.all.filter { tables.contains($0.table) }
    }

    /// The component that implies this one: a profile that lists only that component gets both.
    ///
    /// ContextForge's own configurations name neither roles, without which a user may see nothing,
    /// nor the history of memberships, which its services write with each.
    var impliedBy: Component? {
        definition.impliedBy.flatMap { Component(nameOrTable: $0) }
    }

    private var definition: TableDefinition {
        guard let found = Catalogue.definitions.first(where: { $0.name == table }) else {
            preconditionFailure("component \(rawValue) is not in the catalogue")
        }
        return found
    }
}
