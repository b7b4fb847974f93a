import GRDB

/// Deletes what refers to rows, and what refers to that, down to the leaves.
final class SQLiteReferrers {
    private let database: Database
    private let graph: ReferenceGraph
    /// Rows that are being deleted further up, by table: circles end there.
    private var visited: Set<String> = []
    private var deletedCount: Int64 = 0

    init(_ database: Database, _ graph: ReferenceGraph) {
        self.database = database
        self.graph = graph
    }

    /// Deletes everything that refers to `rows`, counted within a slice; the number of rows
    /// deleted.
    ///
    /// The rows themselves stay.
    func delete(
        to table: CleanupTable,
        _ addresses: SQLiteAddresses,
        rows: [Int]
    ) throws -> Int64 {
        let statement = try database.makeStatement(
            sql: "SELECT rowid FROM \(SQLIdentifier.quoted(table.name)) AS t "
                + "WHERE \(SQLiteAddresses.condition(table))"
        )
        for row in rows {
            let found = try Int64.fetchAll(statement, arguments: addresses.arguments(row))
            for place in unseen(found, in: table.name) {
                try deleteReferring(to: table.name, place)
            }
        }
        return deletedCount
    }

    private func deleteReferring(to parent: String, _ row: Int64) throws {
        for reference in graph.references(to: parent) {
            let child = SQLIdentifier.quoted(reference.table)
            let found = try Int64.fetchAll(
                database,
                sql: """
                    SELECT r.rowid FROM \(child) AS r
                    WHERE r.\(SQLIdentifier.quoted(reference.column)) = (
                        SELECT t.\(SQLIdentifier.quoted(reference.parentColumn))
                        FROM \(SQLIdentifier.quoted(parent)) AS t WHERE t.rowid = ?)
                    """,
                arguments: [row]
            )
            for place in unseen(found, in: reference.table) {
                try deleteReferring(to: reference.table, place)
                try database.execute(
                    sql: "DELETE FROM \(child) WHERE rowid = ?",
                    arguments: [place]
                )
                deletedCount += Int64(database.changesCount)
            }
        }
    }

    private func unseen(_ places: [Int64], in table: String) -> [Int64] {
        places.filter { visited.insert("\(table) \($0)").inserted }
    }
}
