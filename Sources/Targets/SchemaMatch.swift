import Dataset

/// Which columns of a table are written to a target, after comparing the catalogue with what was
/// found there.
package struct SchemaMatch: Sendable {
    /// A column that is filled, and where its values are in a batch.
    package struct Column: Sendable {
        /// As the catalogue knows it.
        package let definition: ColumnDefinition
        /// As the target has it.
        package let found: TargetColumn
        /// Position in ``Dataset/TableDefinition/filledColumns``.
        package let batchColumn: Int
    }

    /// The columns to write, in the catalogue's order.
    package let columns: [Column]
    /// Columns that are left out or unknown, one sentence each.
    package let notices: [String]

    /// The columns of a table that is known already.
    init(columns: [Column], notices: [String]) {
        self.columns = columns
        self.notices = notices
    }

    /// Compares one table.
    ///
    /// - Throws: ``TargetError`` `schema-drift` when the target lacks a column that gatefill needs,
    ///   or has one that gatefill does not know and that cannot be left out.
    package init(_ table: TableDefinition, found: TargetTable) throws(TargetError) {
        let byName = Dictionary(found.columns.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        var columns: [Column] = []
        var notices: [String] = []
        for (index, definition) in table.filledColumns.enumerated() {
            if let column = byName[definition.name] {
                columns.append(Column(definition: definition, found: column, batchColumn: index))
            } else if definition.isOptional {
                // A newer release added the column; an older schema is expected to lack it.
                guard SchemaMatch.isInEveryRelease(definition.name, of: table.name) else {
                    continue
                }
                notices.append(
                    "\(table.name).\(definition.name) does not exist in the target and is left out"
                )
            } else {
                throw SchemaMatch.drift(
                    "the target's table `\(table.name)` has no column `\(definition.name)`"
                )
            }
        }
        let known = Set(table.columns.map(\.name))
        for column in found.columns where !known.contains(column.name) {
            guard column.isNullable || column.hasDefault else {
                throw SchemaMatch.drift(
                    "column `\(column.name)` of the target's table `\(table.name)` is NOT NULL, "
                        + "has no default, and is not known to gatefill"
                )
            }
            notices.append(
                "\(table.name).\(column.name) is not known to gatefill and "
                    + (column.hasDefault ? "gets its default" : "stays NULL")
            )
        }
        self.columns = columns
        self.notices = notices
    }

    /// Whether the oldest release has a column already; true for tables that are not the gateway's.
    private static func isInEveryRelease(_ column: String, of table: String) -> Bool {
        let declared = oldest.tables.first { $0.name == table }
        return declared.map { $0.columns.contains { $0.columnName == column } } ?? true
    }

    private static let oldest = GatewaySchema(.oldest, on: .sqlite)

    /// The releases of ContextForge whose schemas gatefill fills, as `scripts/check-releases` finds.
    private static let releases =
        "\(GatewayRelease.oldest.name) to \(GatewayRelease.newest.name)"

    /// The error for a target whose schema is another one than gatefill's.
    package static func drift(_ detail: String) -> TargetError {
        TargetError(
            code: "schema-drift",
            message: "could not match the target's schema: gatefill serves ContextForge "
                + SchemaMatch.releases,
            detail: detail,
            hint:
                "Migrate the target to one of these releases, or use the gatefill that belongs to "
                + "its own."
        )
    }
}
