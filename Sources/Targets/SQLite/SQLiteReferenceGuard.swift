import GRDB
import Rows

/// Finds what refers to rows that are to be deleted.
///
/// By then a run's own children are gone, so what refers to a row is somebody else's, or was itself
/// kept.
struct SQLiteReferenceGuard {
    private let database: Database
    private let graph: ReferenceGraph
    private let table: CleanupTable

    /// A guard of one table's rows.
    init(_ database: Database, _ graph: ReferenceGraph, table: CleanupTable) {
        self.database = database
        self.graph = graph
        self.table = table
    }

    /// Which of `rows`, counted within a slice, something refers to by one of `references`, with
    /// the first of them.
    func referredRows(
        _ addresses: SQLiteAddresses,
        among rows: [Int],
        by references: [TableReference]
    ) throws -> [Int: TableReference] {
        var referred: [Int: TableReference] = [:]
        for reference in references where reference.table != table.name {
            let statement = try database.cachedStatement(
                sql: """
                    SELECT 1 FROM \(name(table.name)) AS t
                    WHERE \(SQLiteAddresses.condition(table)) AND EXISTS (
                        SELECT 1 FROM \(name(reference.table)) AS r
                        WHERE r.\(SQLIdentifier.quoted(reference.column))
                            = t.\(SQLIdentifier.quoted(reference.parentColumn)))
                    """
            )
            for row in rows where referred[row] == nil {
                let hit = try Int.fetchOne(statement, arguments: addresses.arguments(row))
                if hit != nil { referred[row] = reference }
            }
        }
        let own = references.filter { $0.table == table.name }
        if !own.isEmpty { try add(own, to: &referred, using: addresses, among: rows) }
        return referred
    }

    /// Adds rows that rows of the same table refer to, unless those go together with them.
    private func add(
        _ own: [TableReference],
        to referred: inout [Int: TableReference],
        using addresses: SQLiteAddresses,
        among candidates: [Int]
    ) throws {
        let keys = table.address.prefix(table.keyCount)
            .map { "r.\(SQLIdentifier.quoted($0.found.name))" }
            .joined(separator: ", ")
        var going = Set(candidates.filter { referred[$0] == nil }.map { addresses.key($0) })
        var isSettled = false
        while !isSettled {
            isSettled = true
            for reference in own {
                let statement = try database.makeStatement(
                    sql: """
                        SELECT \(keys) FROM \(name(table.name)) AS t
                        JOIN \(name(table.name)) AS r
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

    private func name(_ table: String) -> String { graph.schema.qualifiedName(of: table) }
}
