/// A table whose rows can be computed.
package protocol DatasetTable: Sendable {
    /// The table in the gateway's schema.
    static var definition: TableDefinition { get }

    /// The table of a population.
    init(_ population: Population)

    /// Number of rows.
    var rowCount: Int64 { get }

    /// Number of rows for each parent; nil unless a count of a profile applies to this table.
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
