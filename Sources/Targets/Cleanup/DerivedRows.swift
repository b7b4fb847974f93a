import Rows

/// The rows that the gateway derived from the rows of a slice, directly or through other derived
/// rows, and which of them must be kept.
///
/// A row is derived from the run alone if all its references lead to rows that the run generated,
/// or to other derived rows. A derived row is kept if any other row refers to it, and then keeps
/// the rows that it refers to by a protecting key. Rows derived from a kept row are kept too.
struct DerivedRows<Database: SliceDatabase> {
    private struct Node: Hashable {
        let table: String
        let place: RowPlace
    }

    private struct Edge {
        let child: Node
        let parent: Node
        let reference: TableReference
        let isProtecting: Bool
    }

    private let database: Database
    private let ticket: DeletionTicket
    private let graph: ReferenceGraph
    private let generated: any GeneratedValues

    /// The slice's rows that were asked about.
    private var roots: [Node: Int] = [:]
    private var edges: [Edge] = []
    private var derived: Set<Node> = []
    private var staying: Set<Node> = []
    /// Rows that were found, by table and primary key.
    private var nodes: [[String]: Node] = [:]
    /// References to derived rows that may be found later.
    private var open: [(child: Node, reference: TableReference, parent: [String])] = []

    init(
        _ database: Database,
        _ ticket: DeletionTicket,
        graph: ReferenceGraph,
        generated: any GeneratedValues
    ) {
        self.database = database
        self.ticket = ticket
        self.graph = graph
        self.generated = generated
    }

    /// Finds what is derived from rows, down to the leaves.
    mutating func explore(
        from rows: [(row: Int, place: RowPlace)],
        by references: [TableReference]
    ) throws(Database.Failure) {
        guard !references.isEmpty else { return }
        for (row, place) in rows { roots[Node(table: ticket.table.name, place: place)] = row }
        var waiting: [(table: String, places: [RowPlace])] = []
        for reference in references {
            let found = try follow(reference, to: rows.map(\.place))
            if !found.isEmpty { waiting.append((reference.table, found)) }
        }
        while let next = waiting.popLast() {
            for reference in graph.references(to: next.table) where !graph.isDeriving(reference) {
                let found = try database.referrers(reference, to: next.places, reading: [])
                staying.formUnion(found.map { Node(table: next.table, place: $0.parent) })
            }
            for reference in graph.derivedReferences(to: next.table) {
                let found = try follow(reference, to: next.places)
                if !found.isEmpty { waiting.append((reference.table, found)) }
            }
        }
        for (child, reference, parent) in open {
            if let node = nodes[parent] {
                link(child, to: node, by: reference)
            } else {
                staying.insert(child)
            }
        }
        open = []
    }

    /// Decides which rows stay, given those of the slice that something holds, and adds those that
    /// derived rows hold.
    mutating func hold(_ holders: inout [Int: KeptReason]) {
        let spreads = ticket.policy.foreignRows != .delete
        if spreads {
            for (node, row) in roots where holders[row] != nil { staying.insert(node) }
        }
        let keepsAll = ticket.policy.derivedRows == .keep
        let foreign = staying
        if keepsAll { staying.formUnion(derived) }
        var byChild: [Node: [Edge]] = [:]
        var byParent: [Node: [Edge]] = [:]
        for edge in edges {
            byChild[edge.child, default: []].append(edge)
            byParent[edge.parent, default: []].append(edge)
        }
        var waiting = Array(staying)
        while let node = waiting.popLast() {
            for edge in byChild[node] ?? [] where edge.isProtecting {
                if let row = roots[edge.parent], holders[row] == nil {
                    let isDerived = keepsAll && !foreign.contains(node)
                    let name = edge.reference.name
                    holders[row] = isDerived ? .derivedRow(name) : .reference(name)
                    if !spreads && !isDerived { continue }
                }
                if roots[edge.parent] != nil && !spreads { continue }
                if staying.insert(edge.parent).inserted { waiting.append(edge.parent) }
            }
            for edge in byParent[node] ?? [] where staying.insert(edge.child).inserted {
                waiting.append(edge.child)
            }
        }
    }

