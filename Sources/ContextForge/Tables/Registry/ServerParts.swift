import Rows

/// What servers are composed of: distinct objects that everybody may see, some far more often than
/// others.
///
/// The four association tables differ only in what is associated.
struct ServerParts: Sendable {
    /// Parts of each server.
    let counts: ChildCounts
    private let column: StaticString
    private let pool: VisiblePool
    private let ranks: ZipfRanks
    private let offsetKey: CellKey
    private let serverIdentifiers: IdentifierKey
    private let objectIdentifiers: IdentifierKey

    /// The table that associates servers with the rows of `objects` through `column`.
    static func definition(
        _ name: String,
        component: String,
        column: StaticString,
        objects: String,
        childCount: TableDefinition.ChildCount
    ) -> TableDefinition {
        TableDefinition(
            name: name,
            component: component,
            columns: [
                .required("server_id", .text(lengthMax: 36)),
                .required(column, .text(lengthMax: 36)),
            ],
            primaryKey: ["server_id", column.description],
            references: [
                TableDefinition.Reference("server_id", "servers", "id", isDeclared: true),
                TableDefinition.Reference(column.description, objects, "id", isDeclared: true),
            ],
            creationColumn: nil,
            childCount: childCount
        )
    }

    /// The parts of one kind, out of `objectCount` objects of the table `objects`.
    init(
        _ population: Population,
        table: StaticString,
        column: StaticString,
        objects: StaticString,
        objectCount: Int64,
        distribution: CountDistribution,
        slope: EvenSpread.Slope
    ) {
        self.column = column
        pool = VisiblePool(population, table: objects, objectCount: objectCount)
        // A server cannot have more parts than there are.
        counts = ChildCounts(
            distribution.clamped(to: pool.count),
            parentCount: population.servers.rowCount,
            slope: slope,
            key: population.key(table, "count")
        )
        ranks = ZipfRanks(
            count: pool.count,
            poolShare: Double(pool.count) / Double(max(objectCount, 1))
        )
        offsetKey = population.key(table, "rank")
        serverIdentifiers = Population.identifiers(
            "servers",
            population.servers.rowCount,
            population.configuration
        )
        objectIdentifiers = Population.identifiers(objects, objectCount, population.configuration)
    }

    /// Fills both columns.
    func fill(_ batch: ColumnBatch) {
        let server = batch.lane(.parent)
        let object = batch.lane(.choice)
        fillLanes(batch)
        batch.text("server_id") { writer, _, index in
            serverIdentifiers.appendHex(server[index], into: &writer)
        }
        batch.text(column) { writer, _, index in
            objectIdentifiers.appendHex(object[index], into: &writer)
        }
    }

    /// Fills the lane `parent` with the server of every row and the lane `choice` with the object.
    ///
    /// A server with n parts takes the ranks at n equally spaced points of all accesses, shifted by
    /// an amount of its own; where two fall on one object, the second takes the next.
    private func fillLanes(_ batch: ColumnBatch) {
        var place = counts.place(of: batch.rows.lowerBound)
        // The ranks of a server follow from each other, so a slice that begins inside one starts
        // with the server's first.
        var rank: Int64 = -1
        for ordinal in 0..<place.ordinal {
            var earlier = place
            earlier.ordinal = ordinal
            rank = next(after: rank, earlier)
        }
        for index in 0..<batch.rowCount {
            if index > 0 { counts.advance(&place) }
            if place.ordinal == 0 { rank = -1 }
            rank = next(after: rank, place)
            batch.lane(.parent)[index] = place.parent
            batch.lane(.choice)[index] = pool.row(rank: rank)
        }
    }

    private func next(after rank: Int64, _ place: ChildCounts.Place) -> Int64 {
        let offset = offsetKey.unit(place.parent)
        let part = (Double(place.ordinal) + offset) / Double(place.siblingCount)
        // Enough ranks are left above for the parts that follow.
        let most = pool.count - (place.siblingCount - place.ordinal)
        return max(rank + 1, min(ranks.rank(part), most))
    }
}
