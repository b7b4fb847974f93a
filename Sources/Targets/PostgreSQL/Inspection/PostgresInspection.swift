import Foundation

/// Looks at a PostgreSQL server before a run: whatever can be known without writing.
struct PostgresInspection {
    private let target: PostgresTarget
    private let tables: [String]

    /// Modes of a lock on a table under which nobody else may insert.
    private static let blockingModes = [
        "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
    ]

    /// An inspection of the server as far as it concerns `tables`.
    init(_ target: PostgresTarget, tables: [String]) {
        self.target = target
        self.tables = tables
    }

    /// Every finding; only the one about the connection when there is none.
    func findings() -> [Finding] {
        let connection: PostgresConnection
        let started = ContinuousClock.now
        do {
            connection = try target.connect()
        } catch {
            return [Finding("connection", error)]
        }
        let seconds = (ContinuousClock.now - started) / .milliseconds(1)
        return Finding.looking(at: "connection") {
            let version = try connection.transaction(.reading) { () throws(TargetError) in
                try connection.execute("SHOW server_version").text(0, 0) ?? "?"
            }
            return [
                Finding(
                    "connection",
                    .ok,
                    "\(target.display) answers in \(Int(seconds.rounded())) ms, "
                        + "PostgreSQL \(version)"
                )
            ]
        } + [encryption(connection)]
            + Finding.looking(at: "pooling") { try pooling(connection) }
            + looking(at: "durability", connection, durability)
            + looking(at: "locks", connection, locks)
            + looking(at: "runners", connection, runners)
            + looking(at: "indexes", connection, indexes)
            + looking(at: "triggers", connection, triggers)
            + looking(at: "connections", connection, connections)
    }

    /// Looks at something in a transaction, which no timeout of the account's cancels.
    private func looking(
        at subject: String,
        _ connection: PostgresConnection,
        _ look: (PostgresConnection) throws(TargetError) -> [Finding]
    ) -> [Finding] {
        Finding.looking(at: subject) {
            try connection.transaction(.reading) { () throws(TargetError) in
                try look(connection)
            }
        }
    }

    private func encryption(_ connection: PostgresConnection) -> Finding {
        let name = connection.encryption
        let words = name.map { "the connection is encrypted (\($0))" } ?? "no encryption"
        guard target.parameters.isExposed else {
            return Finding("tls", .ok, name == nil ? "not needed: the server is local" : words)
        }
        return Finding(
            "tls",
            .warning,
            "\(words), and the server's certificate is not verified",
            hint: "Add sslmode=verify-full to the query of the target's URL."
        )
    }

    /// Finds a pooler between here and the server, and what it does to sessions.
    ///
    /// Two connections that are open at the same time have two backends, unless somebody lends one
    /// out between transactions.
    private func pooling(_ connection: PostgresConnection) throws -> [Finding] {
        let process = "SELECT pg_backend_pid()::text"
        let first = try connection.transaction(.reading) { () throws(TargetError) in
            try connection.execute(process).text(0, 0)
        }
        let other = try target.connect()
        try other.begin()
        // The transaction ends with the connection.
        let second = try other.execute(process).text(0, 0)
        if first == second {
            return [Finding("pooling", .ok, "a pooler in transaction mode, which is served")]
        }
        if connection.processID.map({ String($0) != first }) == true {
            return [Finding("pooling", .ok, "a pooler in session mode")]
        }
        return [Finding("pooling", .ok, "none: the server itself answers")]
    }

    private func durability(_ connection: PostgresConnection) throws(TargetError) -> [Finding] {
        var weak: [String] = []
        for name in ["fsync", "full_page_writes", "synchronous_commit"] {
            let value = try connection.execute("SHOW \(name)").text(0, 0)
            if value == "off" { weak.append("\(name) = off") }
        }
        guard !weak.isEmpty else {
            return [Finding("durability", .ok, "what the server acknowledges survives a crash")]
        }
        return [
            Finding(
                "durability",
                .warning,
                "after a crash the server may lack what it had acknowledged: "
                    + weak.joined(separator: ", "),
                hint:
                    "After a crash of the server, resume the run: batches that are lost are loaded "
                    + "again. With fsync off, the database itself may be damaged."
            )
        ]
    }

