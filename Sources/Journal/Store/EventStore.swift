import GRDB
import Synchronization

/// The last event of a journal; whoever keeps a copy elsewhere can tell that the tail was cut.
package struct ChainHead: Sendable, Equatable {
    /// 0 for an empty journal.
    package let seq: Int64
    /// 32 bytes; zeros for an empty journal.
    package let hash: [UInt8]

    package init(seq: Int64, hash: [UInt8]) {
        self.seq = seq
        self.hash = hash
    }

    /// The head of a journal without events.
    package static let empty = ChainHead(seq: 0, hash: EventHash.genesis)
}

/// A journal file: append-only, hash-chained events and the projections folded from them.
///
/// Every call blocks for as long as SQLite takes (an append: one fsync), so none belongs on the
/// shared task pool. Safe from any thread; calls are serialised. A store opened for writing holds
/// the journal's ``WriterLock`` until ``close()`` or `deinit`.
package final class EventStore: Sendable {
    /// What a store is opened for.
    package enum Mode: Sendable {
        /// Creates the file if it is missing; one process at a time.
        case write
        /// Never creates or changes the journal; any number of processes, beside a writer too.
        case read
    }

    /// What appending needs between two appends.
    struct Writing {
        var head: ChainHead
        /// Why a write failed.
        ///
        /// An fsync is not tried twice: after a failed one, the pages that were
        /// not written may count as clean, and a second would report a success that is none.
        var failure: JournalError?
        var lock: WriterLock?
    }

    /// The real path of the file.
    package let path: String
    package let mode: Mode
    let clock: @Sendable () -> Int64
    let queue: DatabaseQueue
    let writing: Mutex<Writing>

    /// Opens a journal.
    ///
    /// - Parameters:
    ///   - path: The file; symbolic links are followed.
    ///   - mode: Whether events are to be appended.
    ///   - clock: Microseconds since 1970 in UTC; called once a group of events.
    /// - Throws: ``JournalError``: `journal-not-found` (reading only), `journal-locked`,
    ///   `journal-not-recognised`, `journal-newer`, `journal-corrupt`, `journal-busy`,
    ///   `journal-setting-refused` or `journal-open-failed`.
    package init(
        path: String,
        mode: Mode,
        clock: @escaping @Sendable () -> Int64 = UTCTimestamp.now
    ) throws(JournalError) {
        let file = try JournalFile.resolve(path)
        self.path = file
        self.mode = mode
        self.clock = clock
        do {
            switch mode {
            case .read:
                queue = try EventStore.openForReading(file)
                writing = Mutex(Writing(head: .empty, failure: nil, lock: nil))
            case .write:
                // Looked at first, so that no lock file appears beside another program's database.
                if JournalFile.exists(file) {
                    try EventStore.recognise(file)
                }
                let now = UTCTimestamp(microseconds: clock())
                let lock = try WriterLock(journalPath: file, startedAt: now)
                if !JournalFile.exists(file) {
                    try JournalFile.create(file)
                }
                try JournalFile.restrict(file)
                queue = try EventStore.openForWriting(file)
                let head = try queue.read { try EventStore.checkedHead($0, path: file) }
                try JournalFile.restrict(file)
                writing = Mutex(Writing(head: head, failure: nil, lock: lock))
            }
        } catch {
            throw JournalError.opening(error, path: file)
        }
    }

    /// Closes the file and gives the lock back; later calls fail.
    package func close() throws(JournalError) {
        try writing.withLock { (state) throws(JournalError) in
            do {
                try queue.close()
            } catch {
                throw JournalError.reading(error, path: path)
            }
            state.lock?.release()
            state.lock = nil
        }
    }

    /// The last event; of an empty journal, ``ChainHead/empty``.
    ///
    /// - Complexity: O(1); a store opened for writing remembers it.
    package func head() throws(JournalError) -> ChainHead {
        if mode == .write { return writing.withLock { $0.head } }
        return try reading { try EventStore.storedHead($0) }
    }

    /// Runs a query in a transaction of its own and translates what it throws.
    func reading<Result>(_ query: (Database) throws -> Result) throws(JournalError) -> Result {
        do {
            return try queue.read(query)
        } catch {
            throw JournalError.reading(error, path: path)
        }
    }

    static func storedHead(_ database: Database) throws -> ChainHead {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT \(StoredEvent.columns) FROM event ORDER BY seq DESC LIMIT 1"
        )
        guard let row else {
            return .empty
        }
        let last = try StoredEvent(reading: row)
        return ChainHead(seq: last.seq, hash: last.hash)
    }

    /// The last event, once its hash has been computed again: the chain must not go on from a
    /// link that does not hold.
    private static func checkedHead(_ database: Database, path: String) throws -> ChainHead {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT \(StoredEvent.columns) FROM event ORDER BY seq DESC LIMIT 1"
        )
        guard let row else {
            return .empty
        }
        let last = try StoredEvent(reading: row)
        guard EventHash.hash(of: last) == last.hash else {
            throw JournalError(
                .corrupt,
                "could not open the journal \(path): its last event was changed",
                detail: "event \(last.seq) does not have the hash it carries",
                hint: "Find out what was changed.",
                command: JournalError.verify
            )
        }
        return ChainHead(seq: last.seq, hash: last.hash)
    }
}
