/// A table whose rows can be computed.
public protocol DatasetTable: Sendable {
    /// The table in the system's schema.
    static var definition: TableDefinition { get }

    /// Number of rows.
    var rowCount: Int64 { get }

    /// Number of rows for each parent; nil unless a count of a profile applies to this table.
    var parents: ParentCounts? { get }

    /// How often each row is used, as the dataset itself has it; nil where nothing records it.
    var uses: RowUses? { get }

    /// Whether the system would serve a row at a moment, in microseconds since 1970-01-01 UTC, as far
    /// as its columns do not show.
    func isServed(_ row: Int64, at moment: Int64) -> Bool

    /// The credential that a row stands for, where rows hold only its hash; nil for tables without, or
    /// where its secret was not given.
    func credential(of row: Int64, release: Release) -> String?

    /// The rows that may have a text as the first column of their primary key; nil when that cannot
    /// be computed.
    func rows(withKey text: String) -> [Int64]?

    /// Fills every column for the rows that the batch has begun.
    ///
    /// A pure function of the configuration and the rows: it reads no clock, no shared state and
    /// no other row.
    func fill(_ batch: ColumnBatch)
}

extension DatasetTable {
    /// Most tables have no count of their own in a profile.
    public var parents: ParentCounts? { nil }

    /// Most tables do not record how often a row is used.
    public var uses: RowUses? { nil }

    /// Most rows are served as their columns say.
    public func isServed(_ row: Int64, at moment: Int64) -> Bool { true }

    /// Most keys cannot be inverted: ``KeyLocator`` searches for them.
    public func rows(withKey text: String) -> [Int64]? { nil }

    /// Most rows stand for themselves.
    public func credential(of row: Int64, release: Release) -> String? { nil }
}
