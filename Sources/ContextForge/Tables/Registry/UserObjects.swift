import Rows

/// What the objects of users have in common: how a row finds its owner, team and time.
///
/// Resources, prompts and servers each belong to a user; their rows stand in the order of
/// their owners.
struct UserObjects: Sendable {
    let columns: RegistryColumns
    let names: ObjectNames
    let identifiers: IdentifierKey
    private let population: Population
    private let counts: ChildCounts
    private let ownership: Ownership
    private let createdKey: CellKey
    private let federated: OnFirstUse<[Int64: Int64]>?
    private let owners: GatewayOwners
    private let gatewayNames: GatewayNames

    /// The objects of a table; `federated` keeps the gateway of each that is federated, where any can
    /// be.
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
        columns = RegistryColumns(population, table: table)
        names = ObjectNames(population, table: table)
        identifiers = Population.identifiers(table, counts.rowCount, population.configuration)
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

    /// Fills the columns that name the gateway of a federated row.
    ///
    /// - Precondition: ``fillLanes(_:)`` has filled the lanes.
    private func fillGateways(_ batch: ColumnBatch) {
        let gateway = batch.lane(.parent)
        batch.optionalText("federation_source") { writer, _, index in
            guard gateway[index] >= 0 else { return false }
            gatewayNames.append(gateway[index], into: &writer)
            return true
        }
        batch.optionalText("gateway_id") { writer, _, index in
            guard gateway[index] >= 0 else { return false }
            population.gatewayIdentifiers.appendHex(gateway[index], into: &writer)
            return true
        }
    }

    /// Fills the lanes that ``fill(_:)`` needs, and `parent` with the gateway of a federated row, -1
    /// for others.
    func fillLanes(_ batch: ColumnBatch) {
        var place = counts.place(of: batch.rows.lowerBound)
        let owner = batch.lane(.owner)
        let team = batch.lane(.team)
        let created = batch.lane(.created)
        let choice = batch.lane(.choice)
        let gateway = batch.lane(.parent)
        let gateways = gateways()
        for index in 0..<batch.rowCount {
            if index > 0 { counts.advance(&place) }
            let row = batch.rows.lowerBound + Int64(index)
            let visibility = ownership.visibility(row)
            owner[index] = place.parent
            let known = gateways[row]
            gateway[index] = known ?? -1
            team[index] =
                known.map { owners.team($0, owner: place.parent) }
                ?? ownership.team(
                    row,
                    owner: place.parent,
                    visibility: visibility,
                    isOlder: row < counts.olderRowCount
                )
            created[index] = self.created(row, place)
            choice[index] = visibility.rawValue
        }
        columns.fillUpdatedLane(batch)
    }

    /// Fills the columns that the objects have in common.
    ///
    /// - Precondition: ``fillLanes(_:)`` has filled the lanes.
    func fill(_ batch: ColumnBatch) {
        if federated != nil { fillGateways(batch) }
        columns.fill(batch, federatedBy: federated == nil ? nil : batch.lane(.parent))
    }
}
