/// Finds out whether a text is among the values of a column.
///
/// Holds 16 bytes for each row of the table: a digest of the value and the row's number, with which
/// a hit is made again and compared.
public struct ValueIndex {
    private let table: any DatasetTable
    private let batch: ColumnBatch
    private let position: Int
    /// Digests in rising order, each with its row.
    private let entries: [(digest: UInt64, row: Int64)]

    /// An index of a text column.
    ///
    /// - Precondition: The table fills the column.
    /// - Complexity: O(rows × log rows).
    public init(_ table: any DatasetTable, column: String, constants: TargetConstants) {
        let definition = type(of: table).definition
        guard let position = definition.filledColumns.firstIndex(where: { $0.name == column })
        else { preconditionFailure("a column that is not filled cannot be indexed") }
        let batch = ColumnBatch(table: definition, constants: constants, only: [column])
        var entries: [(digest: UInt64, row: Int64)] = []
        entries.reserveCapacity(Int(table.rowCount))
        if table.rowCount > 0 {
            var stream = RowStream(table, rows: 0..<table.rowCount, batch: batch)
            while let slice = stream.nextSlice() {
                let vector = slice.vector(position)
                for row in 0..<slice.rowCount where !vector.isNull(row) {
                    entries.append(
                        (ValueIndex.digest(vector.text(row)), slice.rows.lowerBound + Int64(row))
                    )
                }
            }
        }
        entries.sort { ($0.digest, $0.row) < ($1.digest, $1.row) }
        self.table = table
        self.batch = batch
        self.position = position
        self.entries = entries
    }

    /// Whether a row has that value.
    public func contains(_ value: String) -> Bool {
        let digest = ValueIndex.digest(value.utf8)
        var range = 0..<entries.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range =
                entries[middle].digest < digest
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        var place = range.lowerBound
        while place < entries.count, entries[place].digest == digest {
            if text(entries[place].row) == value { return true }
            place += 1
        }
        return false
    }

    private func text(_ row: Int64) -> String {
        var stream = RowStream(table, rows: row..<row + 1, batch: batch)
        guard let slice = stream.nextSlice() else {
            preconditionFailure("a table did not make a row that it has")
        }
        return String(decoding: slice.vector(position).text(0), as: UTF8.self)
    }

    /// FNV-1a.
    private static func digest(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return digest
    }
}
