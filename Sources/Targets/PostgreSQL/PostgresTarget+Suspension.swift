import Faults

extension PostgresTarget {
    package func countOtherSessions() throws(TargetError) -> Int64? {
        // A role without privileges sees no kind of process, but server processes have no user. A
        // connection that this process has closed may still be ending, so those with the program's name do
        // not count; where the target's URL names the application otherwise, they do, to be safe.
        let others = try connect().execute(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND usesysid IS NOT NULL
                AND coalesce(backend_type, 'client backend') = 'client backend'
                AND pid <> pg_backend_pid()
                AND application_name <> 'gatefill'
            """
        )
        return try wholeNumber(others, row: 0)
    }

    package func readSuspendable(tables: [String]) throws(TargetError) -> [SuspendedObject] {
        try PostgresSuspension(connect(), ledgerSchema: ledgerSchema).suspendable(tables)
    }

    package func suspend(_ objects: [SuspendedObject], fence: RunFence) throws(TargetError) {
        CrashPoint.pass(.beforeDrop)
        try PostgresSuspension(connect(), ledgerSchema: ledgerSchema)
            .drop(objects, fence: fence, timeoutSeconds: timeoutSeconds)
    }
}

extension PostgresSession {
    func restore(_ step: RestorationStep) throws(TargetError) {
        do throws(TargetError) {
            try PostgresRestoration(connection, ledgerSchema: ledgerSchema).take(step)
        } catch {
            throw RestorationFailure.error(step, error)
        }
    }
}
