import Dataset

/// How many parents have how many rows, and which ones: planned, or found in a target.
struct ParentTally {
    let counts: CountTally
    /// For every number of rows but none, the sum of the weights of the parents' keys.
    let weights: [Int64: Int64]

    /// Reads the answer of a database: a number of rows, the parents that have it, and the sum of
    /// their weights.
    init(_ rows: [[String]]) {
        var counts: [Int64: Int64] = [:]
        var weights: [Int64: Int64] = [:]
        for row in rows where row.count == 3 {
            guard let size = Int64(row[0]), let count = Int64(row[1]), let sum = Int64(row[2])
            else { continue }
            counts[size] = count
            weights[size] = sum
        }
        self.counts = CountTally(counts)
        self.weights = weights
    }

    /// Counts the rows that are planned for the parents of a table, whose keys are in a column.
    ///
    /// - Complexity: O(parents): about 0.3 µs each.
    init(_ parents: ParentCounts, of table: any DatasetTable, key: String) {
        var counts: [Int64: Int64] = [:]
        var weights: [Int64: Int64] = [:]
        let definition = type(of: table).definition
        let column = definition.filledColumns.firstIndex { $0.name == key }
        guard let column else { preconditionFailure("a key of parents is not filled") }
        let batch = ColumnBatch(table: definition, only: [key])
        var stream = RowStream(table, rows: 0..<table.rowCount, batch: batch)
        var slice: ColumnBatch?
        var sliceRows: Range<Int64> = 0..<0
        for parent in 0..<parents.parentCount {
            let size = parents.rowCount(of: parent)
            counts[size, default: 0] += 1
            guard size > 0 else { continue }
            let row = parents.row(of: parent)
            while row >= sliceRows.upperBound {
                slice = stream.nextSlice()
                let count = Int64(slice?.rowCount ?? 0)
                precondition(count > 0, "a parent is not in its table")
                sliceRows = sliceRows.upperBound..<(sliceRows.upperBound + count)
            }
            guard let text = slice?.vector(column).text(Int(row - sliceRows.lowerBound)) else {
                continue
            }
            weights[size, default: 0] += KeyWeight.value(text)
        }
        self.counts = CountTally(counts)
        self.weights = weights
    }

    /// A least number of rows that belong to other parents than planned.
    ///
    /// Where the rows themselves are counted elsewhere (`areCounted`), those that are missing or too
    /// many are left out: they are not a matter of whose they are.
    func misplacedRowCount(_ planned: ParentTally, areCounted: Bool) -> Int64 {
        let difference = abs(counts.rowCount - planned.counts.rowCount)
        let distance = counts.distance(from: planned.counts)
        let known = areCounted ? difference : 0
        if distance > known { return max(1, (distance - known) / (areCounted ? 2 : 1)) }
        return difference == 0 && weights != planned.weights ? 1 : 0
    }
}
