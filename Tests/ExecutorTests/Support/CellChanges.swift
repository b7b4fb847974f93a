import ContextForge
import Rows
import TestSupport

/// A cell that a test has changed, as its row is addressed; without a column, the row is gone.
struct CellChange: Hashable {
    let table: String
    let key: String
    let column: String?
}

/// Changes single cells of generated rows behind the program's back.
struct CellChanges {
    private let filled: FilledTarget

    init(_ filled: FilledTarget) {
        self.filled = filled
    }

    /// Changes `count` cells, each in another row.
    func make(_ count: Int, _ random: inout SystemlessRandom) async throws -> [CellChange] {
        var rows: [(table: TableDefinition, key: [String])] = []
        for index in filled.fixture.plan.tables.indices {
            let table = filled.fixture.plan.definition(of: index)
            let keys = table.primaryKey.map { "CAST(\($0) AS TEXT)" }.joined(separator: ", ")
            let own = table.systemColumn.map { " WHERE NOT \($0)" } ?? ""
            for row in try await filled.database.rows("SELECT \(keys) FROM \(table.name)\(own)") {
                rows.append((table, row.map { $0 ?? "" }))
            }
        }
        rows.shuffle(using: &random)
        var changes: [CellChange] = []
        var statements: [String] = []
        for (table, key) in rows.prefix(count) {
            let columns = table.columns.filter { column in
                // Values that the database itself would refuse, or that stand in the row's address.
                !table.allowedValues.contains { $0.column == column.name }
                    && !(table.reservedKey != nil
                        && (column.name == table.creationColumn
                            || table.references.contains { $0.column == column.name }))
            }
            let column = columns[Int.random(in: 0..<columns.count, using: &random)]
            let condition = zip(table.primaryKey, key)
                .map { "CAST(\($0) AS TEXT) = '\($1)'" }.joined(separator: " AND ")
            let value = other(column, changes.count)
            statements.append(
                "UPDATE \(table.name) SET \"\(column.name)\" = \(value) WHERE \(condition)"
            )
            changes.append(
                CellChange(
                    table: table.name,
                    key: key.joined(separator: ","),
                    column: table.primaryKey.contains(column.name) ? nil : column.name
                )
            )
        }
        if filled.kind == .postgres {
            // What refers to the row, or the row to, is not of interest here.
            let settings = "SET session_replication_role = replica"
            statements = [([settings] + statements).joined(separator: "; ")]
        }
        for statement in statements { try await filled.database.execute(statement) }
        return changes
    }

    /// An expression whose value is another one than the column's, and for each number another.
    private func other(_ column: ColumnDefinition, _ number: Int) -> String {
        let name = "\"\(column.name)\""
        let isSQLite = filled.kind == .sqlite
        switch column.kind {
        case .text:
            // As long as before: the column may hold no more.
            return "CASE WHEN \(name) IS NULL OR \(name) = '' THEN 'x' ELSE "
                + "substr(\(name), 1, length(\(name)) - 1) || "
                + "CASE WHEN substr(\(name), length(\(name))) = 'x' THEN 'y' ELSE 'x' END END"
        case .json:
            return isSQLite
                ? "coalesce(\(name), '') || ' '"
                : "CAST(coalesce(CAST(\(name) AS TEXT), 'null') || ' ' AS JSON)"
        case .binary:
            return isSQLite ? "x'0102'" : "'\\x0102'"
        case .boolean:
            return isSQLite ? "coalesce(1 - \(name), 1)" : "coalesce(NOT \(name), true)"
        case .integer:
            // Further apart than keys are, or two changed keys could meet.
            return "coalesce(\(name), 0) + \(1_000_000 * (number + 1))"
        case .double:
            return "coalesce(\(name), 0) + 0.5"
        case .timestamp:
            let moment = "2001-02-03 04:05:06.\(100_000 + number)"
            return isSQLite ? "'\(moment)'" : "'\(moment)+00'::timestamptz"
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SystemlessRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
