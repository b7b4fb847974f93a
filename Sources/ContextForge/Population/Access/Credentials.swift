import Rows

/// The credentials of a table's objects: the headers that the gateway sends when it calls them.
struct Credentials: Sendable {
    private let cipher: ValueCipher?
    private let key: CellKey
    private let cellKey: CellKey

    /// The credentials of the objects of `owners`, written into the table of a cell.
    ///
    /// Tools have those of their gateway, each encrypted in a cell of its own.
    init(_ population: Population, owners: StaticString, table: StaticString) {
        cipher = population.secrets.valueCipher
        key = population.key(owners, "credentials")
        cellKey = population.key(table, "auth_value")
    }

    /// Writes the encrypted credentials of an object; false when it has none.
    ///
    /// They are those of `owner`, the cell is the one of `row`. What `scratch` held is lost.
    func append(
        _ kind: Authentication.Kind,
        owner: Int64,
        row: Int64,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) -> Bool {
        guard let cipher else { return false }
        scratch.removeAll()
        switch kind {
        case .none, .oauth:
            return false
        case .bearer:
            scratch.append(#"{"Authorization":"Bearer "#)
            appendCode(owner, 0, length: 40, into: &scratch)
            scratch.append("\"}")
        case .basic:
            var pair = ByteWriter(capacity: 64)
            pair.append("svc")
            appendCode(owner, 1, length: 8, into: &pair)
            pair.append(0x3A)
            appendCode(owner, 2, length: 24, into: &pair)
            scratch.append(#"{"Authorization":"Basic "#)
            Base64.append(pair.bytes, into: &scratch)
            scratch.append("\"}")
        case .headers:
            scratch.append(#"{"X-API-Key":""#)
            appendCode(owner, 3, length: 32, into: &scratch)
            // Some want to know their customer, too.
            if key.stream(4).bits(owner) % 3 == 0 {
                scratch.append(#"","X-Tenant":""#)
                appendCode(owner, 5, length: 10, into: &scratch)
            }
            scratch.append("\"}")
        }
        cipher.append(scratch.bytes, cell: cellKey.bits(row), into: &writer)
        return true
    }

    /// Writes an encrypted object with a made-up key under one name; false without the secret.
    func appendKey(
        _ name: StaticString,
        row: Int64,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) -> Bool {
        guard let cipher else { return false }
        scratch.removeAll()
        scratch.append("{\"")
        scratch.append(name)
        scratch.append("\":\"")
        appendCode(row, 6, length: 40, into: &scratch)
        scratch.append("\"}")
        cipher.append(scratch.bytes, cell: cellKey.bits(row), into: &writer)
        return true
    }

    private func appendCode(
        _ owner: Int64,
        _ stream: UInt64,
        length: Int,
        into writer: inout ByteWriter
    ) {
        ShortCode.append(key.stream(stream).bits(owner), length: length, into: &writer)
    }
}
