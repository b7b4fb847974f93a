import Crypto
import Foundation
import Rows

/// Hashes rows in a form that is the same for every database.
///
/// A row is its cells that are not NULL, in the order of their columns' names: the name, a letter
/// for the kind of value, and the value. So the order of columns and columns that are NULL in
/// every row make no difference.
struct RowDigest {
    /// What a value is, the same whatever the database calls its type.
    enum Kind: UInt8 {
        case text = 0x74
        case binary = 0x78
        case boolean = 0x62
        case integer = 0x69
        case double = 0x64
        case timestamp = 0x6D
    }

    private var hasher = SHA256()
    private var pending: [UInt8] = []
    private(set) var rowCount: Int64 = 0

    /// The columns of a table that count, sorted by name: all except those whose values are the
    /// target's own.
    static func columns(of table: TargetTable, in catalogue: Catalogue) -> [TargetColumn] {
        let known = catalogue.definition(table.name)?.columns ?? []
        let own = Set(known.filter(\.isTargetOwn).map(\.name))
        return table.columns.filter { !own.contains($0.name) }.sorted { $0.name < $1.name }
    }

    /// The bytes that stand before each value of a column.
    static func header(_ name: String, _ kind: Kind) -> [UInt8] {
        [UInt8(truncatingIfNeeded: name.utf8.count)] + Array(name.utf8) + [kind.rawValue]
    }

    /// Adds a number: an integer, a boolean, microseconds since 1970, or the bits of a double.
    mutating func add(_ header: [UInt8], number: Int64) {
        pending.append(contentsOf: header)
        withUnsafeBytes(of: number.littleEndian) { pending.append(contentsOf: $0) }
    }

    /// Adds a text or bytes.
    mutating func add(_ header: [UInt8], bytes: UnsafeRawBufferPointer) {
        pending.append(contentsOf: header)
        withUnsafeBytes(of: Int64(bytes.count).littleEndian) { pending.append(contentsOf: $0) }
        pending.append(contentsOf: bytes)
    }

    /// Ends a row.
    mutating func endRow() {
        pending.append(0)
        rowCount += 1
        if pending.count > 1 << 16 { flush() }
    }

    /// The digest of all rows added.
    mutating func finish(table: String) -> TableDigest {
        flush()
        let bytes = hasher.finalize()
        return TableDigest(
            table: table,
            rowCount: rowCount,
            sha256: HexDigits.text(of: bytes)
        )
    }

    private mutating func flush() {
        pending.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        pending.removeAll(keepingCapacity: true)
    }
}
