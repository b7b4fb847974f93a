import Faults
import GRDB

extension SQLiteTarget {
    /// SQLite does not tell who else has the file open.
    package func countOtherSessions() throws(TargetError) -> Int64? { nil }

    /// The indexes that statements have made; those of keys are part of their tables, and foreign
    /// keys are no objects of their own.
    package func readSuspendable(tables: [String]) throws(TargetError) -> [SuspendedObject] {
        try SQLiteFailure.catching(path) {
            try open(.reading).read { database in
                try tables.flatMap { table in
                    try Row.fetchAll(
                        database,
                        sql: """
                            SELECT name, sql FROM sqlite_master
                            WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name
                            """,
                        arguments: [table]
                    ).map { row in
                        SuspendedObject(
                            table: table,
                            name: row["name"],
                            kind: .index,
                            statements: [row["sql"]],
                            schemaLines: [row["sql"]]
                        )
                    }
                }
            }
        }
    }

    package func suspend(_ objects: [SuspendedObject], fence: RunFence) throws(TargetError) {
        CrashPoint.pass(.beforeDrop)
        try SQLiteFailure.catching(path) {
            try open(.writing).write { database in
                try SQLiteRestoration.check(fence, database)
                for object in objects {
                    try database.execute(
                        sql: "DROP INDEX IF EXISTS \(SQLIdentifier.quoted(object.name))"
                    )
                }
                CrashPoint.pass(.beforeDropCommit)
            }
        }
        CrashPoint.pass(.afterDrop)
    }
}

/// Makes suspended indexes of a SQLite target again.
enum SQLiteRestoration {
    /// Makes the index of a step, or finds it made.
    static func take(_ step: RestorationStep, _ queue: DatabaseQueue) throws(TargetError) {
        CrashPoint.pass(.beforeRestoration)
        do throws(TargetError) {
            try SQLiteFailure.catching(queue.path) {
                try queue.write { database in
                    if let fence = step.fence { try check(fence, database) }
                    let known = try definition(of: step.object, database)
                    if known == nil { try database.execute(sql: step.object.statements[0]) }
                    let found = try definition(of: step.object, database)
                    guard found == step.object.schemaLines.first else {
                        throw RestorationFailure.differs(
                            step.object,
                            found: [found].compactMap { $0 }
                        )
                    }
                    CrashPoint.pass(.beforeRestorationCommit)
                }
            }
        } catch {
            throw RestorationFailure.error(step, error)
        }
        CrashPoint.pass(.afterRestoration)
    }

    private static func definition(
        of object: SuspendedObject,
        _ database: Database
    ) throws -> String? {
        try String.fetchOne(
            database,
            sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name = ?",
            arguments: [object.table, object.name]
        )
    }

    /// Checks that the run's epoch is in force, in the transaction that changes something.
    static func check(_ fence: RunFence, _ database: Database) throws {
        let epoch = try Int64.fetchOne(
            database,
            sql: "SELECT epoch FROM gatefill_run WHERE run_uid = ?",
            arguments: [fence.runUID]
        )
        guard epoch == fence.epoch else {
            throw Ledger.fenced(runUID: fence.runUID, epoch: fence.epoch)
        }
    }
}

extension SQLiteSession {
    func restore(_ step: RestorationStep) throws(TargetError) {
        // What the journal says of an index must not be lost with the end of the log.
        try SQLiteFailure.catching(queue.path) {
            try queue.inDatabase { try SQLiteDurability.waitForDisk($0) }
        }
        try SQLiteRestoration.take(step, queue)
        try SQLiteFailure.catching(queue.path) {
            try queue.inDatabase { try SQLiteDurability.prepareLoading($0, usesLog: usesLog) }
        }
    }
}
