import GRDB

/// How far one table of a run is.
package struct TableProgress: Sendable, Equatable {
    package let table: String
    /// Rows and batches whose last state counts as committed.
    package let rowsCommitted: Int64
    package let batchesCommitted: Int64
}

extension EventStore {
    /// The state of every batch of a run, in one query.
    ///
    /// - Throws: ``JournalError`` with code `journal-corrupt` when a batch number is out of range.
    /// - Complexity: O(batches), 5 bytes each.
    package func batchStates(run number: Int64) throws(JournalError) -> BatchStates {
        let path = path
        return try reading { database in
            let bounds = try Row.fetchOne(
                database,
                sql: """
                    SELECT coalesce(min(number), 0), coalesce(max(number), 0),
                        coalesce((SELECT batch_total FROM run WHERE id = ?1), 0)
                    FROM batch WHERE run_id = ?1
                    """,
                arguments: [number]
            )
            let (least, most): (Int64, Int64) = bounds.map { ($0[0], max($0[1], $0[2])) } ?? (0, 0)
            guard least >= 0, most <= BatchRecord.numberMax else {
                throw JournalError(
                    .corrupt,
                    "could not read the batches of run \(number) in \(path)",
                    detail: "found \(least) to \(most), the range is 0...\(BatchRecord.numberMax)",
                    hint: "Rebuild the journal from the ledger in the target.",
                    command: JournalError.rebuild
                )
            }
            var states = BatchStates(numberMax: most)
            // One packed integer a batch: a column costs more than the rest of its row. SQLite's
            // `<<`, `&` and `|` are of one precedence.
            let packed = try Int64.fetchCursor(
                database,
                sql: """
                    SELECT (number << 32) | ((min(attempt, 0xFFFFFF) & 0xFFFFFF) << 8)
                        | (state & 0xFF)
                    FROM batch WHERE run_id = ?
                    """,
                arguments: [number]
            )
            while let value = try packed.next() {
                states.set(
                    value >> 32,
                    state: UInt8(truncatingIfNeeded: value),
                    attempt: Int32(truncatingIfNeeded: value >> 8 & 0xFF_FFFF)
                )
            }
            return states
        }
    }

    /// One batch; nil if no event has named it.
    package func batch(run: Int64, number: Int64) throws(JournalError) -> BatchRecord? {
        try batches(run: run, from: number, through: number).first
    }

    /// Batches that events have named, by ascending number.
    ///
    /// - Parameters:
    ///   - run: The run's number.
    ///   - first: The least number.
    ///   - last: The highest number.
    ///   - limit: The most batches to return, counted from `first`.
    /// - Returns: The batches; numbers that no event has named are left out.
    /// - Throws: ``JournalError`` with code `journal-read-failed` or `journal-corrupt`.
    package func batches(
        run: Int64,
        from first: Int64 = 0,
        through last: Int64 = BatchRecord.numberMax,
        limit: Int = .max
    ) throws(JournalError) -> [BatchRecord] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(BatchRecord.columns) FROM batch
                    WHERE run_id = ? AND number BETWEEN ? AND ? ORDER BY number LIMIT ?
                    """,
                arguments: [run, first, last, limit]
            ).map { BatchRecord(reading: $0) }
        }
    }

    /// How far each table of a run is, by name; tables without a committed batch are left out.
    package func progress(run number: Int64) throws(JournalError) -> [TableProgress] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT table_name, sum(row_count), count(*) FROM batch
                    WHERE run_id = ? AND state IN (?, ?) GROUP BY table_name ORDER BY table_name
                    """,
                arguments: [
                    number, Int64(BatchState.committed.rawValue),
                    Int64(BatchState.recovered.rawValue),
                ]
            ).map {
                TableProgress(table: $0[0], rowsCommitted: $0[1], batchesCommitted: $0[2])
            }
        }
    }
}
