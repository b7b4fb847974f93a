import GRDB

extension EventStore {
    /// One event; nil if there is none of that number.
    package func event(_ seq: Int64) throws(JournalError) -> StoredEvent? {
        try reading { database in
            try Row.fetchOne(
                database,
                sql: "SELECT \(StoredEvent.columns) FROM event WHERE seq = ?",
                arguments: [seq]
            ).map { try StoredEvent(reading: $0) }
        }
    }

    /// Hands out events one by one, in their order; memory does not depend on their number.
    ///
    /// - Parameters:
    ///   - run: Only events of this run.
    ///   - afterSeq: Only events of higher numbers.
    ///   - since: Only events of this time or later.
    ///   - table: Only events about this table.
    ///   - kinds: Only events of these kinds; all if empty.
    ///   - limit: The most events to hand out.
    ///   - body: Called for each event, inside the store's queue: it must not call the store.
    /// - Throws: ``JournalError``, or whatever `body` throws, which ends the reading.
    package func events(
        run: Int64? = nil,
        afterSeq: Int64 = 0,
        since: UTCTimestamp? = nil,
        table: String? = nil,
        kinds: [EventKind] = [],
        limit: Int = .max,
        _ body: (StoredEvent) throws -> Void
    ) throws {
        var conditions = ["seq > ?"]
        var arguments: StatementArguments = [afterSeq]
        if let run {
            // A run's events lie between two numbers; no index on runs is needed.
            conditions.append(
                """
                run_id = ? AND seq BETWEEN (SELECT first_seq FROM run WHERE id = ?)
                AND (SELECT last_seq FROM run WHERE id = ?)
                """
            )
            arguments += [run, run, run]
        }
        if let since {
            conditions.append("at_utc >= ?")
            arguments += [since.text]
        }
        if let table {
            conditions.append("table_name = ?")
            arguments += [table]
        }
        if !kinds.isEmpty {
            let marks = Array(repeating: "?", count: kinds.count).joined(separator: ", ")
            conditions.append("kind IN (\(marks))")
            arguments += StatementArguments(kinds.map(\.rawValue))
        }
        arguments += [limit]
        let sql = """
            SELECT \(StoredEvent.columns) FROM event
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY seq LIMIT ?
            """
        do {
            try queue.read { database in
                let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
                while let row = try rows.next() {
                    try body(StoredEvent(reading: row))
                }
            }
        } catch let error as DatabaseError {
            throw JournalError.reading(error, path: path)
        }
    }

    /// The last event of some kinds about one batch; nil if there is none.
    ///
    /// - Complexity: O(events of the run behind it): they are read backwards.
    package func lastEvent(
        run: Int64,
        batch: Int64,
        kinds: [EventKind]
    ) throws(JournalError) -> StoredEvent? {
        let marks = Array(repeating: "?", count: kinds.count).joined(separator: ", ")
        return try reading { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT \(StoredEvent.columns) FROM event
                    WHERE run_id = ? AND batch = ? AND kind IN (\(marks))
                    ORDER BY seq DESC LIMIT 1
                    """,
                arguments: [run, batch] + StatementArguments(kinds.map(\.rawValue))
            ).map { try StoredEvent(reading: $0) }
        }
    }

    /// The state of a run, folded from its events.
    package func state(run number: Int64) throws -> RunState {
        var state = RunState(run: number)
        try events(run: number) { try state.apply($0) }
        return state
    }
}
