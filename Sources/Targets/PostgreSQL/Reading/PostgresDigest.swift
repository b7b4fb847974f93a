import Rows

/// Computes the digest of a PostgreSQL table by streaming it out in primary-key order.
struct PostgresDigest {
    private let connection: PostgresConnection
    private let catalogue: Catalogue

    init(_ connection: PostgresConnection, in catalogue: Catalogue) {
        self.connection = connection
        self.catalogue = catalogue
    }

    /// The digest of the rows; memory does not grow with them.
    func digest(_ table: TargetTable) throws(TargetError) -> TableDigest {
        try connection.transaction(.reading) { () throws(TargetError) in try stream(table) }
    }

    private func stream(_ table: TargetTable) throws(TargetError) -> TableDigest {
        let columns = RowDigest.columns(of: table, in: catalogue)
        let kinds = try columns.map { (column) throws(TargetError) in
            try kind(column, table: table.name)
        }
        let headers = zip(columns, kinds).map { RowDigest.header($0.name, $1) }
        let names = columns.map { SQLIdentifier.quoted($0.name) }.joined(separator: ", ")
        // Texts in the order of their bytes, as SQLite compares them.
        let types = Dictionary(table.columns.map { ($0.name, $0.type) }, uniquingKeysWith: { $1 })
        let order = table.primaryKey.map { name in
            let isText = ["text", "varchar", "bpchar"].contains(types[name] ?? "")
            return SQLIdentifier.quoted(name) + (isText ? " COLLATE \"C\"" : "")
        }
        let query =
            "SELECT \(names) FROM \(table.qualifiedName)"
            + catalogue.systemRowExclusion(from: table.name)
            + (order.isEmpty ? "" : " ORDER BY \(order.joined(separator: ", "))")
        try connection.execute("COPY (\(query)) TO STDOUT (FORMAT BINARY)")
        var digest = RowDigest()
        var isFirst = true
        while try connection.receiveCopy({ (message: UnsafeRawBufferPointer) throws(TargetError) in
            var reader = CopyReader(message, skipsHeader: isFirst)
            isFirst = false
            guard let fieldCount = reader.fieldCount() else { return }
            for field in 0..<fieldCount {
                guard let value = reader.field() else { continue }
                switch kinds[field] {
                case .text, .binary:
                    let isVersioned = columns[field].type == "jsonb"
                    let bytes =
                        isVersioned ? UnsafeRawBufferPointer(rebasing: value.dropFirst()) : value
                    digest.add(headers[field], bytes: bytes)
                case .timestamp:
                    let moment = CopyReader.integer(value) + CopyEncoder.epochShift
                    digest.add(headers[field], number: moment)
                case .boolean, .integer:
                    digest.add(headers[field], number: CopyReader.integer(value))
                case .double:
                    digest.add(headers[field], number: CopyReader.doubleBits(value))
                }
            }
            digest.endRow()
        }) {}
        return digest.finish(table: table.name)
    }

    private func kind(_ column: TargetColumn, table: String) throws(TargetError) -> RowDigest.Kind {
        switch column.type {
        case "text", "varchar", "bpchar", "json", "jsonb": return .text
        case "bytea": return .binary
        case "bool": return .boolean
        case "int2", "int4", "int8": return .integer
        case "float4", "float8": return .double
        case "timestamptz", "timestamp": return .timestamp
        default:
            throw TargetError(
                code: "unknown-type",
                message: "cannot compute the digest of a column of type `\(column.type)`",
                detail: "column `\(column.name)` of table `\(table)`"
            )
        }
    }
}
