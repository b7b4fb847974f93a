/// Finds the row of a table that has a primary key, by undoing the functions that make keys.
///
/// Nothing is stored and, for the tables whose keys are identifiers or counted, nothing is searched
/// through: a row's key is computed from the key, made again, and compared. Other tables are gone
/// through from their first row; of each row only the key is made.
public struct KeyLocator {
    private let table: any DatasetTable
    private let definition: TableDefinition
    private let dataset: Dataset
    private let constants: TargetConstants
    private let batch: ColumnBatch

    /// A locator for one table of a dataset; `constants` are those of the run that made the rows.
    public init(_ table: any DatasetTable, in dataset: Dataset, constants: TargetConstants) {
        self.table = table
        definition = type(of: table).definition
        self.dataset = dataset
        self.constants = constants
        batch = ColumnBatch(
            table: definition,
            constants: constants,
            only: Set(definition.primaryKey)
        )
    }

    /// The zero-based row whose primary key is `key`, its columns in order, as text; nil when the
    /// table has none.
    ///
    /// - Complexity: O(log rows) row computations for identifiers, counted keys, and keys that
    ///   begin with another table's identifier; O(rows) otherwise.
    public func row(of key: [String]) -> Int64? {
        guard key.count == definition.primaryKey.count, let first = key.first, table.rowCount > 0
        else { return nil }
        if definition.reservedKey != nil {
            guard let value = Int64(first) else { return nil }
            return check([value - constants.firstKey(of: definition.name)], key)
        }
        if let candidates = table.rows(withKey: first) { return check(candidates, key) }
        if let parent = firstParent { return search(key, under: parent) }
        return scan(0..<table.rowCount, key)
    }

    /// The table whose identifiers the first column of the key repeats.
    private var firstParent: (any DatasetTable)? {
        let column = definition.primaryKey[0]
        guard let reference = definition.references.first(where: { $0.column == column }),
            let parent = dataset.table(named: reference.table),
            type(of: parent).definition.primaryKey[0] == reference.key,
            parent.rowCount > 0, parent.rows(withKey: "") != nil
        else { return nil }
        return parent
    }

    // MARK: Searching

    /// Looks for a key among the children of the parent that it begins with: children stand in the
    /// order of their parents.
    private func search(_ key: [String], under parent: any DatasetTable) -> Int64? {
        func parentRow(_ row: Int64) -> Int64? {
            parent.rows(withKey: self.key(of: row)[0])?.first
        }
        guard let wanted = parent.rows(withKey: key[0])?.first,
            let first = parentRow(0), let last = parentRow(table.rowCount - 1), first <= last
        else { return scan(0..<table.rowCount, key) }
        var range: Range<Int64> = 0..<table.rowCount
        while !range.isEmpty {
            let middle = range.lowerBound + Int64(range.count / 2)
            guard let found = parentRow(middle) else { return scan(0..<table.rowCount, key) }
            range =
                found < wanted ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        var row = range.lowerBound
        while row < table.rowCount {
            let found = self.key(of: row)
            if found == key { return row }
            if found[0] != key[0] { return nil }
            row += 1
        }
        return nil
    }

    private func check(_ candidates: [Int64], _ key: [String]) -> Int64? {
        candidates.first { row in
            row >= 0 && row < table.rowCount && self.key(of: row) == key
        }
    }

    /// Makes every row of a range again; the last resort.
    private func scan(_ rows: Range<Int64>, _ key: [String]) -> Int64? {
        let columns = keyColumns
        var stream = RowStream(table, rows: rows, batch: batch)
        while let slice = stream.nextSlice() {
            for row in 0..<slice.rowCount
            where zip(columns, key).allSatisfy({ text(slice.vector($0), row) == $1 }) {
                return slice.rows.lowerBound + Int64(row)
            }
        }
        return nil
    }

    // MARK: Making rows

    /// The primary key of one row.
    private func key(of row: Int64) -> [String] {
        var stream = RowStream(table, rows: row..<row + 1, batch: batch)
        guard let slice = stream.nextSlice() else {
            preconditionFailure("a table did not make a row that it has")
        }
        return keyColumns.map { text(slice.vector($0), 0) }
    }

    private var keyColumns: [Int] {
        definition.primaryKey.map { name in
            guard let index = definition.filledColumns.firstIndex(where: { $0.name == name }) else {
                preconditionFailure("a table does not fill its primary key")
            }
            return index
        }
    }

    private func text(_ vector: ColumnVector, _ row: Int) -> String {
        vector.kind.isText
            ? String(decoding: vector.text(row), as: UTF8.self) : String(vector.integer(row))
    }
}
