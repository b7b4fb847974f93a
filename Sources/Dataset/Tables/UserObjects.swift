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

    init(_ population: Population, table: StaticString, counts: ChildCounts) {
        self.population = population
        self.counts = counts
        columns = RegistryColumns(population, table: table, via: "import")
        names = ObjectNames(population, table: table)
        identifiers = Population.identifiers(table, counts.rowCount, population.configuration)
        ownership = Ownership(population, table: table, objectCount: counts.rowCount)
        createdKey = population.key(table, "created_at")
    }

    /// Fills the lanes that ``RegistryColumns`` needs, then its columns.
    func fill(_ batch: ColumnBatch) {
        var place = counts.place(of: batch.rows.lowerBound)
        let owner = batch.lane(.owner)
        let team = batch.lane(.team)
        let created = batch.lane(.created)
        let choice = batch.lane(.choice)
        for index in 0..<batch.rowCount {
            if index > 0 { counts.advance(&place) }
            let row = batch.rows.lowerBound + Int64(index)
            let visibility = ownership.visibility(row)
            owner[index] = place.parent
            team[index] = ownership.team(
                row,
                owner: place.parent,
                visibility: visibility,
                isOlder: row < counts.olderRowCount
            )
            created[index] = population.objectCreated(
                row,
                place,
                of: counts,
                jitter: createdKey.unit(row)
            )
            choice[index] = visibility.rawValue
        }
        columns.fillUpdatedLane(batch)
        columns.fill(batch)
    }
}
