import Dataset

/// How many parents have how many rows, as it was found or planned.
struct FoundCounts {
    /// Rising in size.
    let entries: [(size: Int64, count: Int64)]

    private init(_ entries: [(size: Int64, count: Int64)]) {
        self.entries = entries
    }

    /// Reads the answer of a database: pairs of a size and the number of parents, rising in size.
    init(_ rows: [[String]]) {
        entries = rows.compactMap { row in
            guard row.count == 2, let size = Int64(row[0]), let count = Int64(row[1]) else {
                return nil
            }
            return (size, count)
        }
    }

    /// The counts of a plan.
    init(_ planned: CountHistogram) {
        entries = (planned.countMin...planned.countMax).compactMap { size in
            let count = planned.parentCount(in: size...size)
            return count > 0 ? (size, count) : nil
        }
    }

    /// Number of parents.
    var parentCount: Int64 { entries.reduce(0) { $0 + $1.count } }
    /// Number of rows of all parents.
    var total: Int64 { entries.reduce(0) { $0 + $1.size * $1.count } }

    /// The same with the parents that have no row, up to a number of parents.
    func completed(to parentCount: Int64) -> FoundCounts {
        let missing = parentCount - self.parentCount
        return missing > 0 ? FoundCounts([(0, missing)] + entries) : self
    }

    /// The share of the parents whose number of rows is in a range, 0 to 1.
    func share(in sizes: ClosedRange<Int64>) -> Double {
        let all = parentCount
        guard all > 0 else { return 0 }
        let inside = entries.filter { sizes.contains($0.size) }.reduce(0) { $0 + $1.count }
        return Double(inside) / Double(all)
    }

    /// The share of all rows that the parents with most of them have, `part` of all parents.
    func shareOfBusiest(_ part: Double) -> Double {
        let rowCount = total
        guard rowCount > 0 else { return 0 }
        var left = part * Double(parentCount)
        var rows = 0.0
        for entry in entries.reversed() where left > 0 {
            let taken = min(left, Double(entry.count))
            rows += taken * Double(entry.size)
            left -= taken
        }
        return rows / Double(rowCount)
    }

    /// The Kolmogorov–Smirnov distance from a plan: the greatest difference of the shares of the
    /// parents that have a number of rows or less.
    func distance(from planned: CountHistogram) -> Double {
        let all = parentCount
        guard all > 0 else { return 1 }
        let sizes = Set(entries.map(\.size)).union(FoundCounts(planned).entries.map(\.size))
        var distance = 0.0
        var below: Int64 = 0
        var next = 0
        for size in sizes.sorted() {
            while next < entries.count, entries[next].size <= size {
                below += entries[next].count
                next += 1
            }
            let expected =
                size < planned.countMin
                ? 0
                : Double(planned.parentCount(in: planned.countMin...size))
                    / Double(planned.parentCount)
            distance = max(distance, abs(Double(below) / Double(all) - expected))
        }
        return distance
    }
}
