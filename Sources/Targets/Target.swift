import Rows

/// A database that can be filled.
///
/// Implementations are thread-safe; the sessions they open are not, each belongs to one worker.
package protocol Target: AnyObject, Sendable {
    /// What is known of the system whose database it is.
    var catalogue: Catalogue { get }

    /// The location without a password.
    var display: String { get }

    /// Greatest number of sessions that can write at the same time; nil when it has no limit of
    /// its own.
    var sessionCountMax: Int? { get }

    /// Whether it works on the threads of its sessions, as a library does, not in processes of its
    /// own.
    var worksInProcess: Bool { get }

    /// The name of one of the gateway's tables as statements spell it, with its schema, whether
    /// the table is there or not.
    func qualifiedName(of table: String) throws(TargetError) -> String

    /// What people should know about the target before a run begins.
    var notices: [String] { get }

    /// Checks that there is a database, without creating one.
    ///
    /// - Throws: ``TargetError`` `target-missing`.
    func checkExists() throws(TargetError)

    /// The schema, that of an empty database where there is none yet.
    func readSchemaIfExists() throws(TargetError) -> TargetSchema

    /// Reads the tables, columns, indexes and constraints.
    ///
    /// - Throws: ``TargetError`` `target-missing` when there is no database.
    func readSchema() throws(TargetError) -> TargetSchema

    /// Whether a database without any table gets those of the dataset without being asked.
    var createsTablesWhenEmpty: Bool { get }

    /// Looks at everything that may keep a run from starting or ending well, writing nothing.
    ///
    /// What cannot be looked at is a finding too; nothing is thrown.
    func inspect(tables: [String]) -> [Finding]

    /// How far the integer keys of a table are used up; writes nothing.
    func readKeyRange(table: String, column: String) throws(TargetError) -> KeyRange

    /// Where the database's files are, if that is on this machine and known; nil otherwise.
    var localDataPath: String? { get }

    /// The rights that this account lacks for a run's whole life, from its first row to its
    /// cleanup; changes nothing.
    ///
    /// `tables` are those that a run fills and that the target has, `keys` the integer keys that
    /// it reserves in them, and `rowCounts` the rows that are planned, by table.
    ///
    /// - Throws: ``TargetError`` `permission-denied` or `target-locked` where the database as a
    ///   whole cannot be written to at this moment.
    func missingRights(
        _ tables: [String],
        keys: [KeyRequest],
        rowCounts: [String: Int64]
    ) throws(TargetError) -> [MissingRight]

    /// Creates the complete schema of a release, its revision and its system roles, in one
    /// transaction.
    func createSchema(_ release: Release) throws(TargetError)

    /// Facts that tell this target from others, by name; writes nothing.
    ///
    /// What the account may not read is left out. A file that does not exist has none.
    /// `ledger` is the name that the ledger gave the target when it was created, and is absent
    /// when there is no ledger.
    func readIdentity() throws(TargetError) -> [String: String]

    /// Creates the ledger if needed, and registers the run or finds it, raising its epoch.
    ///
    /// - Returns: The epoch that this runner now holds: 1 for the first, one more for each
    ///   resumption.
    func bind(_ run: RunRegistration) throws(TargetError) -> Int64

    /// Keeps a text with a run's row in the ledger: what a lost journal is rebuilt from.
    func keepRecord(_ record: String, runUID: String) throws(TargetError)

    /// The name of one of the ledger's tables, `target`, `run` or `batch`, as statements spell it.
    func ledgerTable(_ name: String) -> String

    /// Reserves a block of keys for each request, or none for any.
    ///
    /// Where the database has a counter, it is moved past the block, never back, and no other
    /// writer gets a key of it. Where ``countsKeysFromHighest``, other writers have only the gap
    /// before the block until its highest key is in.
    ///
    /// - Returns: The first key of each block, in the order of the requests.
    /// - Throws: ``TargetError`` `key-range` when a column's type has not so many keys left.
    func reserveKeys(_ requests: [KeyRequest]) throws(TargetError) -> [Int64]

    /// Whether the database counts keys from the highest that is there, so that a block is safe
    /// from other writers only when its highest key is in.
    var countsKeysFromHighest: Bool { get }

    /// The batches of a run that the ledger holds, in rising order.
    func committedBatches(runUID: String) throws(TargetError) -> [Int64]

    /// Sessions of others in the database at this moment; nil where that cannot be known.
    func countOtherSessions() throws(TargetError) -> Int64?

    /// The indexes and constraints of tables that can be dropped while these tables load and made
    /// again exactly as they were, in an order in which they can be made.
    ///
    /// Primary keys never are, nor is a unique key that a foreign key of another table refers to,
    /// nor what has properties that its definition does not tell.
    func readSuspendable(tables: [String]) throws(TargetError) -> [SuspendedObject]

    /// Drops what is there of some objects, foreign keys before what they refer to.
    ///
    /// - Throws: ``TargetError`` `target-locked` when others use the tables, `runner-replaced` when
    ///   the fence does not hold. A part of the objects may be gone then.
    func suspend(_ objects: [SuspendedObject], fence: RunFence) throws(TargetError)

    /// Opens a connection for one worker.
    func openSession() throws(TargetError) -> any TargetSession

    /// Brings to the disk what sessions have committed, where a commit does not wait for it.
    func flush() throws(TargetError)

    /// Number of runs that have committed batches, by the ledger; 0 without one.
    func countRuns() throws(TargetError) -> Int64

    /// How the database spells what queries of a verification need.
    var dialect: SQLDialect { get }

    /// Opens a connection for queries.
    func openReader() throws(TargetError) -> any TargetReader

    /// A moment, microseconds since 1970-01-01 UTC, as a literal that its columns compare with.
    func momentLiteral(_ moment: Int64) -> String

    /// Computes the digest of a table's rows in primary-key order, without what differs from target
    /// to target: system rows, and columns whose values are the target's own.
    func digest(of table: TargetTable) throws(TargetError) -> TableDigest
}

