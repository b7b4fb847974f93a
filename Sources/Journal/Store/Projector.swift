import GRDB

/// Folds events into the projections of one database, inside its caller's transaction.
///
/// What an event does to a run or a batch is decided by ``RunRecord`` and ``BatchRecord``, as in
/// ``RunState``; here is only their storage. Runs are kept until ``finish()``, so that a group of
/// events writes its run once.
struct Projector {
    private let database: Database
    private var runs: [Int64: RunRecord] = [:]

    init(_ database: Database) {
        self.database = database
    }

    /// Folds in the next event.
    mutating func apply(_ event: JournalEvent, run: Int64, seq: Int64, at: UTCTimestamp) throws {
        var record =
            try runs[run] ?? storedRun(run) ?? RunRecord(number: run, seq: seq, at: at)
        record.apply(event, seq: seq, at: at)
        if let change = try BatchChange(event, before: { try storedBatch(run, $0) }) {
            record.replace(change.before, by: change.after)
            try store(change.after, run: run)
        }
        runs[run] = record
        switch event {
        case .idsReserved(let payload):
            try store(Reservation(payload), run: run, seq: seq)
        case .indexSuspended(let payload):
            try store(Suspension(payload, seq: seq), run: run)
        case .indexRestored(let payload):
            try execute(
                """
                DELETE FROM suspension
                WHERE run_id = ? AND table_name = ? AND object = ? AND name = ?
                """,
                [run, payload.table, payload.object, payload.name]
            )
        default:
            break
        }
    }

    /// Writes the runs; to be called once, before the transaction is committed.
    func finish() throws {
        let marks = Array(repeating: "?", count: 26).joined(separator: ", ")
        for (_, run) in runs.sorted(by: { $0.key < $1.key }) {
            try execute(
                "INSERT OR REPLACE INTO run (\(RunRecord.columns)) VALUES (\(marks))",
                run.arguments
            )
        }
    }

    private func storedRun(_ number: Int64) throws -> RunRecord? {
        let query = try database.cachedStatement(
            sql: "SELECT \(RunRecord.columns) FROM run WHERE id = ?"
        )
        return try Row.fetchOne(query, arguments: [number]).map { try RunRecord(reading: $0) }
    }

    private func storedBatch(_ run: Int64, _ number: Int64) throws -> BatchRecord? {
        let query = try database.cachedStatement(
            sql: "SELECT \(BatchRecord.columns) FROM batch WHERE run_id = ? AND number = ?"
        )
        return try Row.fetchOne(query, arguments: [run, number]).map { BatchRecord(reading: $0) }
    }

    private func store(_ batch: BatchRecord, run: Int64) throws {
        try execute(
            """
            INSERT OR REPLACE INTO batch (run_id, \(BatchRecord.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            batch.arguments(run: run)
        )
    }

    // A second reservation keeps the place of the first.
    private func store(_ block: Reservation, run: Int64, seq: Int64) throws {
        try execute(
            """
            INSERT INTO reservation (run_id, table_name, column_name, first_id, id_count, seq)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET first_id = excluded.first_id, id_count = excluded.id_count
            """,
            [run, block.table, block.column, block.firstID, block.idCount, seq]
        )
    }

    private func store(_ suspension: Suspension, run: Int64) throws {
        try execute(
            """
            INSERT OR REPLACE INTO suspension (run_id, table_name, object, name, definition, seq)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                run, suspension.table, suspension.object, suspension.name, suspension.definition,
                suspension.seq,
            ]
        )
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
