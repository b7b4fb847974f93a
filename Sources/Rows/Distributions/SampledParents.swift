/// Some of the parents of a table, evenly spread: those that have a row where few have one.
public struct SampledParents: Sendable {
    /// Number of the parents that have a row.
    public let count: Int64
    private let parentCount: Int64

    /// One in `period` of `parentCount` parents, but one at least where there are any.
    public init(oneIn period: Int64, of parentCount: Int64, atMost limit: Int64 = .max) {
        self.parentCount = parentCount
        count = parentCount == 0 ? 0 : min(limit, max(1, parentCount / period))
    }

    /// The parent of a row, `0 ..< count`; no two rows have the same.
    public func parent(of row: Int64) -> Int64 {
        // Split to stay within 64 bits: parents of a row are a stride apart.
        let (stride, rest) = parentCount.quotientAndRemainder(dividingBy: count)
        return row * stride + min(row, rest) + (stride - 1) / 2
    }

    /// Whether a parent has a row.
    public func contains(_ parent: Int64) -> Bool {
        guard count > 0 else { return false }
        let (stride, rest) = parentCount.quotientAndRemainder(dividingBy: count)
        // The first rows stand for one parent more than the others.
        let longer = rest * (stride + 1)
        let row = parent < longer ? parent / (stride + 1) : rest + (parent - longer) / stride
        return self.parent(of: row) == parent
    }
}
