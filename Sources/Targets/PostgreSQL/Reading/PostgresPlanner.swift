/// Settings of the server's query planner, for the rest of a transaction.
enum PostgresPlanner {
    /// Makes the planner find rows by index alone: a plan that reads a whole table for every
    /// thousand rows would take quadratic time.
    static func findByIndex(_ connection: PostgresConnection) throws(TargetError) {
        // One message to the server.
        try connection.execute(
            ["enable_seqscan", "enable_mergejoin", "jit"].map { "SET LOCAL \($0) = off" }
                .joined(separator: "; ")
        )
    }
}
