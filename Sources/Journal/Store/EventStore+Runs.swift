import GRDB

extension EventStore {
    /// The number for the next run: one more than the highest so far.
    package func nextRunNumber() throws(JournalError) -> Int64 {
        try reading { try Int64.fetchOne($0, sql: "SELECT coalesce(max(id), 0) + 1 FROM run") ?? 1 }
    }

    /// Every run, oldest first.
    package func runs() throws(JournalError) -> [RunRecord] {
        try reading { database in
            try Row.fetchAll(database, sql: "SELECT \(RunRecord.columns) FROM run ORDER BY id")
                .map { try RunRecord(reading: $0) }
        }
    }

    /// The run that a process is working on at this moment; nil when nobody writes the journal.
    ///
    /// A run can say `running` though its process was killed: only the lock is lost with a process.
    /// The holder of the lock works on one run, the one of the last event.
    package func runInHand() throws(JournalError) -> Int64? {
        guard try WriterLock.currentHolder(journalPath: path) != nil else { return nil }
        return try reading { database in
            try Int64.fetchOne(database, sql: "SELECT id FROM run ORDER BY last_seq DESC LIMIT 1")
        }
    }

    /// One run; nil if there is none of that number.
    package func run(_ number: Int64) throws(JournalError) -> RunRecord? {
        try reading { database in
            try Row.fetchOne(
                database,
                sql: "SELECT \(RunRecord.columns) FROM run WHERE id = ?",
                arguments: [number]
            ).map { try RunRecord(reading: $0) }
        }
    }

    /// What a run was planned to be; nil if there is no such run.
    package func plan(run number: Int64) throws(JournalError) -> RunPlanned? {
        guard let record = try run(number),
            case .runPlanned(let plan) = try event(record.firstSeq)?.decoded()
        else {
            return nil
        }
        return plan
    }

    /// The target a run was last bound to; nil before it is bound.
    package func binding(run number: Int64) throws(JournalError) -> TargetBound? {
        guard let seq = try run(number)?.boundSeq,
            case .targetBound(let binding) = try event(seq)?.decoded()
        else {
            return nil
        }
        return binding
    }

    /// The blocks of keys that a run holds, oldest first.
    package func reservations(run number: Int64) throws(JournalError) -> [Reservation] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT table_name, column_name, first_id, id_count FROM reservation
                    WHERE run_id = ? ORDER BY seq
                    """,
                arguments: [number]
            ).map {
                Reservation(table: $0[0], column: $0[1], firstID: $0[2], idCount: $0[3])
            }
        }
    }

    /// The indexes and constraints that a run has to restore, in the order of their suspension.
    package func suspensions(run number: Int64) throws(JournalError) -> [Suspension] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT table_name, name, object, definition, seq FROM suspension
                    WHERE run_id = ? ORDER BY seq
                    """,
                arguments: [number]
            ).map {
                Suspension(table: $0[0], name: $0[1], object: $0[2], definition: $0[3], seq: $0[4])
            }
        }
    }
}
