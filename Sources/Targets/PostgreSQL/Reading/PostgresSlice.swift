import Rows

/// The rows of a slice in a PostgreSQL table.
struct PostgresSlice: SliceDatabase {
    let connection: PostgresConnection
    let graph: ReferenceGraph
    let obstacles: PostgresObstacles
    let table: CleanupTable
    let slice: ColumnBatch
    private let memory = KeyMemory()

    init(
        _ connection: PostgresConnection,
        _ graph: ReferenceGraph,
        obstacles: PostgresObstacles,
        table: CleanupTable,
        slice: ColumnBatch
    ) {
        self.connection = connection
        self.graph = graph
        self.obstacles = obstacles
        self.table = table
        self.slice = slice
    }

    /// The addresses that were spelled last: deletion and second look ask for the same rows.
    private final class KeyMemory {
        var rows: [Int] = []
        var keys: PostgresKeys?
    }

    private func keys(_ rows: [Int]) -> PostgresKeys {
        if let keys = memory.keys, memory.rows == rows { return keys }
        let keys = PostgresKeys(table, slice, rows: rows)
        memory.rows = rows
        memory.keys = keys
        return keys
    }

    static func failure(_ error: TargetError) -> TargetError { error }

    func obstacles(of table: String, again: Bool) throws(TargetError) -> DeletionObstacles {
        try obstacles.of(table, again: again)
    }

    func presentRows(
        among rows: [Int],
        areLocked: Bool
    ) throws(TargetError) -> [Int: RowPlace] {
        let keys = keys(rows)
        let found = try connection.execute(
            "SELECT k.place, t.ctid FROM \(keys.relation("k")) "
                + "JOIN \(connection.name(of: table.name)) AS t "
                + "ON \(keys.condition(row: "t", key: "k"))"
                + (areLocked ? " FOR UPDATE OF t" : ""),
            keys.parameters
        )
        var present: [Int: RowPlace] = [:]
        for index in 0..<found.rowCount {
            guard let place = found.text(index, 0).flatMap({ Int($0) }) else { continue }
            present[rows[place - 1]] = found.text(index, 1)
        }
        return present
    }

    func changedRows(
        _ table: ComparedTable,
        among rows: [Int]
    ) throws(TargetError) -> ChangedRows {
        var comparison = try PostgresRowComparison(connection, table)
        return ChangedRows(try comparison.differences(slice, rows: rows), slice)
    }

    func referredRows(
        among rows: [Int],
        by references: [TableReference]
    ) throws(TargetError) -> [Int: TableReference] {
        try PostgresReferenceGuard(connection, table)
            .referredRows(among: rows, by: references, address: keys)
    }

    func delete(rows: [Int]) throws(TargetError) -> Int64 {
        let keys = keys(rows)
        return try connection.execute(
            "DELETE FROM \(connection.name(of: table.name)) AS t USING \(keys.relation("k")) "
                + "WHERE \(keys.condition(row: "t", key: "k"))",
            keys.parameters
        ).affectedRowCount
    }

    func deleteReferringRows(to rows: [Int]) throws(TargetError) -> Int64 {
        try PostgresReferrers(connection, graph)
            .delete(to: table, keys(rows))
    }

    // MARK: Derived rows

    func referrers(
        _ reference: TableReference,
        to places: [RowPlace],
        reading columns: [String]
    ) throws(TargetError) -> [Referrer] {
        let cells = columns.map { ", r.\(SQLIdentifier.quoted($0))::text" }.joined()
        let found = try connection.execute(
            // Locked, so that a row is the same when it is deleted by its place.
            "SELECT r.ctid, t.ctid\(cells) FROM \(PostgresSlice.join(reference, connection)) "
                + "FOR UPDATE OF r",
            [PostgresArray.text(places)]
        )
        return (0..<found.rowCount).map { row in
            Referrer(
                place: found.text(row, 0) ?? "",
                parent: found.text(row, 1) ?? "",
                cells: columns.indices.map { found.text(row, 2 + $0) }
            )
        }
    }

    func deleteReferrers(
        _ reference: TableReference,
        to places: [RowPlace]
    ) throws(TargetError) -> Int64 {
        let array = PostgresArray.text(places)
        let isObserved = try !obstacles(of: reference.table, again: false).isEmpty
        let before = isObserved ? try count(reference, array) : 0
        let deleted = try connection.execute(
            """
            DELETE FROM \(connection.referringName(reference)) AS r
            USING \(connection.name(of: reference.parent)) AS t
            WHERE \(reference.condition(row: "r", parent: "t")) AND t.ctid = ANY($1::tid[])
            """,
            [array]
        ).affectedRowCount
        return isObserved ? before - (try count(reference, array)) : deleted
    }

    func delete(_ places: [RowPlace], of table: String) throws(TargetError) -> Int64 {
        let array = PostgresArray.text(places)
        let condition = "\(connection.name(of: table)) WHERE ctid = ANY($1::tid[])"
        let deleted = try connection.execute("DELETE FROM \(condition)", [array]).affectedRowCount
        guard try !obstacles(of: table, again: false).isEmpty else { return deleted }
        let left = try connection.execute("SELECT count(*) FROM \(condition)", [array])
        return Int64(places.count) - (left.text(0, 0).flatMap { Int64($0) } ?? 0)
    }

    func existing(
        _ values: Set<String>,
        table: String,
        column: String
    ) throws(TargetError) -> Set<String> {
        let name = SQLIdentifier.quoted(column)
        let found = try connection.execute(
            "SELECT \(name) FROM \(connection.name(of: table)) WHERE \(name) = ANY($1)",
            [PostgresArray.text(values.sorted())]
        )
        return Set((0..<found.rowCount).compactMap { found.text($0, 0) })
    }

    private func count(
        _ reference: TableReference,
        _ places: String
    ) throws(TargetError) -> Int64 {
        let found = try connection.execute(
            "SELECT count(*) FROM \(PostgresSlice.join(reference, connection))",
            [places]
        )
        return found.text(0, 0).flatMap { Int64($0) } ?? 0
    }

    /// Rows `t` at places and the rows `r` that refer to them.
    private static func join(
        _ reference: TableReference,
        _ connection: PostgresConnection
    ) -> String {
        """
        \(connection.name(of: reference.parent)) AS t
        JOIN \(connection.referringName(reference)) AS r
            ON \(reference.condition(row: "r", parent: "t"))
        WHERE t.ctid = ANY($1::tid[])
        """
    }
}