    private func locks(_ connection: PostgresConnection) throws(TargetError) -> [Finding] {
        let modes = PostgresInspection.blockingModes.map { "'\($0)'" }.joined(separator: ", ")
        let held = try connection.execute(
            """
            SELECT c.relname, l.mode, l.pid::text FROM pg_locks l
            JOIN pg_class c ON c.oid = l.relation
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
            WHERE l.granted AND l.pid <> pg_backend_pid() AND l.mode IN (\(modes))
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            ORDER BY 1, 2, 3
            """,
            [connection.schema]
        )
        let known = Set(tables)
        let found = (0..<held.rowCount).filter { known.contains(held.text($0, 0) ?? "") }
        guard !found.isEmpty else {
            return [Finding("locks", .ok, "nobody keeps others from writing to the tables")]
        }
        return found.map { row in
            let (table, mode) = (held.text(row, 0) ?? "", held.text(row, 1) ?? "")
            return Finding(
                "locks",
                .failed,
                "process \(held.text(row, 2) ?? "") holds \(mode) on \(table)",
                hint: "Wait for it, or end it with pg_terminate_backend; a run would wait too."
            )
        }
    }

    private func runners(_ connection: PostgresConnection) throws(TargetError) -> [Finding] {
        let others = try connection.execute(
            """
            SELECT count(*)::text FROM pg_stat_activity
            WHERE application_name = 'gatefill' AND datname = current_database()
                AND pid <> pg_backend_pid() AND state <> 'idle'
            """
        ).text(0, 0)
        guard let others, others != "0" else {
            return [Finding("runners", .ok, "no other gatefill works on this database")]
        }
        return [
            Finding(
                "runners",
                .warning,
                "\(others) connections of another gatefill work on this database",
                hint: "Two runs of different seeds may load side by side; they share the server."
            )
        ]
    }

    /// Indexes that an interrupted build left: they slow down writing and are never used.
    private func indexes(_ connection: PostgresConnection) throws(TargetError) -> [Finding] {
        let invalid = try connection.execute(
            """
            SELECT indexrelid::regclass::text, c.relname FROM pg_index
            JOIN pg_class c ON c.oid = indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
            WHERE NOT indisvalid ORDER BY 1
            """,
            [connection.schema]
        )
        let known = Set(tables)
        let names = (0..<invalid.rowCount).filter { known.contains(invalid.text($0, 1) ?? "") }
            .map { invalid.text($0, 0) ?? "" }
        guard !names.isEmpty else { return [Finding("indexes", .ok, "all are valid")] }
        return [
            Finding(
                "indexes",
                .warning,
                "not valid: \(names.joined(separator: ", "))",
                hint: "Rebuild them with REINDEX."
            )
        ]
    }

    /// Triggers and rules of the tables that are not the database's own.
    private func triggers(_ connection: PostgresConnection) throws(TargetError) -> [Finding] {
        let found = try connection.execute(
            """
            SELECT c.relname, 'trigger ' || quote_ident(t.tgname) || ' on ' || c.relname
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
            WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
            UNION ALL
            SELECT c.relname, 'rule ' || quote_ident(r.rulename) || ' on ' || c.relname
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p')
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
            WHERE r.ev_enabled IN ('O', 'A')
            ORDER BY 2
            """,
            [connection.schema]
        )
        let known = Set(tables)
        let names = (0..<found.rowCount).filter { known.contains(found.text($0, 0) ?? "") }
            .map { found.text($0, 1) ?? "" }
        return [TriggerFinding.of(names)]
    }

    private func connections(_ connection: PostgresConnection) throws(TargetError) -> [Finding] {
        let facts = try connection.execute(
            """
            SELECT (current_setting('max_connections')::int
                - current_setting('superuser_reserved_connections')::int
                - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'))::text
            """
        )
        let left = facts.text(0, 0).flatMap(Int64.init) ?? 0
        return [
            Finding(
                "connections",
                left < 4 ? .warning : .ok,
                "\(left) more connections are allowed",
                hint: left < 4 ? "Give --workers a smaller number, or raise max_connections." : nil
            )
        ]
    }
}
