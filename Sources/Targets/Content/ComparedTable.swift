import Rows

/// A table whose rows are compared with the generated ones.
package struct ComparedTable: Sendable {
    /// How its rows are found.
    package let address: CleanupTable
    /// How its columns were written.
    let match: SchemaMatch
    /// The columns that were written.
    var columns: [SchemaMatch.Column] { match.columns }
    /// Columns that gatefill leaves empty, and that the database does not fill either.
    let emptyColumns: [TargetColumn]

    /// Names of the columns that a batch must be made for: all, for some are computed from others.
    package let columnNames: Set<String>

    /// Matches the columns of a table with those that a target has.
    ///
    /// - Throws: ``TargetError`` `schema-drift` when the target lacks a column that was written.
    package init(_ definition: TableDefinition, in graph: ReferenceGraph) throws(TargetError) {
        address = try CleanupTable(definition, in: graph)
        columnNames = Set(definition.filledColumns.map(\.name))
        guard let found = address.found else {
            match = SchemaMatch(columns: [], notices: [])
            emptyColumns = []
            return
        }
        match = try SchemaMatch(definition, found: found, in: graph.catalogue)
        let unfilled = Set(definition.columns.filter { !$0.isFilled }.map(\.name))
        emptyColumns = found.columns.filter { unfilled.contains($0.name) && !$0.hasDefault }
    }
}

/// A connection that compares rows with the generated ones, used from one thread at a time.
package protocol ContentSession: AnyObject {
    /// The rows of a range that are not in the target as they were generated, in no particular
    /// order.
    func differences(
        in rows: Range<Int64>,
        of table: ComparedTable,
        _ source: RowSource
    ) throws(TargetError) -> [RowDifference]
}
