/// What a PostgreSQL error means for a run.
enum PostgresFailure {
    /// SQLSTATEs, or classes by their first two characters, after which another attempt may
    /// succeed: serialisation failure, deadlock, too many connections, shutdown, crash, starting
    /// up, lost connection.
    private static let transientStates: Set<String> = [
        "40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03", "08",
    ]

    /// The error of a SQLSTATE.
    static func error(
        sqlState: String,
        primary: String,
        table: String?,
        constraint: String?
    ) -> TargetError {
        let isTransient =
            transientStates.contains(sqlState)
            || transientStates.contains(String(sqlState.prefix(2)))
        var facts = "SQLSTATE \(sqlState): \(primary)"
        if let table { facts += ", table \(table)" }
        if let constraint { facts += ", constraint \(constraint)" }
        if sqlState == "42501", primary.contains("row-level security") {
            return rowSecurity(facts)
        }
        let (code, message, hint) = meaning(sqlState)
        return TargetError(
            code: code,
            message: message,
            detail: facts,
            hint: hint,
            category: isTransient ? .transient : .definite
        )
    }

    /// A policy hides rows from this role, or keeps it from writing them.
    static func rowSecurity(_ facts: String) -> TargetError {
        TargetError(
            code: "row-level-security",
            message: "could not use the target: row-level security hides rows from this role",
            detail: facts,
            hint: "Connect as the tables' owner (without FORCE ROW LEVEL SECURITY) or as a role "
                + "with BYPASSRLS."
        )
    }

    /// The connection is gone, with libpq's words for it.
    static func connectionLost(_ facts: String) -> TargetError {
        // PgBouncer ends the connection that begins a transaction in statement mode.
        if facts.contains("not allowed in statement pooling mode") {
            return TargetError(
                code: "statement-pooling",
                message: "could not use the target: a pooler in statement mode allows no "
                    + "transactions",
                detail: facts,
                hint: "Set the pooler's pool_mode to transaction, or connect to the server "
                    + "directly."
            )
        }
        return TargetError(
            code: "connection-lost",
            message: "could not go on: the connection to the target was lost",
            detail: facts,
            hint: "Check that the server is up, then try again.",
            category: .transient
        )
    }

    private static func meaning(_ state: String) -> (code: String, message: String, hint: String?) {
        switch state {
        case "42501":
            (
                "permission-denied", "could not use the target: permission denied",
                "Grant the account what is named above, or connect as the owner of the gateway's "
                    + "tables; doctor lists every right that a run needs."
            )
        case "23505":
            (
                "key-collision", "could not commit a batch: a key is in the target already",
                "The same seed may have been generated here before; give another --seed, or clean "
                    + "the other run up first."
            )
        case "23503", "23502", "23514":
            (
                "constraint-violation", "could not commit a batch: the target refused a row",
                "This is a mistake in gatefill or an unknown schema version; please report it."
            )
        case "53100":
            (
                "target-disk-full", "could not go on: the target's disk is full",
                "Free space on the server, then try again."
            )
        case "25006":
            (
                "target-read-only", "could not write to the target: it is read-only",
                "Point --target at the primary server."
            )
        case "57P01", "57P02", "57P03":
            (
                "server-unavailable", "could not go on: the server is shutting down or starting",
                "Try again once the server is up."
            )
        case "P0001":
            (
                "trigger-refused", "could not go on: a trigger or function of the target refused",
                "The database's own code raised the error. Change or disable it for this account."
            )
        case "57014":
            (
                "statement-cancelled", "could not go on: the server cancelled a statement",
                "A user or a server timeout cancelled it; check the timeouts and try again."
            )
        case "55P03":
            (
                "target-locked", "could not go on: another session holds a lock in the target",
                "Another runner of this run may be stopped in its batch: end it, or its session "
                    + "with pg_terminate_backend (pg_stat_activity names it `gatefill`)."
            )
        default:
            ("target-failure", "could not run a statement in the target", nil)
        }
    }
}
