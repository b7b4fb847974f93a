extension PostgresTarget {
    /// Refuses tables whose rows a policy hides from this role, or keeps it from writing.
    ///
    /// - Throws: ``TargetError`` `row-level-security`.
    func checkRowSecurity(
        _ tables: [String],
        _ connection: PostgresConnection
    ) throws(TargetError) {
        let names = PostgresArray.text(tables.map { connection.name(of: $0) })
        let found = try connection.execute(
            """
            SELECT c.relname FROM unnest($1::text[]) WITH ORDINALITY AS w(name, place)
            JOIN pg_class c ON c.oid = to_regclass(w.name)
            WHERE row_security_active(c.oid) ORDER BY place
            """,
            [names]
        )
        guard found.rowCount > 0 else { return }
        let shown = (0..<min(5, found.rowCount)).map { found.text($0, 0) ?? "" }
        throw PostgresFailure.rowSecurity(
            "it applies to this role on \(shown.joined(separator: ", "))"
                + (found.rowCount > 5 ? " and \(found.rowCount - 5) more tables" : "")
        )
    }
}
