import Faults

/// Finds and drops the indexes and constraints of a PostgreSQL target that can be suspended.
struct PostgresSuspension {
    private let connection: PostgresConnection
    private let ledgerSchema: String

    init(_ connection: PostgresConnection, ledgerSchema: String) {
        self.connection = connection
        self.ledgerSchema = ledgerSchema
    }

    // MARK: Finding

    /// The objects of tables that can be made again exactly as they were; indexes and unique
    /// constraints first, then foreign keys.
    func suspendable(_ tables: [String]) throws(TargetError) -> [SuspendedObject] {
        let names = PostgresArray.text(tables.map { connection.name(of: $0) })
        // One snapshot for both queries. Lines of the schema are spelled out as
        // ``PostgresCatalogue`` does.
        let options = TransactionOptions(isReadOnly: true, searchPath: [connection.schema])
        let (found, definitions) = try connection.transaction(options) { () throws(TargetError) in
            let found = try connection.execute(PostgresSuspension.query, [names])
            // With nothing in the path, definitions name the schema of everything that they
            // mention.
            try connection.execute("SET LOCAL search_path = ''")
            let identifiers = PostgresArray.text(
                (0..<found.rowCount).map { found.text($0, 0) ?? "" }
            )
            let definitions = try connection.execute(PostgresSuspension.definitions, [identifiers])
            return (found, definitions)
        }
        return (0..<found.rowCount).map { row in
            let kind = SuspendedObject.Kind(rawValue: found.text(row, 1) ?? "")
            guard let kind else { preconditionFailure("the query gave an unknown kind of object") }
            let name = found.text(row, 3) ?? ""
            let head =
                "ALTER TABLE \(found.text(row, 4) ?? "") ADD CONSTRAINT "
                + SQLIdentifier.quoted(name) + " "
            let definition = definitions.text(row, 0) ?? ""
            let statements =
                switch kind {
                case .index: [definition]
                case .unique:
                    [
                        definition,
                        head + "UNIQUE USING INDEX \(SQLIdentifier.quoted(name))"
                            + (found.text(row, 5) ?? ""),
                    ]
                case .foreignKey: [head + definition]
                }
            return SuspendedObject(
                table: found.text(row, 2) ?? "",
                name: name,
                kind: kind,
                statements: statements,
                parent: found.text(row, 6),
                schemaLines: [found.text(row, 7), found.text(row, 8)].compactMap { $0 }
            )
        }
    }

    /// What stays although it could be dropped: whatever its definition would not bring back
    /// (another tablespace, a comment, statistics targets, the marks of replication and
    /// clustering), what belongs to partitions and ancestors, what only its owner may touch, what
    /// something else depends on, and the unique keys that foreign keys need which stay themselves.
    private static let query = """
        WITH chosen AS (
            SELECT c.oid, c.relname, format('%I.%I', n.nspname, c.relname) AS full_name, place
            FROM unnest($1::text[]) WITH ORDINALITY AS w(name, place)
            JOIN pg_class c ON c.oid = to_regclass(w.name)
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND NOT c.relispartition AND pg_has_role(c.relowner, 'USAGE')
                AND has_schema_privilege(n.oid, 'CREATE')
                AND NOT EXISTS (
                    SELECT FROM pg_inherits h WHERE c.oid IN (h.inhrelid, h.inhparent))
        ), foreign_keys AS (
            SELECT k.oid, k.conindid, t.relname, k.conname, t.full_name, t.place,
                p.relname AS parent
            FROM chosen t
            JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
            JOIN pg_class p ON p.oid = k.confrelid
            WHERE k.conparentid = 0 AND k.coninhcount = 0 AND p.relkind = 'r'
                AND has_table_privilege(p.oid, 'REFERENCES')
                AND obj_description(k.oid, 'pg_constraint') IS NULL
                AND NOT EXISTS (
                    SELECT FROM pg_trigger g WHERE g.tgconstraint = k.oid AND g.tgenabled <> 'O')
        ), indexes AS (
            SELECT i.indexrelid AS oid, x.relname AS name, t.relname, t.full_name, t.place, k.oid AS key,
                CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
                    || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END AS suffix
            FROM chosen t
            JOIN pg_index i ON i.indrelid = t.oid
            JOIN pg_class x ON x.oid = i.indexrelid
            LEFT JOIN pg_constraint k
                ON k.conindid = i.indexrelid AND k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x')
            WHERE i.indisvalid AND NOT i.indisprimary AND NOT i.indisexclusion
                AND NOT i.indisreplident AND NOT i.indisclustered AND x.reltablespace = 0
                AND (k.oid IS NULL OR k.contype = 'u')
                AND obj_description(i.indexrelid, 'pg_class') IS NULL
                AND (k.oid IS NULL OR obj_description(k.oid, 'pg_constraint') IS NULL)
                AND NOT EXISTS (
                    SELECT FROM pg_attribute a
                    WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0)
                AND NOT EXISTS (
                    SELECT FROM pg_depend d
                    WHERE ((d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indexrelid)
                            OR (d.refclassid = 'pg_constraint'::regclass AND d.refobjid = k.oid))
                        AND d.deptype <> 'i'
                        AND NOT (d.classid = 'pg_constraint'::regclass
                            AND d.objid IN (SELECT oid FROM foreign_keys)))
        )
        SELECT oid::text, CASE WHEN key IS NULL THEN 'index' ELSE 'unique' END, relname, name,
            full_name, suffix, NULL::text AS parent, pg_get_indexdef(oid),
            name || ' ' || pg_get_constraintdef(key), 1 AS pass, place
        FROM indexes
        UNION ALL
        SELECT oid::text, 'foreign-key', relname, conname, full_name, '', parent,
            conname || ' ' || pg_get_constraintdef(oid), NULL, 2, place
        FROM foreign_keys
        ORDER BY 10, 11, 2, 4
        """

