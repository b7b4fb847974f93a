/// How many parents have how many rows.
public struct CountTally: Sendable, Equatable {
    /// So many parents have so many rows.
    public struct Entry: Sendable, Hashable {
        /// Children of a parent.
        public let size: Int64
        /// Parents with so many.
        public let parentCount: Int64

        /// So many parents of a size.
        public init(size: Int64, parentCount: Int64) {
            self.size = size
            self.parentCount = parentCount
        }
    }

    /// Rising in size; each with a parent at least.
    public let entries: [Entry]

    /// Sorts numbers of parents by their numbers of rows.
    public init(_ parents: [Int64: Int64]) {
        entries = parents.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            .map { Entry(size: $0.key, parentCount: $0.value) }
    }

    /// Number of parents.
    public var parentCount: Int64 { entries.reduce(0) { $0 + $1.parentCount } }
    /// Number of rows of all parents.
    public var rowCount: Int64 { entries.reduce(0) { $0 + $1.size * $1.parentCount } }
    /// Rows of a parent; 0 without parents.
    public var mean: Double {
        parentCount > 0 ? Double(rowCount) / Double(parentCount) : 0
    }

    /// The same with the parents that have no row, up to a number of parents.
    public func completed(to parentCount: Int64) -> CountTally {
        let missing = parentCount - self.parentCount
        guard missing > 0 else { return self }
        var parents = Dictionary(uniqueKeysWithValues: entries.map { ($0.size, $0.parentCount) })
        parents[0, default: 0] += missing
        return CountTally(parents)
    }

    /// The share of the parents whose number of rows is in a range, in percent.
    public func percent(in sizes: ClosedRange<Int64>) -> Double {
        let inside = entries.filter { sizes.contains($0.size) }.reduce(0) { $0 + $1.parentCount }
        return 100 * Double(inside) / Double(max(1, parentCount))
    }

    /// The share of all rows that the parents with most of them have, `part` of all parents, in
    /// percent.
    public func percentOfBusiest(_ part: Double) -> Double {
        var left = part * Double(parentCount)
        var rows = 0.0
        for entry in entries.reversed() where left > 0 {
            let taken = min(left, Double(entry.parentCount))
            rows += taken * Double(entry.size)
            left -= taken
        }
        return 100 * rows / Double(max(1, rowCount))
    }

    /// Minimum number of single-row additions and removals that turn another tally into this one
    /// (earth mover's distance).
    ///
    /// Parents that one of the tallies lacks have no rows.
    public func distance(from other: CountTally) -> Int64 {
        let parentCount = max(parentCount, other.parentCount)
        let (first, second) = (completed(to: parentCount), other.completed(to: parentCount))
        var (below, distance): (Int64, Int64) = (0, 0)
        var last: Int64 = 0
        var changes: [Int64: Int64] = [:]
        for entry in first.entries { changes[entry.size, default: 0] += entry.parentCount }
        for entry in second.entries { changes[entry.size, default: 0] -= entry.parentCount }
        for (size, change) in changes.sorted(by: { $0.key < $1.key }) {
            distance += abs(below) * (size - last)
            below += change
            last = size
        }
        return distance
    }
}
