/// What a transaction may do, and how long it waits.
struct TransactionOptions {
    /// Whether it may only read; then all of it sees the same state of the database.
    var isReadOnly = false
    /// Longest wait for a lock, in seconds; 0 waits without end.
    var lockTimeoutSeconds = 0
    /// Schemas that the server leaves out when it spells out a definition.
    ///
    /// Nil leaves the session's own search path. No statement relies on it to find a table.
    var searchPath: [String]?

    /// Options of a transaction that reads one state of the database.
    static let reading = TransactionOptions(isReadOnly: true)
}

extension PostgresConnection {
    /// Runs a body in one transaction and commits it; an error rolls it back.
    ///
    /// This is the only place that ends transactions, and with ``begin(_:)`` the only one that
    /// begins them.
    ///
    /// `didSendCommit` is called between sending `COMMIT` and reading its answer.
    @discardableResult
    func transaction<Value>(
        _ options: TransactionOptions = TransactionOptions(),
        didSendCommit: () -> Void = {},
        _ body: () throws(TargetError) -> Value
    ) throws(TargetError) -> Value {
        do throws(TargetError) {
            try begin(options)
            let value = try body()
            try commit(didSend: didSendCommit)
            return value
        } catch let cause {
            // The first error is the one to report. When the connection is gone, the server rolls
            // back by itself.
            do throws(TargetError) { try execute("ROLLBACK") } catch { throw cause }
            throw cause
        }
    }

    /// Runs a body in the transaction that is open, or in one of its own.
    @discardableResult
    func inTransaction<Value>(
        _ options: TransactionOptions = TransactionOptions(),
        _ body: () throws(TargetError) -> Value
    ) throws(TargetError) -> Value {
        isInTransaction ? try body() : try transaction(options, body)
    }

    /// Begins a transaction that the caller ends; one that is never committed ends with the
    /// connection.
    ///
    /// What a role, a database or a server sets for sessions does not reach it: no timeout of
    /// theirs cancels it half-way, and a query that row-level security would filter fails
    /// instead of returning fewer rows. All settings end with the transaction, so a connection
    /// pooler passes none of them on.
    ///
    /// - Precondition: No transaction is open.
    func begin(_ options: TransactionOptions = TransactionOptions()) throws(TargetError) {
        precondition(!isInTransaction, "a transaction is begun inside another one")
        var statements = [
            options.isReadOnly
                ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                : "BEGIN ISOLATION LEVEL READ COMMITTED",
            "SET LOCAL statement_timeout = 0",
            "SET LOCAL lock_timeout = '\(options.lockTimeoutSeconds)s'",
            "SET LOCAL idle_in_transaction_session_timeout = 0",
            "SET LOCAL row_security = off",
        ]
        if serverVersion >= 170_000 { statements.append("SET LOCAL transaction_timeout = 0") }
        if let path = options.searchPath {
            let names = path.map { SQLIdentifier.quoted($0) }.joined(separator: ", ")
            statements.append("SET LOCAL search_path = \(names.isEmpty ? "''" : names)")
        }
        // One message to the server.
        try execute(statements.joined(separator: "; "))
    }
}
