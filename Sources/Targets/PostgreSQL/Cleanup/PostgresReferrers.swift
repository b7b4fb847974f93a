/// Deletes what refers to rows, and what refers to that, down to the leaves.
final class PostgresReferrers {
    private let connection: PostgresConnection
    private let graph: ReferenceGraph
    /// Rows that are being deleted further up, by table: circles end there.
    private var visited: Set<String> = []
    private var deletedCount: Int64 = 0

    init(_ connection: PostgresConnection, _ graph: ReferenceGraph) {
        self.connection = connection
        self.graph = graph
    }

    /// Deletes everything that refers to the rows that `keys` address; the number of rows deleted.
    ///
    /// The rows themselves stay. Rows are addressed by their place in the table, which does not
    /// change as long as they are locked.
    func delete(to table: CleanupTable, _ keys: PostgresKeys) throws(TargetError) -> Int64 {
        let rows = try connection.execute(
            "SELECT t.ctid FROM \(keys.relation("k")) "
                + "JOIN \(connection.name(of: table.name)) AS t "
                + "ON \(keys.condition(row: "t", key: "k"))",
            keys.parameters
        )
        let own = connection.name(of: table.name)
        try deleteReferring(to: table.name, places(rows, in: own))
        return deletedCount
    }

    private func deleteReferring(to parent: String, _ rows: [String]) throws(TargetError) {
        guard !rows.isEmpty else { return }
        for reference in graph.references(to: parent) {
            let found = try connection.execute(
                """
                SELECT r.ctid FROM \(connection.referringName(reference)) AS r
                WHERE r.\(SQLIdentifier.quoted(reference.column)) IN (
                    SELECT t.\(SQLIdentifier.quoted(reference.parentColumn))
                    FROM \(connection.name(of: parent)) AS t WHERE t.ctid = ANY($1::tid[]))
                FOR UPDATE OF r
                """,
                [array(rows)]
            )
            let referring = places(found, in: connection.referringName(reference))
            guard !referring.isEmpty else { continue }
            // What refers to a table of another schema is not known here: if something does, the
            // database refuses the deletion.
            if reference.otherSchema == nil {
                try deleteReferring(to: reference.table, referring)
            }
            deletedCount +=
                try connection.execute(
                    "DELETE FROM \(connection.referringName(reference)) "
                        + "WHERE ctid = ANY($1::tid[])",
                    [array(referring)]
                ).affectedRowCount
        }
    }

    /// The places in an answer that have not been seen before.
    private func places(_ rows: PostgresResult, in table: String) -> [String] {
        (0..<rows.rowCount).compactMap { rows.text($0, 0) }
            .filter { visited.insert("\(table) \($0)").inserted }
    }

    private func array(_ places: [String]) -> String {
        "{" + places.map { "\"\($0)\"" }.joined(separator: ",") + "}"
    }
}
