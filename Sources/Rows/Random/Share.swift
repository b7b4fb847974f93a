/// An exact share of the indexes of a table, spread over the whole range.
public struct Share: Sendable {
    /// Number of indexes that belong to the share.
    public let count: Int64
    private let permutation: Permutation

    /// The share of `percent` (0 to 100) of `total` indexes, rounded to the nearest whole number.
    public init(percent: Double, of total: Int64, key: CellKey) {
        permutation = Permutation(count: Swift.max(total, 1), key: key)
        count = Int64((Double(total) * percent / 100).rounded())
    }

    /// The share of exactly `count` of `total` indexes.
    public init(count: Int64, of total: Int64, key: CellKey) {
        precondition(count >= 0 && count <= total, "a share is larger than the whole")
        permutation = Permutation(count: Swift.max(total, 1), key: key)
        self.count = count
    }

    /// Whether an index belongs to the share.
    public func contains(_ index: Int64) -> Bool {
        permutation(index) < count
    }

    /// The index at a place of the permuted order: the inverse of ``rank(_:)``.
    public func index(rank: Int64) -> Int64 {
        permutation.index(of: rank)
    }

    /// The place of an index in the permuted order, to cut several shares from one range.
    public func rank(_ index: Int64) -> Int64 {
        permutation(index)
    }
}
