import Faults

/// Makes suspended objects of a PostgreSQL target again.
struct PostgresRestoration {
    private let connection: PostgresConnection
    private let ledgerSchema: String

    /// Longest wait for a lock that a step needs, in seconds.
    private static let lockTimeoutSeconds = 60

    init(_ connection: PostgresConnection, ledgerSchema: String) {
        self.connection = connection
        self.ledgerSchema = ledgerSchema
    }

    /// Takes one step, or finds it taken.
    func take(_ step: RestorationStep) throws(TargetError) {
        CrashPoint.pass(.beforeRestoration)
        switch step.action {
        case .build: try build(step)
        case .attach: try attach(step)
        case .refer: try refer(step)
        }
        guard step.action != .build || step.object.kind == .index else { return }
        try compare(step.object)
        CrashPoint.pass(.afterRestoration)
    }

    // MARK: Steps

    private func build(_ step: RestorationStep) throws(TargetError) {
        let object = step.object
        // Building locks others out for long, so the fence is not held: an index that is built
        // although another runner has taken over is one that it would build too.
        try inTransaction(step, holdsFence: false) { () throws(TargetError) in
            try giveResources(step)
            let found = try connection.execute(
                """
                SELECT i.indisvalid, n.nspname FROM pg_index i
                JOIN pg_class x ON x.oid = i.indexrelid
                JOIN pg_namespace n ON n.oid = x.relnamespace
                WHERE i.indrelid = to_regclass($1) AND x.relname = $2
                """,
                [connection.name(of: object.table), object.name]
            )
            if found.rowCount == 1 {
                if found.text(0, 0) == "t" { return }
                // What an interrupted CREATE INDEX CONCURRENTLY leaves: never used, always in the
                // way.
                let name = SQLIdentifier.quoted(found.text(0, 1) ?? "", object.name)
                try connection.execute("DROP INDEX \(name)")
            }
            try connection.execute("SET LOCAL default_tablespace = ''")
            try connection.execute(object.statements[0])
            CrashPoint.pass(.beforeRestorationCommit)
        }
    }

    private func attach(_ step: RestorationStep) throws(TargetError) {
        guard try constraint(step.object) == nil else { return }
        try inTransaction(step, holdsFence: true) { () throws(TargetError) in
            try connection.execute(step.object.statements[1])
        }
    }

    private func refer(_ step: RestorationStep) throws(TargetError) {
        let (object, statement) = (step.object, step.object.statements[0])
        let isUnchecked = statement.hasSuffix(SuspendedObject.uncheckedSuffix)
        if try constraint(object) == nil {
            try inTransaction(step, holdsFence: true) { () throws(TargetError) in
                try connection.execute(
                    isUnchecked ? statement : statement + SuspendedObject.uncheckedSuffix
                )
            }
        }
        CrashPoint.pass(.midRestoration)
        guard !isUnchecked, try constraint(object)?.isChecked == false else { return }
        try inTransaction(step, holdsFence: false) { () throws(TargetError) in
            try giveResources(step)
            try connection.execute(
                "ALTER TABLE \(connection.name(of: object.table)) "
                    + "VALIDATE CONSTRAINT \(SQLIdentifier.quoted(object.name))"
            )
        }
    }

    // MARK: Looking

    private struct Constraint {
        /// Whether the rows that were there before it have been checked.
        let isChecked: Bool
    }

    /// The constraint of the object's name; nil when there is none.
    private func constraint(
        _ object: SuspendedObject
    ) throws(TargetError) -> Constraint? {
        let found = try connection.inTransaction(.reading) { () throws(TargetError) in
            try connection.execute(
                "SELECT convalidated FROM pg_constraint "
                    + "WHERE conrelid = to_regclass($1) AND conname = $2",
                [connection.name(of: object.table), object.name]
            )
        }
        guard found.rowCount == 1 else { return nil }
        return Constraint(isChecked: found.text(0, 0) == "t")
    }

    /// Checks that what is there now is what was there before.
    private func compare(_ object: SuspendedObject) throws(TargetError) {
        // Spelled out as ``PostgresCatalogue`` does.
        let options = TransactionOptions(isReadOnly: true, searchPath: [connection.schema])
        let rows = try connection.transaction(options) { () throws(TargetError) in
            try connection.execute(
                """
                SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i
                JOIN pg_class x ON x.oid = i.indexrelid
                WHERE i.indrelid = to_regclass($1) AND x.relname = $2 AND i.indisvalid
                UNION ALL
                SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE conrelid = to_regclass($1) AND conname = $2
                """,
                [connection.name(of: object.table), object.name]
            )
        }
        let lines = (0..<rows.rowCount).map { rows.text($0, 0) ?? "" }
        guard lines.sorted() == object.schemaLines.sorted() else {
            throw RestorationFailure.differs(object, found: lines)
        }
    }

    // MARK: Transactions

    /// Runs a body in a transaction of the run.
    private func inTransaction(
        _ step: RestorationStep,
        holdsFence: Bool,
        _ body: () throws(TargetError) -> Void
    ) throws(TargetError) {
        let options = TransactionOptions(
            lockTimeoutSeconds: PostgresRestoration.lockTimeoutSeconds
        )
        try connection.transaction(options) { () throws(TargetError) in
            try PostgresRestoration.beginStep(connection)
            if let fence = step.fence {
                try PostgresRestoration.check(
                    fence,
                    using: connection,
                    in: ledgerSchema,
                    isLocked: holdsFence
                )
            }
            try body()
        }
    }

    /// Settings of every transaction that drops or makes an object.
    static func beginStep(_ connection: PostgresConnection) throws(TargetError) {
        // What the journal says of an object must not be lost with an asynchronous commit.
        try connection.execute("SET LOCAL synchronous_commit = on")
        // A killed runner's server process would else go on building, and keep others from the
        // table.
        try connection.execute(
            "SELECT set_config(name, '2s', true) FROM pg_settings "
                + "WHERE name = 'client_connection_check_interval'"
        )
    }

    /// Checks that the run's epoch is in force; with `isLocked`, until the transaction ends.
    static func check(
        _ fence: RunFence,
        using connection: PostgresConnection,
        in ledgerSchema: String,
        isLocked: Bool
    ) throws(TargetError) {
        let run = SQLIdentifier.quoted(ledgerSchema, "run")
        let found = try connection.execute(
            "SELECT epoch FROM \(run) WHERE run_uid = $1" + (isLocked ? " FOR SHARE" : ""),
            [fence.runUID]
        )
        guard found.rowCount == 1, found.text(0, 0) == String(fence.epoch) else {
            throw Ledger.fenced(runUID: fence.runUID, epoch: fence.epoch)
        }
    }

    /// Sets what the server may use for a step, until the transaction ends.
    private func giveResources(_ step: RestorationStep) throws(TargetError) {
        try connection.execute(
            """
            SELECT set_config(name, greatest(setting::bigint, $1::bigint) || 'kB', true)
            FROM pg_settings WHERE name = 'maintenance_work_mem'
            """,
            [String(step.memoryKilobyteCount)]
        )
        if !step.isAlone {
            try connection.execute("SET LOCAL max_parallel_maintenance_workers = 0")
        }
    }
}
