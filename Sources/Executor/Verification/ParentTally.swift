import Rows

/// How many parents have how many rows, and which ones: planned, or found in a target.
struct ParentTally {
    let counts: CountTally
    /// For every number of rows but 0, the sum of the checksums of the parents' keys.
    let checksums: [Int64: Int64]

    /// Reads the answer of a database: a number of rows, the parents that have it, and the sum of
    /// their checksums.
    init(_ rows: [[String]]) {
        var counts: [Int64: Int64] = [:]
        var checksums: [Int64: Int64] = [:]
        for row in rows where row.count == 3 {
            guard let size = Int64(row[0]), let count = Int64(row[1]), let sum = Int64(row[2])
            else { continue }
            counts[size] = count
            checksums[size] = sum
        }
        self.counts = CountTally(counts)
        self.checksums = checksums
    }

    /// Counts the rows that are planned for the parents of a table, whose keys are in a column.
    ///
    /// - Complexity: O(parents): about 0.3 µs each.
    init(
        _ parents: ParentCounts,
        of table: any DatasetTable,
        key: String,
        checksum: KeyChecksum,
        constants: TargetConstants
    ) {
        var counts: [Int64: Int64] = [:]
        var checksums: [Int64: Int64] = [:]
        let definition = type(of: table).definition
        let column = definition.filledColumns.firstIndex { $0.name == key }
        guard let column else { preconditionFailure("a key of parents is not filled") }
        let batch = ColumnBatch(table: definition, constants: constants, only: [key])
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
            checksums[size, default: 0] += checksum.value(text)
        }
        self.counts = CountTally(counts)
        self.checksums = checksums
    }

    /// How this differs from a plan.
    enum Difference: Equatable {
        /// Not at all.
        case none
        /// Rows are missing or too many, perhaps nothing else.
        case rowCount
        /// At least this many rows belong to a parent other than planned.
        case misplaced(Int64)
    }

    /// Compares the rows of all parents with a plan.
    func difference(from planned: ParentTally) -> Difference {
        let missing = abs(counts.rowCount - planned.counts.rowCount)
        let distance = counts.distance(from: planned.counts)
        if distance > missing { return .misplaced(max(1, (distance - missing) / 2)) }
        if missing > 0 { return .rowCount }
        return checksums == planned.checksums ? .none : .misplaced(1)
    }
}
