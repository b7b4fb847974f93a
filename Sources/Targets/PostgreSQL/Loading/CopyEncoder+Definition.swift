import Rows

extension CopyEncoder {
    /// An encoder for all columns of a table, with the types that the gateway's own schema gives
    /// them: for measuring without a database.
    package init(_ definition: TableDefinition) throws(TargetError) {
        let columns = definition.filledColumns.enumerated().map { index, column in
            SchemaMatch.Column(
                definition: column,
                found: TargetColumn(
                    name: column.name,
                    type: CopyEncoder.type(column.kind),
                    isNullable: column.isNullable,
                    hasDefault: false
                ),
                batchColumn: index
            )
        }
        try self.init(SchemaMatch(columns: columns, notices: []), table: definition.name)
    }

    private static func type(_ kind: ColumnKind) -> String {
        switch kind {
        case .text: "varchar"
        case .json: "json"
        case .binary: "bytea"
        case .boolean: "bool"
        case .integer: "int4"
        case .double: "float8"
        case .timestamp: "timestamptz"
        }
    }
}
