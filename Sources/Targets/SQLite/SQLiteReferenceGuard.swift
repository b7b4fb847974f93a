import Dataset
import GRDB

/// Finds what refers to rows that are to be deleted.
///
/// By then a run's own children are gone, so what refers to a row is somebody else's, or was itself
/// kept.
struct SQLiteReferenceGuard {
    private let database: Database
    private let table: CleanupTable

    /// A guard of one table's rows.
    init(_ database: Database, _ table: CleanupTable) {
        self.database = database
        self.table = table
    }

    /// Which rows, counted within a slice, something refers to, with the first of the references;
    /// those in `except` stay in any case.
    func referredRows(
        _ addresses: SQLiteAddresses,
        except staying: Set<Int>
    ) throws -> [Int: TableReference] {
        var referred: [Int: TableReference] = [:]
        for reference in table.references where reference.table != table.name {
            let statement = try database.makeStatement(
                sql: """
                    SELECT 1 FROM \(SQLIdentifier.quoted(table.name)) AS t
                    WHERE \(SQLiteAddresses.condition(table)) AND EXISTS (
                        SELECT 1 FROM \(SQLIdentifier.quoted(reference.table)) AS r
                        WHERE r.\(SQLIdentifier.quoted(reference.column))
                            = t.\(SQLIdentifier.quoted(reference.parentColumn)))
                    """
            )
            for row in 0..<addresses.rowCount
            where referred[row] == nil && !staying.contains(row) {
                let hit = try Int.fetchOne(statement, arguments: addresses.arguments(row))
                if hit != nil { referred[row] = reference }
            }
        }
        try addOwn(&referred, addresses, except: staying)
        return referred
    }

    /// Adds rows that rows of the same table refer to, unless those go together with them.
    private func addOwn(
        _ referred: inout [Int: TableReference],
        _ addresses: SQLiteAddresses,
        except staying: Set<Int>
    ) throws {
        let own = table.references.filter { $0.table == table.name }
        guard !own.isEmpty else { return }
        let keys = table.address.prefix(table.keyCount)
            .map { "r.\(SQLIdentifier.quoted($0.found.name))" }
            .joined(separator: ", ")
        let candidates = (0..<addresses.rowCount).filter { !staying.contains($0) }
        var going = Set(candidates.filter { referred[$0] == nil }.map { addresses.key($0) })
        var isSettled = false
        while !isSettled {
            isSettled = true
            for reference in own {
                let statement = try database.makeStatement(
                    sql: """
                        SELECT \(keys) FROM \(SQLIdentifier.quoted(table.name)) AS t
                        JOIN \(SQLIdentifier.quoted(table.name)) AS r
                            ON r.\(SQLIdentifier.quoted(reference.column))
                                = t.\(SQLIdentifier.quoted(reference.parentColumn))
                        WHERE \(SQLiteAddresses.condition(table))
                        """
                )
                for row in candidates where referred[row] == nil {
                    let others = try Row.fetchAll(
                        statement,
                        arguments: addresses.arguments(row)
                    ).filter { !going.contains(Array($0.databaseValues)) }
                    guard !others.isEmpty else { continue }
                    referred[row] = reference
                    going.remove(addresses.key(row))
                    isSettled = false
                }
            }
        }
    }
}
