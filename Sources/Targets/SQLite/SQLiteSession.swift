import Faults
import Foundation
import GRDB
import GRDBSQLite
import Rows

/// The one worker's connection to a SQLite target.
final class SQLiteSession: TargetSession {
    let queue: DatabaseQueue
    /// Whether batches go into a write-ahead log.
    let usesLog: Bool

    init(_ queue: DatabaseQueue, usesLog: Bool) {
        self.queue = queue
        self.usesLog = usesLog
    }

    func commit(_ ticket: BatchTicket, rows: inout RowStream) throws(TargetError) -> BatchOutcome {
        // GRDB's closures may not capture an inout parameter; the copy is not used elsewhere.
        var stream = rows
        defer { rows = stream }
        let queue = queue
        return try SQLiteFailure.catching(queue.path) {
            try queue.writeWithoutTransaction { database in
                CrashPoint.pass(.beforeBegin)
                var outcome = BatchOutcome.alreadyCommitted
                try database.inTransaction(.immediate) {
                    guard try SQLiteSession.claim(ticket, database) else { return .rollback }
                    CrashPoint.pass(.afterLedgerRow)
                    let inserter = try SQLiteInserter(ticket, database)
                    while let slice = stream.nextSlice() {
                        try inserter.insert(slice)
                        CrashPoint.pass(.midRows)
                    }
                    try inserter.checkCount()
                    outcome = .committed(transaction: "")
                    CrashPoint.pass(.beforeCommit)
                    return .commit
                }
                if outcome != .alreadyCommitted { CrashPoint.pass(.afterCommit) }
                return outcome
            }
        }
    }

    func analyze(table: String) throws(TargetError) -> Bool {
        try SQLiteFailure.catching(queue.path) {
            try queue.write { database in
                try SQLiteDurability.shrinkCache(database)
                try database.execute(sql: "ANALYZE \(SQLIdentifier.quoted(table))")
            }
            return true
        }
    }

    /// Checks the fence and writes the ledger row; false when the batch is committed already.
    private static func claim(_ ticket: BatchTicket, _ database: Database) throws -> Bool {
        let epoch = try Int64.fetchOne(
            database,
            sql: "SELECT epoch FROM gatefill_run WHERE run_uid = ?",
            arguments: [ticket.runUID]
        )
        guard epoch == ticket.epoch else {
            throw Ledger.fenced(runUID: ticket.runUID, epoch: ticket.epoch)
        }
        try database.execute(
            sql: """
                INSERT INTO gatefill_batch (run_uid, batch_number, table_name, first_row,
                    row_count, epoch, attempt, committed_at, journal_seq, journal_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%d %H:%M:%f000', 'now'), ?, ?)
                ON CONFLICT DO NOTHING
                """,
            arguments: [
                ticket.runUID, ticket.batchNumber, ticket.table, ticket.rows.lowerBound,
                ticket.rows.count, ticket.epoch, ticket.attempt, ticket.journalHead?.seq,
                ticket.journalHead?.hash,
            ]
        )
        return database.changesCount == 1
    }
}

/// Inserts slices with one prepared statement, binding the batch's memory without copying it.
private final class SQLiteInserter {
    private let ticket: BatchTicket
    private let database: Database
    private let statement: Statement
    private let forms: [Form]
    /// Texts of a row's timestamps, which must live until the row is inserted.
    private let timestamps: UnsafeMutablePointer<UInt8>
    private var vectors: [ColumnVector] = []
    private var insertedCount = 0

    private enum Form {
        case text
        case blob
        case integer
        case double
        case timestamp
    }

    init(_ ticket: BatchTicket, _ database: Database) throws {
        self.ticket = ticket
        self.database = database
        let names = ticket.match.columns.map { SQLIdentifier.quoted($0.found.name) }
        let marks = names.map { _ in "?" }
        statement = try database.makeStatement(
            sql: "INSERT INTO \(SQLIdentifier.quoted(ticket.table)) "
                + "(\(names.joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))"
        )
        forms = ticket.match.columns.map { column in
            switch column.definition.kind {
            case .text, .json: .text
            case .binary: .blob
            case .boolean, .integer: .integer
            case .double: .double
            case .timestamp: .timestamp
            }
        }
        timestamps = .allocate(capacity: names.count * SQLiteTimestamp.byteCount)
    }

    deinit {
        timestamps.deallocate()
    }

    func insert(_ slice: ColumnBatch) throws {
        let handle = statement.sqliteStatement
        vectors = ticket.match.columns.map { slice.vector($0.batchColumn) }
        for row in 0..<slice.rowCount {
            for column in 0..<vectors.count {
                let code = bind(row, column, to: handle)
                guard code == SQLITE_OK else {
                    throw DatabaseError(resultCode: ResultCode(rawValue: code))
                }
            }
            let code = sqlite3_step(handle)
            let reset = sqlite3_reset(handle)
            guard code == SQLITE_DONE else {
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: reset),
                    message: database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
                )
            }
            insertedCount += Int(sqlite3_changes(database.sqliteConnection))
        }
    }

    func checkCount() throws {
        guard insertedCount == ticket.rows.count else {
            throw TargetError(
                code: "row-count-mismatch",
                message: "could not commit a batch: the target took another number of rows",
                detail: "expected \(ticket.rows.count), found \(insertedCount), "
                    + "table \(ticket.table)",
                hint: "Look for a trigger on the table that drops rows."
            )
        }
    }

    /// Binds one cell.
    ///
    /// The memory stays as it is until the row is inserted, so SQLite need not copy it: a nil
    /// destructor is `SQLITE_STATIC`.
    private func bind(_ row: Int, _ column: Int, to handle: OpaquePointer) -> Int32 {
        let vector = vectors[column]
        let position = Int32(column + 1)
        if vector.isNull(row) {
            return sqlite3_bind_null(handle, position)
        }
        switch forms[column] {
        case .text:
            let text = vector.text(row)
            return sqlite3_bind_text(
                handle,
                position,
                text.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(text.count),
                nil
            )
        case .blob:
            let bytes = vector.text(row)
            return sqlite3_bind_blob(handle, position, bytes.baseAddress, Int32(bytes.count), nil)
        case .integer:
            return sqlite3_bind_int64(handle, position, vector.integer(row))
        case .double:
            return sqlite3_bind_double(handle, position, vector.double(row))
        case .timestamp:
            let target = timestamps + column * SQLiteTimestamp.byteCount
            SQLiteTimestamp.write(vector.integer(row), to: target)
            return target.withMemoryRebound(to: CChar.self, capacity: SQLiteTimestamp.byteCount) {
                sqlite3_bind_text(
                    handle,
                    position,
                    $0,
                    Int32(SQLiteTimestamp.byteCount),
                    nil
                )
            }
        }
    }
}
