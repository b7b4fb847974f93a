import Rows

/// Which rows of a target belong to the users of a domain of addresses.
///
/// A row belongs to whom its owner column names; a row without one to whom the row belongs that it
/// is a part of. Who merely acted on a row (invited, granted, reviewed) does not own it. Addresses,
/// hosts and URLs of subdomains belong to the domain.
package struct DomainOwnership: Sendable {
    /// The domain.
    package let domain: String
    private let graph: ReferenceGraph

    /// The ownership of a domain in the tables of a graph.
    ///
    /// - Precondition: `domain` is made of letters, digits, hyphens and dots.
    package init(domain: String, in graph: ReferenceGraph) {
        precondition(
            domain.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "."
            },
            "a domain holds what would be read as SQL"
        )
        self.domain = domain
        self.graph = graph
    }

    /// The tables that can hold such rows, children before their parents.
    package var tables: [String] {
        var ordered: [String] = []
        var visited: Set<String> = []
        func visit(_ name: String) {
            guard visited.insert(name).inserted else { return }
            for child in graph.references(to: name).map(\.table).sorted() { visit(child) }
            ordered.append(name)
        }
        for name in graph.schema.tables.keys.sorted() { visit(name) }
        return ordered.filter { condition($0, row: "t") != nil }
    }

    /// Whether the row that a query calls `row` belongs to the domain; nil when no row of the table
    /// can.
    func condition(_ table: String, row: String) -> String? {
        guard let condition = condition(table, row: row, depth: 0) else { return nil }
        // System rows name the platform administrator, but the gateway created them.
        let exclusion =
            graph.catalogue.systemColumn(of: table).map { " AND NOT \(row).\($0)" } ?? ""
        return condition + exclusion
    }

    private func condition(_ table: String, row: String, depth: Int) -> String? {
        // Deeper than the gateway's tables go: a circle of parts.
        guard depth < 8, let found = graph.schema.tables[table] else { return nil }
        let names = Set(found.columns.map(\.name))
        if let owner = graph.catalogue.accounts.ownerColumns.first(where: { names.contains($0) }) {
            return condition(.address(owner), row)
        }
        let sign = graph.catalogue.definition(table)?.ownerSign
        if let sign, names.contains(sign.column) {
            return condition(sign, row)
        }
        guard let whole = wholeOf(table) else { return nil }
        let alias = "p\(depth)"
        guard let inner = condition(whole.parent, row: alias, depth: depth + 1) else { return nil }
        return "EXISTS (SELECT 1 FROM \(graph.schema.qualifiedName(of: whole.parent)) AS \(alias) "
            + "WHERE \(alias).\(SQLIdentifier.quoted(whole.parentColumn)) "
            + "= \(row).\(SQLIdentifier.quoted(whole.column)) AND \(inner))"
    }

    private func condition(_ sign: TableDefinition.OwnerSign, _ row: String) -> String {
        let patterns =
            switch sign {
            case .address: ["%@\(domain)", "%@%.\(domain)"]
            case .quotedAddress: ["%@\(domain)\"%", "%@%.\(domain)\"%"]
            case .host: [domain, "%.\(domain)"]
            case .url: ["%//\(domain)", "%//\(domain)/%", "%.\(domain)", "%.\(domain)/%"]
            }
        let cell = "\(row).\(SQLIdentifier.quoted(sign.column))"
        return "(" + patterns.map { "\(cell) LIKE '\($0)'" }.joined(separator: " OR ") + ")"
    }

    /// The reference to what a row is a part of: a server's parts are the server's.
    private func wholeOf(_ table: String) -> TableReference? {
        let accounts = graph.catalogue.accounts
        // Rows name users and are no part of them.
        let candidates = graph.references.filter {
            $0.table == table && $0.otherSchema == nil && $0.parent != accounts.table
                && $0.parent != table
        }
        return candidates.first { accounts.containerColumns.contains($0.column) }
            ?? candidates.first { $0.isDeclared } ?? candidates.first
    }
}
