import Rows
import Targets

/// Something that the gateway itself has done to the rows of a run, or added to them, and that is
/// no damage.
package struct GatewayChange: Sendable, Equatable {
    /// What was done.
    package enum Kind: String, Sendable {
        case removed
        case updated
        case added
    }

    /// Name of the table.
    package let table: String
    /// What was done.
    package let kind: Kind
    /// Number of rows.
    package let rowCount: Int64
    /// What was done to them, to be read after their number.
    package let detail: String

    package init(table: String, kind: Kind, rowCount: Int64, detail: String) {
        self.table = table
        self.kind = kind
        self.rowCount = rowCount
        self.detail = detail
    }
}

/// Finds out what the gateway has changed of a run's rows by itself.
struct GatewayChanges {
    private let tables: VerifiedTables
    private let removed: RemovedRows

    init(_ tables: VerifiedTables, _ removed: RemovedRows) {
        self.tables = tables
        self.removed = removed
    }

    /// What was changed, in the order of the tables.
    func read() throws(TargetError) -> [GatewayChange] {
        let reader = tables.reader
        var changes: [GatewayChange] = []
        for table in tables.definitions {
            if let gone = removed.tables[table.name] {
                changes.append(
                    GatewayChange(
                        table: table.name,
                        kind: .removed,
                        rowCount: gone.rowCount,
                        detail: gone.substitute.detail
                    )
                )
            }
            for column in noted(table) {
                let count = try reader.queryInteger(
                    "SELECT count(*) FROM \(tables.name(of: table.name)) AS noted "
                        + "WHERE noted.\"\(column)\" > \(tables.end)"
                        + tables.notOthers(table.name, "noted")
                )
                add(to: &changes, table, .updated, count: count, detail: "changed in \(column)")
            }
            if let signature = table.upkeep.signature,
                table.columns.contains(where: { $0.name == signature.column })
            {
                let count = try reader.queryInteger(
                    "SELECT count(*) FROM \(tables.name(of: table.name)) AS noted "
                        + "WHERE CAST(noted.\"\(signature.column)\" AS TEXT) "
                        + "LIKE '%\(signature.mark)%'"
                        + tables.possiblyOwn(table.name, "noted", doubting: nil)
                )
                add(to: &changes, table, .updated, count: count, detail: "recomputed")
            }
            if let added = added(table) {
                let count = try reader.queryInteger(
                    "SELECT count(*) FROM \(tables.name(of: table.name)) AS added WHERE "
                        + added.condition("added")
                )
                add(
                    to: &changes,
                    table,
                    .added,
                    count: count,
                    detail: "added for the run's users and objects"
                )
            }
        }
        return changes
    }

    private func add(
        to changes: inout [GatewayChange],
        _ table: TableDefinition,
        _ kind: GatewayChange.Kind,
        count: Int64,
        detail: String
    ) {
        guard count > 0 else { return }
        changes.append(
            GatewayChange(table: table.name, kind: kind, rowCount: count, detail: detail)
        )
    }

    /// The columns in which the gateway notes when something has happened.
    private func noted(_ table: TableDefinition) -> [String] {
        table.columns.filter { column in
            guard case .timestamp = column.kind else { return false }
            return column.isFilled && table.upkeep.columns.contains(column.name)
                && column.name != "updated_at"
        }.map(\.name)
    }

    /// The rows that the gateway adds to what happens to generated objects and users.
    private func added(_ table: TableDefinition) -> OwnRows? {
        guard let derivation = table.derivation, derivation.markColumn == nil else {
            return nil
        }
        return tables.addedRows(to: table.name)
    }
}

extension RemovedRows.Substitute {
    /// Why the rows are gone.
    fileprivate var detail: String {
        switch self {
        case .nothing: "removed by retention"
        case .sums(let table), .sharedSums(let table):
            "rolled up in \(table) and removed"
        }
    }
}
