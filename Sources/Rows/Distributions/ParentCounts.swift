/// How many rows of a table belong to each row of another one, as it is planned.
public struct ParentCounts: Sendable {
    /// Number of the parents that are counted.
    public let parentCount: Int64
    private let row: @Sendable (Int64) -> Int64
    private let rowCount: @Sendable (Int64) -> Int64

    /// The counts of `parentCount` parents.
    ///
    /// - Parameters:
    ///   - parentCount: Number of the parents.
    ///   - row: The row of a parent in its table; the same number where nil. It rises.
    ///   - rowCount: Number of rows of a parent.
    public init(
        _ parentCount: Int64,
        row: (@Sendable (Int64) -> Int64)? = nil,
        rowCount: @escaping @Sendable (Int64) -> Int64
    ) {
        self.parentCount = parentCount
        self.row = row ?? { $0 }
        self.rowCount = rowCount
    }

    /// The row, in the parents' table, of a parent.
    public func row(of parent: Int64) -> Int64 { row(parent) }

    /// Number of rows of a parent.
    public func rowCount(of parent: Int64) -> Int64 { rowCount(parent) }

    /// How many parents have how many rows.
    ///
    /// - Complexity: O(parents): about 0.1 µs each.
    public var tally: CountTally {
        var parents: [Int64: Int64] = [:]
        for parent in 0..<parentCount { parents[rowCount(parent), default: 0] += 1 }
        return CountTally(parents)
    }
}

extension ChildCounts {
    /// The counts of all parents.
    public var parents: ParentCounts { ParentCounts(parentCount) { count(of: $0) } }
}

extension EventStreams {
    /// The events of all objects.
    public var parents: ParentCounts { ParentCounts(objectCount) { eventCount(of: $0) } }
}
