import Faults
import Foundation
import Rows
import Synchronization

/// A PostgreSQL database as a target.
package final class PostgresTarget: Target {
    package let catalogue: Catalogue
    let parameters: PostgresParameters
    let ledgerSchema: String
    let timeoutSeconds: Int
    /// The schema of the gateway's tables; nil until the first connection has found it.
    private let knownSchema: Mutex<String?>
    /// Whether the server has let this target in before.
    private let hasConnected = Mutex(false)

    /// Taken by whoever changes what runs share, until the transaction ends.
    static let ledgerLock = "SELECT pg_advisory_xact_lock(7018986091163085166)"

    /// Takes the location; connects only when asked for something.
    ///
    /// The gateway's tables are those in `schema`; without it, those that the session's search
    /// path leads to.
    package init(
        _ parameters: PostgresParameters,
        for catalogue: Catalogue,
        schema: String? = nil,
        ledgerSchema: String = Ledger.schemaDefault,
        timeoutSeconds: Int
    ) {
        self.parameters = parameters
        self.catalogue = catalogue
        knownSchema = Mutex(schema)
        self.ledgerSchema = ledgerSchema
        self.timeoutSeconds = timeoutSeconds
    }

    package var display: String { parameters.display }

    package var sessionCountMax: Int? { nil }

    package var worksInProcess: Bool { false }

    package func openSession() throws(TargetError) -> any TargetSession {
        PostgresSession(try connect(), ledgerSchema: ledgerSchema)
    }

    package func qualifiedName(of table: String) throws(TargetError) -> String {
        if let known = knownSchema.withLock({ $0 }) { return SQLIdentifier.quoted(known, table) }
        return try connect().name(of: table)
    }

    package func readSchema() throws(TargetError) -> TargetSchema {
        try PostgresCatalogue(connect()).readSchema()
    }

    package var createsTablesWhenEmpty: Bool { false }

    package func createSchema(_ release: Release) throws(TargetError) {
        let connection = try connect()
        let creation = SchemaCreation(
            catalogue,
            release,
            dialect: .postgres,
            namespace: connection.schema
        )
        try connection.transaction { () throws(TargetError) in
            for statement in creation.statements { try connection.execute(statement) }
        }
    }

    package func bind(_ run: RunRegistration) throws(TargetError) -> Int64 {
        CrashPoint.pass(.beforeBind)
        let connection = try connect()
        // A runner that was stopped in its batch keeps its epoch locked for as long as it is
        // stopped.
        let options = TransactionOptions(lockTimeoutSeconds: max(1, timeoutSeconds))
        let epoch = try connection.transaction(options) { () throws(TargetError) in
            let epoch = try bind(run, connection)
            CrashPoint.pass(.beforeBindCommit)
            return epoch
        }
        CrashPoint.pass(.afterBind)
        return epoch
    }

    /// Creates the ledger if it is missing, and registers the run, in the caller's transaction.
    private func bind(
        _ run: RunRegistration,
        _ connection: PostgresConnection
    ) throws(TargetError) -> Int64 {
        // One runner at a time creates the ledger; the lock ends with the transaction, as a
        // connection pool in transaction mode needs.
        try connection.execute(PostgresTarget.ledgerLock)
        let schema = SQLIdentifier.quoted(ledgerSchema)
        let existing = try connection.execute(
            "SELECT 1 FROM pg_namespace WHERE nspname = $1",
            [ledgerSchema]
        )
        if existing.rowCount == 0 {
            try connection.execute("CREATE SCHEMA \(schema)")
            // Tells cleanup that the schema may go when the last run has.
            try connection.execute("COMMENT ON SCHEMA \(schema) IS '\(Ledger.schemaComment)'")
        }
        if try !hasLedger(connection) {
            for statement in Ledger.creationStatements({ "\(schema).\($0)" }) {
                try connection.execute(statement)
            }
            try connection.execute(
                "INSERT INTO \(schema).target (target_uid, version) "
                    + "VALUES (gen_random_uuid()::text, \(Ledger.version))"
            )
        } else {
            let found = try connection.execute("SELECT version FROM \(schema).target")
            let version = try wholeNumber(found, row: 0)
            for statement in try Ledger.upgradeStatements(from: version, ledgerTable) {
                try connection.execute(statement)
            }
        }
        return try register(run, connection, schema: schema)
    }

    package func readIdentity() throws(TargetError) -> [String: String] {
        try read { (connection) throws(TargetError) in
            let facts = try connection.execute(
                """
                SELECT current_database(),
                    has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
                """
            )
            var identity = ["database": facts.text(0, 0) ?? "", "schema": connection.schema]
            // Without this right the ledger's own name must do.
            if facts.text(0, 1) == "t" {
                let system = "SELECT system_identifier::text FROM pg_control_system()"
                identity["systemIdentifier"] = try connection.execute(system).text(0, 0)
            }
            if try hasLedger(connection) {
                let found = try connection.execute(
                    "SELECT target_uid FROM \(ledgerTable("target"))"
                )
                identity["ledger"] = found.rowCount == 1 ? found.text(0, 0) : nil
            }
            return identity
        }
    }

    private func hasLedger(_ connection: PostgresConnection) throws(TargetError) -> Bool {
        let found = try connection.execute(
            "SELECT to_regclass($1) IS NOT NULL",
            [SQLIdentifier.quoted(ledgerSchema, "batch")]
        )
        return found.text(0, 0) == "t"
    }

    package func ledgerTable(_ name: String) -> String {
        SQLIdentifier.quoted(ledgerSchema, name)
    }

    package func keepRecord(_ record: String, runUID: String) throws(TargetError) {
        let connection = try connect()
        try connection.transaction { () throws(TargetError) in
            try connection.execute(
                "UPDATE \(ledgerTable("run")) SET record = $2 WHERE run_uid = $1",
                [runUID, record]
            )
        }
    }

    package var countsKeysFromHighest: Bool { false }

    package func reserveKeys(_ requests: [KeyRequest]) throws(TargetError) -> [Int64] {
        CrashPoint.pass(.beforeKeyBlock)
        let connection = try connect()
        // The path leads to sequences that a default names without their schema.
        let options = TransactionOptions(searchPath: [connection.schema])
        let firstKeys = try connection.transaction(options) { () throws(TargetError) in
            // Another run must not read a counter before this one has moved it.
            try connection.execute(PostgresTarget.ledgerLock)
            let firstKeys = try requests.map { (request) throws(TargetError) in
                try PostgresKeyCounter(connection, request.table, column: request.column)
                    .reserve(request.count)
            }
            CrashPoint.pass(.beforeKeyBlockCommit)
            return firstKeys
        }
        CrashPoint.pass(.afterKeyBlock)
        return firstKeys
    }

    package func committedBatches(runUID: String) throws(TargetError) -> [Int64] {
        try read { (connection) throws(TargetError) in
            let result = try connection.execute(
                "SELECT batch_number FROM \(ledgerTable("batch")) WHERE run_uid = $1 "
                    + "ORDER BY batch_number",
                [runUID]
            )
            var batches: [Int64] = []
            batches.reserveCapacity(result.rowCount)
            for row in 0..<result.rowCount { batches.append(try wholeNumber(result, row: row)) }
            return batches
        }
    }

    /// Commits wait for the disk, unless the server has been told that they need not.
    package func flush() throws(TargetError) {}

    package func countRuns() throws(TargetError) -> Int64 {
        try read { (connection) throws(TargetError) in
            guard try hasLedger(connection) else { return 0 }
            return try wholeNumber(
                connection.execute(
                    "SELECT count(DISTINCT run_uid) FROM \(ledgerTable("batch"))"
                ),
                row: 0
            )
        }
    }

    package var dialect: SQLDialect { .postgres }

    package func openReader() throws(TargetError) -> any TargetReader {
        PostgresReader(try connect())
    }

    /// The first column of a row as a whole number; anything else is an error, not a 0.
    func wholeNumber(_ result: PostgresResult, row: Int) throws(TargetError) -> Int64 {
        guard row < result.rowCount, let value = result.text(row, 0).flatMap(Int64.init) else {
            throw TargetError(
                code: "unexpected-answer",
                message: "could not read a whole number from the target's answer"
            )
        }
        return value
    }

    package func momentLiteral(_ moment: Int64) -> String {
        "'\(SQLiteTimestamp.text(moment))+00'"
    }

    package func digest(of table: TargetTable) throws(TargetError) -> TableDigest {
        try PostgresDigest(connect(), in: catalogue).digest(table)
    }

    /// Reads over a connection of its own, in one transaction.
    func read<Value>(
        _ body: (PostgresConnection) throws(TargetError) -> Value
    ) throws(TargetError) -> Value {
        let connection = try connect()
        return try connection.transaction(.reading) { () throws(TargetError) in
            try body(connection)
        }
    }

    /// Opens a connection of its own.
    ///
    /// A server ends a session a moment after its client has closed it. Where it has none to spare,
    /// the place may not be free yet: a target that has connected before tries again for 0.6 s, if
    /// it is refused at once.
    func connect() throws(TargetError) -> PostgresConnection {
        let started = ContinuousClock.now
        var milliseconds: UInt32 = 20
        while true {
            do throws(TargetError) {
                let connection = try PostgresConnection(
                    parameters,
                    timeoutSeconds: timeoutSeconds
                )
                connection.schema = try schema(by: connection)
                hasConnected.withLock { $0 = true }
                return connection
            } catch {
                guard error.category == .transient, hasConnected.withLock({ $0 }),
                    milliseconds <= 320, ContinuousClock.now - started < .seconds(1)
                else { throw error }
                usleep(milliseconds * 1_000)
                milliseconds *= 2
            }
        }
    }

    /// The schema of the gateway's tables, asked for over the first connection.
    private func schema(by connection: PostgresConnection) throws(TargetError) -> String {
        if let known = knownSchema.withLock({ $0 }) { return known }
        let found = try PostgresSchemaName(
            connection,
            parameters,
            tables: catalogue.definitions.map(\.name)
        ).find()
        return knownSchema.withLock { known in
            known = known ?? found
            return known ?? found
        }
    }

    /// Writes the run's row, or raises its epoch.
    private func register(
        _ run: RunRegistration,
        _ connection: PostgresConnection,
        schema: String
    ) throws(TargetError) -> Int64 {
        if run.isResumed {
            let raised = try connection.execute(
                "UPDATE \(schema).run SET epoch = greatest(epoch, $2) + 1 WHERE run_uid = $1 "
                    + "RETURNING epoch, plan_digest",
                [run.uid, String(run.epochKnown)]
            )
            guard raised.rowCount == 1, let epoch = raised.text(0, 0).flatMap(Int64.init) else {
                throw Ledger.unknownRun(run.uid)
            }
            let found = raised.text(0, 1) ?? ""
            guard found == run.planDigest else {
                throw Ledger.otherPlan(expected: run.planDigest, found: found)
            }
            return epoch
        }
        try connection.execute(
            "INSERT INTO \(schema).run (run_uid, plan_digest, epoch) VALUES ($1, $2, 1)",
            [run.uid, run.planDigest]
        )
        return 1
    }
}
