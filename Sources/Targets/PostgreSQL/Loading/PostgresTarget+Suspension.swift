import Faults

extension PostgresTarget {
    package func countOtherSessions() throws(TargetError) -> Int64? {
        // A role without privileges sees no kind of process, but server processes have no user. A
        // connection that this process has closed may still be ending, so those with the program's
        // name do not count; where the target's URL names the application otherwise, they do, to be
        // safe.
        let others = try read { (connection) throws(TargetError) in
            try connection.execute(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND usesysid IS NOT NULL
                    AND coalesce(backend_type, 'client backend') = 'client backend'
                    AND pid <> pg_backend_pid()
                    AND application_name <> 'gatefill'
                """
            )
        }
        return try wholeNumber(others, row: 0)
    }

    package func readSuspendable(tables: [String]) throws(TargetError) -> [SuspendedObject] {
        try PostgresSuspension(connect(), ledgerSchema: ledgerSchema).suspendable(tables)
    }

    package func suspend(_ objects: [SuspendedObject], fence: RunFence) throws(TargetError) {
        CrashPoint.pass(.beforeDrop)
        let suspension = PostgresSuspension(try connect(), ledgerSchema: ledgerSchema)
        do throws(TargetError) {
            try suspension.drop(objects, fence: fence, timeoutSeconds: timeoutSeconds)
        } catch {
            guard error.code == "target-locked" else { throw error }
            throw TargetError(
                code: error.code,
                message: "could not suspend indexes: another session uses one of the tables",
                detail: error.detail,
                hint:
                    "End its transaction (pg_stat_activity shows the session) and resume the run, "
                    + "or generate with `--disable-indexes false`.",
                category: error.category
            )
        }
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
