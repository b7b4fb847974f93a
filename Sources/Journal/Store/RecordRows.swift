import Foundation
import GRDB

extension StoredEvent {
    static let columns =
        "seq, run_id, at_utc, kind, table_name, batch, payload, prev_hash, hash"

    /// Reads a row of ``columns``; nil when a value is of the wrong type or not a time.
    init?(row: Row) {
        guard let seq = Int64.fromDatabaseValue(row[0]),
            let run = Int64.fromDatabaseValue(row[1]),
            let at = String.fromDatabaseValue(row[2]).flatMap({ UTCTimestamp($0) }),
            let kind = String.fromDatabaseValue(row[3]),
            let payload = String.fromDatabaseValue(row[6]),
            let prevHash = [UInt8](blob: row[7]),
            let hash = [UInt8](blob: row[8])
        else {
            return nil
        }
        self.init(
            seq: seq,
            run: run,
            at: at,
            kind: EventKind(rawValue: kind),
            table: String.fromDatabaseValue(row[4]),
            batch: Int64.fromDatabaseValue(row[5]),
            payload: payload,
            prevHash: prevHash,
            hash: hash
        )
    }

    /// Reads a row of ``columns``.
    ///
    /// - Throws: ``JournalError`` with code `journal-corrupt` when it is not as gatefill writes it.
    init(reading row: Row) throws(JournalError) {
        guard let event = StoredEvent(row: row) else {
            let number = Int64.fromDatabaseValue(row[0]).map(String.init) ?? "?"
            throw JournalError(
                .corrupt,
                "could not read event \(number): a column is not as gatefill writes it",
                hint: "Find out what was changed.",
                command: JournalError.verify
            )
        }
        self = event
    }
}

extension [UInt8] {
    init?(blob value: DatabaseValue) {
        guard case .blob(let data) = value.storage else {
            return nil
        }
        self = Array(data)
    }

    var blob: DatabaseValue {
        Data(self).databaseValue
    }
}

extension RunRecord {
    static let columns = """
        id, uid, state, profile_name, plan_digest, generator_version, batch_size, target, epoch,
        created_at, updated_at, first_seq, last_seq, bound_seq, row_total, batch_total,
        rows_committed, batches_committed, batches_deleted, rows_deleted, rows_gone, rows_kept,
        duration_us, cause_code, cause_message, is_verified
        """

    /// Reads a row of ``columns``.
    init(reading row: Row) throws(JournalError) {
        let number: Int64 = row[0]
        guard let phase = RunPhase(rawValue: row[2]), let created = UTCTimestamp(row[9] as String),
            let updated = UTCTimestamp(row[10] as String)
        else {
            throw JournalError(
                .corrupt,
                "could not read run \(number): its projection is not as gatefill writes it",
                hint: "Rebuild the journal from the ledger in the target.",
                command: JournalError.rebuild
            )
        }
        self.init(number: number, seq: row[11], at: created)
        self.phase = phase
        updatedAt = updated
        uid = row[1]
        profileName = row[3]
        planDigest = row[4]
        generatorVersion = row[5]
        batchSize = row[6]
        target = row[7]
        epoch = row[8]
        lastSeq = row[12]
        boundSeq = row[13]
        rowTotal = row[14]
        batchTotal = row[15]
        rowsCommitted = row[16]
        batchesCommitted = row[17]
        batchesDeleted = row[18]
        rowsDeleted = row[19]
        rowsGone = row[20]
        rowsKept = row[21]
        durationMicroseconds = row[22]
        causeCode = row[23]
        causeMessage = row[24]
        hasPassedVerification = row[25]
    }

    /// The values of ``columns``, in their order.
    var arguments: StatementArguments {
        [
            number, uid, phase.rawValue, profileName, planDigest, generatorVersion, batchSize,
            target, epoch, createdAt.text, updatedAt.text, firstSeq, lastSeq, boundSeq, rowTotal,
            batchTotal, rowsCommitted, batchesCommitted, batchesDeleted, rowsDeleted, rowsGone,
            rowsKept, durationMicroseconds, causeCode, causeMessage, hasPassedVerification,
        ]
    }
}

extension BatchRecord {
    static let columns = """
        number, table_name, first_row, row_count, state, attempt, epoch, digest, duration_us,
        deleted_count, gone_count, kept_count
        """

    /// Reads a row of ``columns``; a state of a newer gatefill reads as planned.
    init(reading row: Row) {
        self.init(
            number: row[0],
            table: row[1],
            rows: (row[2], row[3]),
            state: BatchState(rawValue: UInt8(truncatingIfNeeded: row[4] as Int64)) ?? .planned,
            attempt: row[5],
            epoch: row[6],
            digest: row[7],
            durationMicroseconds: row[8],
            cleanup: (row[9], row[10], row[11])
        )
    }

    /// The run and the values of ``columns``, in their order.
    func arguments(run: Int64) -> StatementArguments {
        [
            run, number, table, firstRow, rowCount, Int64(state.rawValue), attempt, epoch, digest,
            durationMicroseconds, deletedCount, goneCount, keptCount,
        ]
    }
}
