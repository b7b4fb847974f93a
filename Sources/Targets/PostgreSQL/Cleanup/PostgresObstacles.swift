/// The triggers and rules that fire on DELETE in the tables of a PostgreSQL target.
final class PostgresObstacles {
    private let connection: PostgresConnection
    private var known: [String: DeletionObstacles] = [:]

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Those of a table, as they were read before unless they are to be read `again`.
    func of(_ table: String, again: Bool) throws(TargetError) -> DeletionObstacles {
        if let obstacles = known[table], !again { return obstacles }
        // Bits of tgtype: 2 for BEFORE, 8 for DELETE. Rules come first, for they replace the
        // statement; then what can refuse a row; then what can insert it again.
        let found = try connection.execute(
            """
            SELECT name FROM (
                SELECT 0 AS place, 'rule ' || quote_ident(r.rulename) AS name FROM pg_rewrite r
                WHERE r.ev_class = to_regclass($1) AND r.ev_type = '4'
                    AND r.ev_enabled IN ('O', 'A')
                UNION ALL
                SELECT CASE WHEN t.tgtype & 2 > 0 THEN 1 ELSE 2 END,
                    'trigger ' || quote_ident(t.tgname) FROM pg_trigger t
                WHERE t.tgrelid = to_regclass($1) AND NOT t.tgisinternal
                    AND t.tgtype & 8 > 0 AND t.tgenabled IN ('O', 'A')) AS o
            ORDER BY place, name
            """,
            [connection.name(of: table)]
        )
        let obstacles = DeletionObstacles(
            names: (0..<found.rowCount).compactMap { found.text($0, 0) },
            blocking: try blocking(table)
        )
        known[table] = obstacles
        return obstacles
    }

    /// Unconditional INSTEAD rules on referring tables, which replace the DELETE or UPDATE of a foreign
    /// key: PostgreSQL then rejects every DELETE from the table, even if no row refers to it.
    private func blocking(_ table: String) throws(TargetError) -> [String] {
        let found = try connection.execute(
            """
            SELECT DISTINCT 'rule ' || quote_ident(r.rulename) || ' on '
                || quote_ident(c.relname) AS name
            FROM pg_constraint k
            JOIN pg_rewrite r ON r.ev_class = k.conrelid AND r.is_instead
                AND r.ev_qual::text = '<>'
                AND r.ev_enabled IN ('O', 'A')
                AND r.ev_type = CASE k.confdeltype WHEN 'c' THEN '4' ELSE '2' END
            JOIN pg_class c ON c.oid = k.conrelid
            WHERE k.contype = 'f' AND k.confrelid = to_regclass($1)
                AND k.confdeltype IN ('c', 'n', 'd')
            ORDER BY 1
            """,
            [connection.name(of: table)]
        )
        return (0..<found.rowCount).compactMap { found.text($0, 0) }
    }
}
