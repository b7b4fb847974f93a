import Faults
import GRDB

extension EventStore {
    /// Appends events in one transaction, with one fsync, and folds them into the projections.
    ///
    /// When it returns, the events survive a loss of power. They share one time of the clock.
    ///
    /// - Returns: Their numbers, in order.
    /// - Throws: ``JournalError`` with code `journal-write-failed`; nothing of the group is stored
    ///   as far as SQLite knows, the state of the disk is unknown, and every later call throws the
    ///   same error: open the journal again. Code `journal-busy` when another program locked the
    ///   file: nothing was written, and a retry is safe.
    /// - Precondition: The store was opened with mode `write`; batch numbers are in
    ///   `0...BatchRecord.numberMax`; run numbers are 1 or more.
    /// - Complexity: O(events), 1 fsync. Blocks.
    package func append(_ events: [NewEvent]) throws(JournalError) -> [Int64] {
        precondition(mode == .write, "an event was appended to a journal opened for reading")
        for event in events {
            let batch = event.event.payload.batchNumber ?? 0
            precondition(
                event.run > 0 && (0...BatchRecord.numberMax).contains(batch),
                "an event has the run number \(event.run) and the batch number \(batch)"
            )
        }
        return try writing.withLock { (state) throws(JournalError) in
            if let failure = state.failure {
                throw failure
            }
            guard !events.isEmpty else {
                return []
            }
            let first = state.head.seq + 1
            let at = UTCTimestamp(microseconds: clock())
            CrashPoint.pass(.beforeJournalTransaction)
            state.head = try transaction(failure: &state.failure) { database in
                let head = try insert(events, after: state.head, at: at, database)
                CrashPoint.pass(.beforeJournalCommit)
                return head
            }
            CrashPoint.pass(.afterJournalCommit)
            return Array(first...state.head.seq)
        }
    }

    /// Folds every event of one database into the projections of another, or of its own.
    static func project(from source: Database, into destination: Database) throws {
        var projector = Projector(destination)
        let rows = try Row.fetchCursor(
            source,
            sql: "SELECT \(StoredEvent.columns) FROM event ORDER BY seq"
        )
        while let row = try rows.next() {
            let event = try StoredEvent(reading: row)
            try projector.apply(event.decoded(), run: event.run, seq: event.seq, at: event.at)
        }
        try projector.finish()
    }

    // Only a failure to begin is harmless; from then on pages may have been written.
    private func transaction<Result>(
        failure: inout JournalError?,
        _ body: (Database) throws -> Result
    ) throws(JournalError) -> Result {
        var hasBegun = false
        do {
            return try queue.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction(.immediate) {
                    hasBegun = true
                    result = try body(database)
                    return .commit
                }
                guard let result else {
                    preconditionFailure("a transaction ended without its body")
                }
                return result
            }
        } catch {
            if !hasBegun, (error as? DatabaseError)?.resultCode == .SQLITE_BUSY {
                throw JournalError.busy(error, path: path)
            }
            let problem = JournalError.writing(error, path: path)
            if problem.code == .writeFailed {
                failure = problem
            }
            throw problem
        }
    }

    private func insert(
        _ events: [NewEvent],
        after head: ChainHead,
        at: UTCTimestamp,
        _ database: Database
    ) throws -> ChainHead {
        let insertion = try database.cachedStatement(
            sql: "INSERT INTO event (\(StoredEvent.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        var projector = Projector(database)
        var (seq, hash) = (head.seq, head.hash)
        let time = at.text
        for event in events {
            seq += 1
            let payload = event.event.payload
            let text = try event.event.payloadText()
            let next = EventHash.hash(
                seq: seq,
                run: event.run,
                at: time,
                kind: payload.eventKind.rawValue,
                table: payload.tableName,
                batch: payload.batchNumber,
                payload: text,
                prevHash: hash
            )
            try insertion.execute(arguments: [
                seq, event.run, time, payload.eventKind.rawValue, payload.tableName,
                payload.batchNumber, text, hash.blob, next.blob,
            ])
            try projector.apply(event.event, run: event.run, seq: seq, at: at)
            hash = next
        }
        try projector.finish()
        return ChainHead(seq: seq, hash: hash)
    }
}
