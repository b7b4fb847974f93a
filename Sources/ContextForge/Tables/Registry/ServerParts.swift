import Rows

/// What servers are composed of: distinct objects that everybody may see, some far more often than
/// others.
///
/// The four association tables differ only in what is associated.
struct ServerParts: Sendable {
    /// Parts of each server.
    let counts: ChildCounts
    private let pool: VisiblePool
    private let ranks: ZipfRanks
    private let offsetKey: CellKey
    fileprivate let serverIdentifiers: IdentifierKey
    fileprivate let objectIdentifiers: IdentifierKey

    /// The columns of a table that associates servers with what is named in `column`.
    static func columns<Table: ServerPartsTable>(_ column: StaticString) -> [Column<Table>] {
        [
            .text(.required("server_id", .text(lengthMax: 36))) { table, _, part, writer in
                table.parts.serverIdentifiers.appendHex(part.server, into: &writer)
            },
            .text(.required(column, .text(lengthMax: 36))) { table, _, part, writer in
                table.parts.objectIdentifiers.appendHex(part.object, into: &writer)
            },
        ]
    }

    /// The schema of a table that associates servers with the rows of `objects`.
    static func definition<Table: ServerPartsTable>(
        _ name: String,
        component: String,
        columns: [Column<Table>],
        objects: String,
        childCount: TableDefinition.ChildCount
    ) -> TableDefinition {
        let names = columns.map(\.definition.name)
        return TableDefinition(
            name: name,
            component: component,
            columns: columns.map(\.definition),
            primaryKey: names,
            references: [
                TableDefinition.Reference(names[0], to: "servers", key: "id", isDeclared: true),
                TableDefinition.Reference(names[1], to: objects, key: "id", isDeclared: true),
            ],
            creationColumn: nil,
            childCount: childCount
        )
    }

    /// The parts of one kind, out of `objectCount` objects of the table `objects`.
    init(
        _ population: Population,
        table: StaticString,
        objects: StaticString,
        objectCount: Int64,
        distribution: CountDistribution,
        slope: EvenSpread.Slope
    ) {
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
            rowCount: population.servers.rowCount,
            population.configuration
        )
        objectIdentifiers = Population.identifiers(
            objects,
            rowCount: objectCount,
            population.configuration
        )
    }

    /// Finds the server and the object of every row.
    ///
    /// A server with n parts takes the ranks at n equally spaced points of all accesses, shifted by
    /// an amount of its own; where two fall on one object, the second takes the next.
    fileprivate func prepare(_ batch: ColumnBatch, _ parts: UnsafeMutablePointer<PartRow>) {
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
            parts[index] = PartRow(server: place.parent, object: pool.row(rank: rank))
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

/// A part of a server.
struct PartRow: BitwiseCopyable {
    /// Zero-based index of the server.
    let server: Int64
    /// Zero-based index of the object.
    let object: Int64
}

/// A table of what servers are composed of.
protocol ServerPartsTable: GatewayTable where Shared == PartRow {
    /// The parts.
    var parts: ServerParts { get }
}

extension ServerPartsTable {
    package var rowCount: Int64 { parts.counts.rowCount }

    package var parents: ParentCounts? { parts.counts.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<PartRow>) {
        parts.prepare(batch, shared)
    }
}
