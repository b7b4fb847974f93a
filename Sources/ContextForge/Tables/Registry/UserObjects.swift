import Rows

/// What the objects of users have in common: how a row finds its owner, team and time.
///
/// Resources, prompts, servers and agents each belong to a user; their rows stand in the order of
/// their owners.
struct UserObjects: Sendable {
    let registry: RegistryColumns
    let names: ObjectNames
    let identifiers: IdentifierKey
    fileprivate let population: Population
    private let counts: ChildCounts
    private let ownership: Ownership
    private let createdKey: CellKey
    private let federated: OnFirstUse<[Int64: Int64]>?
    private let owners: GatewayOwners
    fileprivate let gatewayNames: GatewayNames

    /// The objects of a table; `federated` keeps the gateway of each that is federated, where any
    /// can be.
    init(
        _ population: Population,
        table: StaticString,
        counts: ChildCounts,
        federated: OnFirstUse<[Int64: Int64]>? = nil
    ) {
        self.federated = federated
        owners = GatewayOwners(population)
        gatewayNames = GatewayNames(population)
        self.population = population
        self.counts = counts
        registry = RegistryColumns(population, table: table)
        names = ObjectNames(population, table: table)
        identifiers = Population.identifiers(
            table,
            rowCount: counts.rowCount,
            population.configuration
        )
        ownership = Ownership(population, table: table, objectCount: counts.rowCount)
        createdKey = population.key(table, "created_at")
    }

    /// The gateway of every federated row.
    func gateways() -> [Int64: Int64] {
        federated? { FederatedObjects.gateways(population, self) } ?? [:]
    }

    /// Who may see a row.
    func visibility(_ row: Int64) -> Ownership.Visibility { ownership.visibility(row) }

    /// When a row was created, which is at a place among the others.
    func created(_ row: Int64, _ place: ChildCounts.Place) -> Int64 {
        population.objectCreated(row, place, of: counts, jitter: createdKey.unit(row))
    }

    /// Calls `body` with every row of a user, until it returns false.
    func forEach(of user: Int64, while body: (Int64, ChildCounts.Place) -> Bool) {
        let count = counts.count(of: user)
        guard count > 0 else { return }
        let first = counts.firstRow(of: user)
        var place = counts.place(of: first)
        for row in first..<first + count {
            if row > first { counts.advance(&place) }
            guard body(row, place) else { return }
        }
    }

    /// Writes what precedes the name of a federated row: the slug of its gateway and a hyphen.
    func appendPrefix(_ row: Int64, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        guard let gateway = gateways()[row] else { return }
        Slug.append(into: &writer, scratch: &scratch) { gatewayNames.append(gateway, into: &$0) }
        writer.append(0x2D)
    }

    /// Computes what the columns of each row share.
    func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<RegistryRow>) {
        var place = counts.place(of: batch.rows.lowerBound)
        let gateways = gateways()
        for index in 0..<batch.rowCount {
            if index > 0 { counts.advance(&place) }
            let row = batch.rows.lowerBound + Int64(index)
            let owner = place.parent
            let visibility = ownership.visibility(row)
            let gateway = gateways[row]
            let created = created(row, place)
            shared[index] = RegistryRow(
                owner: owner,
                team: gateway.map { owners.team($0, owner: owner) }
                    ?? ownership.team(
                        row,
                        owner: owner,
                        visibility: visibility,
                        isOlder: row < counts.olderRowCount
                    ),
                created: created,
                updated: registry.updated(row, created: created),
                visibility: visibility,
                gateway: gateway ?? -1
            )
        }
    }
}

/// A table of objects of users.
protocol UserObjectTable: RegistryTable {
    /// The objects.
    var objects: UserObjects { get }
}

extension UserObjectTable {
    var registry: RegistryColumns { objects.registry }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<RegistryRow>) {
        objects.prepare(batch, shared)
    }
}

extension Column where Table: UserObjectTable {
    /// The column with the name of the gateway of a federated object.
    static var federationSource: Column {
        .optionalText(.optional("federation_source", .text(lengthMax: 255))) {
            (table, _, object, writer) in
            guard object.isFederated else { return false }
            table.objects.gatewayNames.append(object.gateway, into: &writer)
            return true
        }
    }

    /// The column that refers to the gateway of a federated object.
    static var federatingGateway: Column {
        .optionalText(.optional("gateway_id", .text(lengthMax: 36))) {
            (table, _, object, writer) in
            guard object.isFederated else { return false }
            let identifiers = table.objects.population.gatewayIdentifiers
            identifiers.appendHex(object.gateway, into: &writer)
            return true
        }
    }
}