    /// The definitions of indexes and foreign keys by their object numbers, in the same order.
    private static let definitions = """
        SELECT CASE WHEN k.oid IS NULL THEN pg_catalog.pg_get_indexdef(w.oid)
            ELSE pg_catalog.pg_get_constraintdef(k.oid) END
        FROM pg_catalog.unnest($1::pg_catalog.oid[]) WITH ORDINALITY AS w(oid, place)
        LEFT JOIN pg_catalog.pg_constraint k ON k.oid = w.oid AND k.contype = 'f'
        ORDER BY w.place
        """

    // MARK: Dropping

    /// Drops what is there of some objects: first the foreign keys, then the rest, each table's in
    /// a transaction of its own.
    func drop(
        _ objects: [SuspendedObject],
        fence: RunFence,
        timeoutSeconds: Int
    ) throws(TargetError) {
        for isForeignKey in [true, false] {
            let group = objects.filter { ($0.kind == .foreignKey) == isForeignKey }
            var tables: [String] = []
            for object in group where tables.last != object.table { tables.append(object.table) }
            for table in tables {
                let options = TransactionOptions(lockTimeoutSeconds: max(1, timeoutSeconds))
                try connection.transaction(options) { () throws(TargetError) in
                    try PostgresRestoration.beginStep(connection)
                    try PostgresRestoration.check(
                        fence,
                        using: connection,
                        in: ledgerSchema,
                        isLocked: true
                    )
                    try drop(group.filter { $0.table == table }, of: table)
                    CrashPoint.pass(.beforeDropCommit)
                }
                CrashPoint.pass(.afterDrop)
            }
        }
    }

    private func drop(_ objects: [SuspendedObject], of table: String) throws(TargetError) {
        let name = connection.name(of: table)
        let found = try connection.execute("SELECT to_regclass($1) IS NOT NULL", [name])
        guard found.text(0, 0) == "t" else { return }
        let constraints = objects.filter { $0.kind != .index }
            .map { "DROP CONSTRAINT IF EXISTS \(SQLIdentifier.quoted($0.name))" }
        if !constraints.isEmpty {
            try connection.execute(
                "ALTER TABLE \(name) " + constraints.joined(separator: ", ")
            )
        }
        // The index of a unique constraint is there without it when its restoration was cut short.
        let indexes = objects.filter { $0.kind != .foreignKey }
            .map { connection.name(of: $0.name) }
        guard !indexes.isEmpty else { return }
        try connection.execute("DROP INDEX IF EXISTS \(indexes.joined(separator: ", "))")
    }
}
