import Foundation
import GRDB
import Rows

/// The rows of a slice in a SQLite table.
///
/// The slice's own rows are addressed one by one, with prepared statements; rows at known places
/// as a set.
struct SQLiteSlice: SliceDatabase {
    private let database: Database
    private let graph: ReferenceGraph
    private let table: CleanupTable
    private let slice: ColumnBatch
    private let addresses: SQLiteAddresses

    init(
        _ database: Database,
        _ graph: ReferenceGraph,
        table: CleanupTable,
        slice: ColumnBatch
    ) {
        self.database = database
        self.graph = graph
        self.table = table
        self.slice = slice
        addresses = SQLiteAddresses(table, slice)
    }

    static func failure(_ error: TargetError) -> any Error { error }

    func obstacles(of table: String, again: Bool) throws -> DeletionObstacles {
        // Nobody else can change the schema inside the transaction.
        try SQLiteObstacles.of(table, in: database)
    }

    func presentRows(among rows: [Int], areLocked: Bool) throws -> [Int: RowPlace] {
        let statement = try database.cachedStatement(
            sql: "SELECT rowid FROM \(name(table.name)) AS t "
                + "WHERE \(SQLiteAddresses.condition(table))"
        )
        var present: [Int: RowPlace] = [:]
        for row in rows {
            if let place = try Int64.fetchOne(statement, arguments: addresses.arguments(row)) {
                present[row] = String(place)
            }
        }
        return present
    }

    func changedRows(_ table: ComparedTable, among rows: [Int]) throws -> ChangedRows {
        let differences = try SQLiteRowComparison(database, table).differences(slice)
        return ChangedRows(differences, slice)
    }

    func referredRows(
        among rows: [Int],
        by references: [TableReference]
    ) throws -> [Int: TableReference] {
        try SQLiteReferenceGuard(database, graph, table: table)
            .referredRows(addresses, among: rows, by: references)
    }

    func delete(rows: [Int]) throws -> Int64 {
        let statement = try database.cachedStatement(
            sql: "DELETE FROM \(name(table.name)) AS t WHERE \(SQLiteAddresses.condition(table))"
        )
        var count: Int64 = 0
        for row in rows.reversed() {
            try statement.execute(arguments: addresses.arguments(row))
            count += Int64(database.changesCount)
        }
        return count
    }

    func deleteReferringRows(to rows: [Int]) throws -> Int64 {
        try SQLiteReferrers(database, graph).delete(to: table, addresses, rows: rows)
    }

    // MARK: Derived rows

    func referrers(
        _ reference: TableReference,
        to places: [RowPlace],
        reading columns: [String]
    ) throws -> [Referrer] {
        let cells = columns.map { ", CAST(r.\(SQLIdentifier.quoted($0)) AS TEXT)" }.joined()
        return try Row.fetchAll(
            database,
            sql: "SELECT r.rowid, t.rowid\(cells) FROM \(join(reference))",
            arguments: [SQLiteSlice.array(places)]
        ).map { row in
            Referrer(
                place: String(row[0] as Int64),
                parent: String(row[1] as Int64),
                cells: columns.indices.map { row[2 + $0] }
            )
        }
    }

    func deleteReferrers(_ reference: TableReference, to places: [RowPlace]) throws -> Int64 {
        let array = SQLiteSlice.array(places)
        let isObserved = try !obstacles(of: reference.table, again: false).isEmpty
        let before = isObserved ? try count(reference, array) : 0
        try database.execute(
            sql: """
                DELETE FROM \(name(reference.table))
                WHERE rowid IN (SELECT r.rowid FROM \(join(reference)))
                """,
            arguments: [array]
        )
        let deleted = Int64(database.changesCount)
        return isObserved ? before - (try count(reference, array)) : deleted
    }

    func delete(_ places: [RowPlace], of table: String) throws -> Int64 {
        let condition = "\(name(table)) WHERE rowid IN (SELECT value FROM json_each(?))"
        let array = SQLiteSlice.array(places)
        try database.execute(sql: "DELETE FROM \(condition)", arguments: [array])
        // Rows that a cascade inside the table takes are not among the statement's changes.
        let left = try Int64.fetchOne(
            database,
            sql: "SELECT count(*) FROM \(condition)",
            arguments: [array]
        )
        return Int64(places.count) - (left ?? 0)
    }

    func existing(_ values: Set<String>, table: String, column: String) throws -> Set<String> {
        let cell = SQLIdentifier.quoted(column)
        var found: Set<String> = []
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM \(name(table)) WHERE \(cell) = ? LIMIT 1"
        )
        for value in values where try Int.fetchOne(statement, arguments: [value]) != nil {
            found.insert(value)
        }
        return found
    }

    private func count(_ reference: TableReference, _ places: String) throws -> Int64 {
        try Int64.fetchOne(
            database,
            sql: "SELECT count(*) FROM \(join(reference))",
            arguments: [places]
        ) ?? 0
    }

    /// Rows `t` at places, which are the argument, and the rows `r` that refer to them.
    private func join(_ reference: TableReference) -> String {
        """
        json_each(?) AS j CROSS JOIN \(name(reference.parent)) AS t ON t.rowid = j.value
        CROSS JOIN \(name(reference.table)) AS r
            ON \(reference.condition(row: "r", parent: "t"))
        """
    }

    private func name(_ table: String) -> String { graph.schema.qualifiedName(of: table) }

    /// Places as a JSON array.
    private static func array(_ places: [RowPlace]) -> String {
        "[" + places.joined(separator: ",") + "]"
    }
}
