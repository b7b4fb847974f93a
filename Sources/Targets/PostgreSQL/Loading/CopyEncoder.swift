import Rows

/// Encodes slices of a table as rows of PostgreSQL's binary COPY format.
///
/// Format: for every row a 16-bit number of fields, then for every field a 32-bit length (-1 for
/// NULL) and the value in the type's binary form; all big-endian. Source: PostgreSQL 15
/// documentation, "COPY", "Binary Format".
package struct CopyEncoder: ~Copyable {
    /// How a column's values are written.
    enum Form: Sendable, Hashable {
        /// The bytes as they are: text types, `json`, `bytea`.
        case bytes
        /// A version byte, then the bytes: `jsonb`.
        case versionedBytes
        /// One byte: `boolean`.
        case boolean
        /// Two, four or eight bytes: `smallint`, `integer`, `bigint`, and the bits of a
        /// `double precision`.
        case integer(byteCount: Int)
        /// Eight bytes, microseconds since 2000-01-01: `timestamptz` and `timestamp` alike.
        case timestamp
    }

    /// 2000-01-01 in microseconds since 1970-01-01.
    static let epochShift: Int64 = 946_684_800_000_000

    /// What precedes the rows of a COPY.
    static let header: [UInt8] =
        [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]
        + [0, 0, 0, 0] + [0, 0, 0, 0]
    /// What follows the rows.
    static let trailer: [UInt8] = [0xFF, 0xFF]

    private let columns: [SchemaMatch.Column]
    private let forms: [Form]
    private var vectors: [ColumnVector] = []
    private var buffer: UnsafeMutableRawBufferPointer

    /// An encoder for the columns of one table.
    init(_ match: SchemaMatch, table: String) throws(TargetError) {
        columns = match.columns
        var forms: [Form] = []
        for column in columns {
            guard let form = CopyEncoder.form(column.definition.kind, as: column.found.type) else {
                throw match.drift(
                    "column `\(column.definition.name)` of the target's table `\(table)` has type "
                        + "`\(column.found.type)`"
                )
            }
            forms.append(form)
        }
        self.forms = forms
        buffer = .allocate(byteCount: 1 << 16, alignment: 8)
    }

    deinit {
        buffer.deallocate()
    }

    /// The encoded rows of a slice; valid until the next call.
    package mutating func encode(_ batch: ColumnBatch) -> UnsafeRawBufferPointer {
        vectors.removeAll(keepingCapacity: true)
        var byteCountMax = batch.rowCount * 2
        for column in columns {
            let vector = batch.vector(column.batchColumn)
            vectors.append(vector)
            byteCountMax += batch.rowCount * 13
            if column.definition.kind.isText {
                byteCountMax +=
                    vector.isConstant
                    ? vector.text(0).count * batch.rowCount
                    : vector.textEnds[batch.rowCount] - vector.textEnds[0]
            }
        }
        // One check for the whole slice: the size of every text is known, so the rows below are
        // written without any.
        if buffer.count < byteCountMax {
            buffer.deallocate()
            buffer = .allocate(byteCount: byteCountMax * 5 / 4, alignment: 8)
        }
        let count = vectors.withUnsafeBufferPointer { vectors in
            forms.withUnsafeBufferPointer { forms in
                CopyEncoder.write(batch.rowCount, vectors, as: forms, to: buffer)
            }
        }
        return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }

    /// Writes all rows and returns the number of bytes.
    private static func write(
        _ rowCount: Int,
        _ vectors: UnsafeBufferPointer<ColumnVector>,
        as forms: UnsafeBufferPointer<Form>,
        to buffer: UnsafeMutableRawBufferPointer
    ) -> Int {
        guard var cursor = buffer.baseAddress else { return 0 }
        let start = cursor
        let fieldCount = UInt16(vectors.count).bigEndian
        for row in 0..<rowCount {
            cursor.storeBytes(of: fieldCount, as: UInt16.self)
            cursor += 2
            for column in 0..<vectors.count {
                let vector = vectors[column]
                if vector.isNull(row) {
                    cursor.storeBytes(of: UInt32.max, as: UInt32.self)
                    cursor += 4
                    continue
                }
                switch forms[column] {
                case .bytes:
                    let text = vector.text(row)
                    cursor.storeBytes(of: UInt32(text.count).bigEndian, as: UInt32.self)
                    copy(text, to: cursor + 4)
                    cursor += 4 + text.count
                case .versionedBytes:
                    let text = vector.text(row)
                    cursor.storeBytes(of: UInt32(text.count + 1).bigEndian, as: UInt32.self)
                    (cursor + 4).storeBytes(of: 1, as: UInt8.self)
                    copy(text, to: cursor + 5)
                    cursor += 5 + text.count
                case .boolean:
                    cursor.storeBytes(of: UInt32(1).bigEndian, as: UInt32.self)
                    (cursor + 4).storeBytes(of: vector.integer(row) == 0 ? 0 : 1, as: UInt8.self)
                    cursor += 5
                case .integer(let byteCount):
                    store(vector.integer(row), byteCount: byteCount, at: &cursor)
                case .timestamp:
                    store(vector.integer(row) - epochShift, byteCount: 8, at: &cursor)
                }
            }
        }
        return cursor - start
    }

    @inline(__always)
    private static func copy(_ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
        guard let source = text.baseAddress else { return }
        target.copyMemory(from: source, byteCount: text.count)
    }

    @inline(__always)
    private static func store(
        _ value: Int64,
        byteCount: Int,
        at cursor: inout UnsafeMutableRawPointer
    ) {
        cursor.storeBytes(of: UInt32(byteCount).bigEndian, as: UInt32.self)
        // The value's last bytes, big-endian: shifted to the front, then stored whole. The next
        // field overwrites what is too much; the buffer has room for it behind the last one.
        let shifted = UInt64(bitPattern: value) << UInt64(64 - 8 * byteCount)
        (cursor + 4).storeBytes(of: shifted.bigEndian, as: UInt64.self)
        cursor += 4 + byteCount
    }

    /// How values of a kind are written to a column of a type; nil when they cannot be.
    static func form(_ kind: ColumnKind, as type: String) -> Form? {
        switch (kind, type) {
        case (.text, "text"), (.text, "varchar"), (.text, "bpchar"): .bytes
        case (.json, "json"), (.json, "text"), (.json, "varchar"): .bytes
        case (.json, "jsonb"): .versionedBytes
        case (.binary, "bytea"): .bytes
        case (.boolean, "bool"): .boolean
        case (.integer, "int2"): .integer(byteCount: 2)
        case (.integer, "int4"): .integer(byteCount: 4)
        case (.integer, "int8"): .integer(byteCount: 8)
        case (.double, "float8"): .integer(byteCount: 8)
        case (.timestamp, "timestamptz"), (.timestamp, "timestamp"): .timestamp
        default: nil
        }
    }
}
