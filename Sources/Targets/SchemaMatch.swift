import Rows

/// Which columns of a table are written to a target, after comparing the catalogue with what was
/// found there.
package struct SchemaMatch: Sendable {
    /// A column that is filled, and where its values are in a batch.
    package struct Column: Sendable {
        /// As the catalogue knows it.
        package let definition: ColumnDefinition
        /// As the target has it.
        package let found: TargetColumn
        /// Position in ``Rows/TableDefinition/filledColumns``.
        package let batchColumn: Int
    }

    /// The columns to write, in the catalogue's order.
    package let columns: [Column]
    /// Columns that are left out or unknown, one sentence each.
    package let notices: [String]
    /// The system with the releases that are served, for messages.
    private let served: String

    /// The columns of a table that is known already.
    init(columns: [Column], notices: [String]) {
        self.columns = columns
        self.notices = notices
        served = ""
    }

    /// Compares one table.
    ///
    /// - Throws: ``TargetError`` `schema-drift` when the target lacks a column that gatefill needs,
    ///   or has one that gatefill does not know and that cannot be left out.
    package init(
        _ table: TableDefinition,
        found: TargetTable,
        in catalogue: Catalogue
    ) throws(TargetError) {
        let byName = Dictionary(found.columns.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        var columns: [Column] = []
        var notices: [String] = []
        for (index, definition) in table.filledColumns.enumerated() {
            if let column = byName[definition.name] {
                columns.append(Column(definition: definition, found: column, batchColumn: index))
            } else if definition.isOptional {
                // A newer release added the column; an older schema is expected to lack it.
                guard
                    SchemaMatch.isInEveryRelease(
                        definition.name,
                        of: table.name,
                        catalogue
                    )
                else {
                    continue
                }
                notices.append(
                    "\(table.name).\(definition.name) does not exist in the target and is left out"
                )
            } else {
                throw catalogue.drift(
                    "the target's table `\(table.name)` has no column `\(definition.name)`"
                )
            }
        }
        let known = Set(table.columns.map(\.name))
        for column in found.columns where !known.contains(column.name) {
            guard column.isNullable || column.hasDefault else {
                throw catalogue.drift(
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
        served = catalogue.servedReleases
    }

    /// The error for a column that the matched table cannot take.
    func drift(_ detail: String) -> TargetError {
        TargetError(schemaOf: served, differs: detail)
    }

    /// Whether the oldest release has a column already; true for tables that are not in the declared schema.
    private static func isInEveryRelease(
        _ column: String,
        of table: String,
        _ catalogue: Catalogue
    ) -> Bool {
        let oldest = catalogue.oldestSchema
        let declared = oldest.tables.first { $0.name == table }
        return declared.map { $0.columns.contains { $0.columnName == column } } ?? true
    }
}

extension Catalogue {
    /// The error for a target whose schema is another one than gatefill's.
    package func drift(_ detail: String) -> TargetError {
        TargetError(schemaOf: servedReleases, differs: detail)
    }
}

extension TargetError {
    /// The error for a target whose schema is none of those that are served.
    fileprivate init(schemaOf served: String, differs detail: String) {
        self.init(
            code: "schema-drift",
            message: "could not match the target's schema: gatefill serves \(served)",
            detail: detail,
            hint:
                "Migrate the target to one of these releases, or use the gatefill that belongs to "
                + "its own."
        )
    }
}
