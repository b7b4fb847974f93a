/// A table whose rows can be computed.
package protocol DatasetTable: Sendable {
    /// The table in the gateway's schema.
    static var definition: TableDefinition { get }

    /// The table of a population.
    init(_ population: Population)

    /// Number of rows.
    var rowCount: Int64 { get }

    /// How many of its rows belong to each row of another table; nil when they name none that a
    /// count of a profile is for.
    var parents: ParentCounts? { get }

    /// Fills every column for the rows that the batch has begun.
    ///
    /// A pure function of the configuration and the rows: it reads no clock, no shared state and
    /// no other row.
    func fill(_ batch: ColumnBatch)
}

extension DatasetTable {
    /// Most tables have no count of their own in a profile.
    package var parents: ParentCounts? { nil }
}
