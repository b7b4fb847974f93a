extension PostgresTarget {
    package func missingRights(
        _ tables: [String],
        keys: [KeyRequest],
        rowCounts: [String: Int64]
    ) throws(TargetError) -> [MissingRight] {
        let names = Set(tables)
        let graph = ReferenceGraph(
            try readSchema(),
            declared: try readForeignKeys(),
            of: catalogue
        )
        let derived = graph.derivedTables.keys.filter {
            graph.has(table: $0) && !names.contains($0)
        }
        let connection = try connect()
        return try connection.transaction { () throws(TargetError) in
            try PostgresRights(connection, ledgerSchema: ledgerSchema).missing(
                tables,
                keys: keys,
                references: graph.references.filter { names.contains($0.parent) },
                derivedTables: derived.sorted(),
                rowCounts: rowCounts
            )
        }
    }
}
