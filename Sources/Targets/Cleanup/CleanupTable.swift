import Rows

/// A table as cleanup addresses its rows.
package struct CleanupTable: Sendable {
    /// A column whose generated value a row is found by.
    struct AddressColumn: Sendable {
        let definition: ColumnDefinition
        let found: TargetColumn
        /// Position in ``Rows/TableDefinition/filledColumns``.
        let batchColumn: Int
        /// Whether a row counts as the generated one where the column is NULL: the database empties
        /// it when the row referred to goes.
        let mayBeEmptied: Bool
    }

    /// Name in the database.
    package let name: String
    /// The table in the target; nil when it is not there any more.
    let found: TargetTable?
    /// The primary key, then what else tells a row from one that took its key.
    let address: [AddressColumn]
    /// Number of columns of the primary key, the first of ``address``.
    let keyCount: Int
    /// The references that keep rows of the table from being deleted.
    package let references: [TableReference]
    /// Those of ``references`` that do not derive rows.
    let foreignReferences: [TableReference]
    /// The references by which rows of other tables are derived from rows of this one.
    let derivedReferences: [TableReference]

    /// Whether anything refers to rows of the table.
    var isReferredTo: Bool { !references.isEmpty || !derivedReferences.isEmpty }

    /// Those of ``references`` that lead from the table to itself.
    var ownReferences: [TableReference] { references.filter(\.isWithinTable) }

    /// Whether the target has the table.
    package var isPresent: Bool { found != nil }

    /// Names of the columns that a batch must be made for.
    package var columnNames: Set<String> { Set(address.map(\.definition.name)) }

    /// Finds out how to address the rows of a table in a schema.
    ///
    /// Integer keys that the database counts can be given again when the generated row is gone, so
    /// there a row must also have the time of the generated one and refer to the same rows.
    ///
    /// - Throws: ``TargetError`` `schema-drift` when a column of the key is missing.
    package init(
        _ definition: TableDefinition,
        in graph: ReferenceGraph
    ) throws(TargetError) {
        self.name = definition.name
        found = graph.schema.tables[definition.name]
        let name = definition.name
        references = graph.references(to: name)
        foreignReferences = references.filter { $0.isWithinTable || !graph.isDeriving($0) }
        derivedReferences = graph.derivedReferences(to: name).filter { $0.table != name }
        keyCount = definition.primaryKey.count
        guard let found else {
            address = []
            return
        }
        let byName = Dictionary(found.columns.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let referring = Set(definition.references.map(\.column))
        let telling =
            definition.reservedKey == nil
            ? []
            : definition.filledColumns.map(\.name).filter {
                referring.contains($0) || $0 == definition.creationColumn
            }
        var address: [AddressColumn] = []
        for column in definition.primaryKey + telling {
            let position = definition.filledColumns.firstIndex { $0.name == column }
            guard let position, let target = byName[column] else {
                if telling.contains(column) { continue }
                throw TargetError(
                    code: "schema-drift",
                    message: "could not address the rows of table `\(definition.name)`",
                    detail: "the target has no column `\(column)`, which is of its key",
                    hint: "Undo the migration that removed it."
                )
            }
            address.append(
                AddressColumn(
                    definition: definition.filledColumns[position],
                    found: target,
                    batchColumn: position,
                    mayBeEmptied: referring.contains(column) && telling.contains(column)
                )
            )
        }
        self.address = address
    }
}