extension Target {
    package var notices: [String] { [] }

    /// A server has the database, or connecting fails.
    package func checkExists() throws(TargetError) {}

    package func readSchemaIfExists() throws(TargetError) -> TargetSchema { try readSchema() }
}

/// A connection that commits batches, owned by one worker.
package protocol TargetSession: AnyObject {
    /// Commits one batch in one transaction: fence, ledger row, rows, row count, commit.
    ///
    /// The ticket is the batch and the right to commit it; `rows` gives its rows, slice by slice,
    /// and is left as it is when the batch is committed already.
    ///
    /// - Throws: ``TargetError``. After one, nothing of the batch is in the target unless
    ///   the connection was lost during the commit; the ledger decides that on the next attempt.
    func commit(_ ticket: BatchTicket, rows: inout RowStream) throws(TargetError) -> BatchOutcome

    /// Takes a step towards making a suspended object again, or finds it taken.
    ///
    /// - Throws: ``TargetError`` `unique-violation` or `reference-violation` when rows forbid it,
    ///   `index-differs` when the target has another object of that name.
    func restore(_ step: RestorationStep) throws(TargetError)

    /// Gathers statistics of a table for the query planner.
    ///
    /// - Returns: False when only the table's owner may, and it was left out.
    func analyze(table: String) throws(TargetError) -> Bool
}

/// A wish for a block of keys of an integer primary key.
package struct KeyRequest: Sendable, Hashable {
    /// Name of the table.
    package let table: String
    /// Name of the key's column.
    package let column: String
    /// Number of keys, 1 or more.
    package let count: Int64

    /// Creates a request.
    package init(table: String, column: String, count: Int64) {
        self.table = table
        self.column = column
        self.count = count
    }
}

/// What a run tells the target about itself.
package struct RunRegistration: Sendable {
    /// Identifies the run in the ledger, whatever journal it is in.
    package let uid: String
    /// Digest of the run's plan.
    package let planDigest: String
    /// Whether the ledger must know the run already.
    package let isResumed: Bool
    /// The highest epoch that the run is known to have had: a target restored from an older state
    /// may have forgotten it.
    package let epochKnown: Int64

    /// Creates a registration.
    package init(uid: String, planDigest: String, isResumed: Bool, epochKnown: Int64 = 0) {
        self.epochKnown = epochKnown
        self.uid = uid
        self.planDigest = planDigest
        self.isResumed = isResumed
    }
}

/// An event of the journal, as the ledger keeps it: who cuts the journal off before it, or computes
/// its hashes anew, is found out.
package struct JournalPosition: Sendable, Hashable {
    /// The event's number.
    package let seq: Int64
    /// Its hash in hex.
    package let hash: String

    /// Creates a position.
    package init(seq: Int64, hash: String) {
        self.seq = seq
        self.hash = hash
    }
}

/// A batch and the right to commit it.
package struct BatchTicket: Sendable {
    /// The run's name in the ledger.
    package let runUID: String
    /// The epoch that must still be in force.
    package let epoch: Int64
    /// Zero-based number of the batch in the plan.
    package let batchNumber: Int64
    /// The table's columns as they are written.
    package let match: SchemaMatch
    /// Name of the table.
    package let table: String
    /// Zero-based rows of the table.
    package let rows: Range<Int64>
    /// 1 for the first attempt of this runner.
    package let attempt: Int
    /// The journal's last event when the batch was granted; nil where no journal is kept.
    package let journalHead: JournalPosition?

    /// Creates a ticket.
    package init(
        runUID: String,
        epoch: Int64,
        batchNumber: Int64,
        match: SchemaMatch,
        table: String,
        rows: Range<Int64>,
        attempt: Int,
        journalHead: JournalPosition? = nil
    ) {
        self.runUID = runUID
        self.epoch = epoch
        self.batchNumber = batchNumber
        self.match = match
        self.table = table
        self.rows = rows
        self.attempt = attempt
        self.journalHead = journalHead
    }
}

/// How the commit of a batch ended.
package enum BatchOutcome: Sendable, Hashable {
    /// The rows are in, in the transaction of that id.
    case committed(transaction: String)
    /// An earlier attempt had committed it; nothing was sent.
    case alreadyCommitted
}

/// SHA-256 over the rows of a table.
package struct TableDigest: Sendable, Hashable {
    /// Name of the table.
    package let table: String
    /// Number of rows.
    package let rowCount: Int64
    /// In hex, lower case.
    package let sha256: String
}