    /// Deletes the derived rows that need not be kept, children first.
    ///
    /// - Returns: The number of deleted rows.
    func deleteFree() throws(Database.Failure) -> Int64 {
        let order = graph.catalogue.definitions.map(\.name)
        var byTable: [String: [RowPlace]] = [:]
        for node in derived.subtracting(staying) {
            byTable[node.table, default: []].append(node.place)
        }
        var count: Int64 = 0
        let tables = byTable.sorted { left, right in
            (order.firstIndex(of: left.key) ?? .max, left.key)
                > (order.firstIndex(of: right.key) ?? .max, right.key)
        }
        for (table, places) in tables { count += try database.delete(places.sorted(), of: table) }
        return count
    }

    // MARK: Following references

    private mutating func link(_ child: Node, to parent: Node, by reference: TableReference) {
        edges.append(
            Edge(
                child: child,
                parent: parent,
                reference: reference,
                isProtecting: graph.isProtecting(reference)
            )
        )
    }

    /// Finds the rows that refer to rows at some places, and returns where those of them are that
    /// are derived and were not found before.
    private mutating func follow(
        _ reference: TableReference,
        to places: [RowPlace]
    ) throws(Database.Failure) -> [RowPlace] {
        guard let table = graph.derivedTables[reference.table] else { return [] }
        let others = table.references.filter { !$0.isSameColumn(as: reference) }
        let columns =
            table.primaryKey + others.map(\.column)
            + [table.objectColumn, table.markColumn].compactMap { $0 }
        let found = try database.referrers(reference, to: places, reading: columns)
        guard !found.isEmpty else { return [] }
        var fresh: [(node: Node, cells: [String?])] = []
        for referrer in found {
            let node = Node(table: table.name, place: referrer.place)
            link(node, to: Node(table: reference.parent, place: referrer.parent), by: reference)
            guard !derived.contains(node), !staying.contains(node) else { continue }
            if table.primaryKey.count == 1, let key = referrer.cells[0] {
                nodes[[table.name, key]] = node
            }
            derived.insert(node)
            fresh.append((node, referrer.cells))
        }
        let foreign = try foreignRows(table, others, among: fresh)
        derived.subtract(foreign)
        staying.formUnion(foreign)
        return fresh.filter { !foreign.contains($0.node) }.map(\.node.place)
    }

    /// Those of some rows that are not derived from the run alone.
    private mutating func foreignRows(
        _ table: DerivedTable,
        _ others: [TableReference],
        among rows: [(node: Node, cells: [String?])]
    ) throws(Database.Failure) -> Set<Node> {
        var foreign: Set<Node> = []
        let keyCount = table.primaryKey.count
        if keyCount == 1, ticket.keptTables.contains(table.name) {
            // Rows of the run itself that an earlier step has kept.
            let own = generated.generated(
                Set(rows.compactMap { $0.cells[0] }),
                table: table.name,
                column: table.primaryKey[0]
            )
            foreign.formUnion(rows.filter { own.contains($0.cells[0] ?? "") }.map(\.node))
        }
        for (offset, other) in others.enumerated() {
            let values = Set(
                rows.compactMap { row in
                    row.cells[keyCount + offset].map { other.value(in: $0) }
                }
            )
            let known = generated.generated(
                values,
                table: other.parent,
                column: other.parentColumn
            )
            for row in rows {
                let cell = row.cells[keyCount + offset]
                guard let value = cell.map({ other.value(in: $0) }), !known.contains(value),
                    !other.isNobody(value)
                else { continue }
                if graph.derivedTables[other.parent] != nil {
                    open.append((row.node, other, [other.parent, value]))
                } else {
                    foreign.insert(row.node)
                }
            }
        }
        var next = keyCount + others.count
        if table.objectColumn != nil {
            let real = try realObjects(
                Set(rows.compactMap { $0.cells[next] }),
                among: table.objectKeys
            )
            foreign.formUnion(rows.filter { real.contains($0.cells[next] ?? "") }.map(\.node))
            next += 1
        }
        if table.markColumn != nil {
            foreign.formUnion(rows.filter { $0.cells[next] == nil }.map(\.node))
        }
        return foreign
    }

    /// The subset of `keys` that identifies objects not generated by the run.
    private func realObjects(
        _ keys: Set<String>,
        among columns: [(table: String, column: String)]
    ) throws(Database.Failure) -> Set<String> {
        guard !keys.isEmpty else { return [] }
        var real: Set<String> = []
        for (table, column) in columns where graph.schema.has(table, column) {
            let found = try database.existing(keys, table: table, column: column)
            guard !found.isEmpty else { continue }
            let known = generated.generated(found, table: table, column: column)
            real.formUnion(found.subtracting(known))
        }
        return real
    }
}
