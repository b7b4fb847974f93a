import Faults
import Foundation
import GRDB
import Rows

/// A SQLite file as a target.
package final class SQLiteTarget: Target {
    package let catalogue: Catalogue
    let location: SQLiteLocation
    let timeoutSeconds: Int
    /// The network file system that the file is on; nil for a local one.
    let networkFileSystem: String?

    /// Takes the location; opens the file only when asked for something, and creates it only to
    /// write into it.
    package convenience init(
        _ location: SQLiteLocation,
        for catalogue: Catalogue,
        timeoutSeconds: Int
    ) {
        self.init(
            location,
            for: catalogue,
            timeoutSeconds: timeoutSeconds,
            networkFileSystem: NetworkFileSystem.name(at: location.path)
        )
    }

    /// Takes the path of a file that may be created.
    package convenience init(path: String, for catalogue: Catalogue, timeoutSeconds: Int) {
        self.init(SQLiteLocation(path: path), for: catalogue, timeoutSeconds: timeoutSeconds)
    }

    /// Takes the location and says which network file system it is on.
    package init(
        _ location: SQLiteLocation,
        for catalogue: Catalogue,
        timeoutSeconds: Int,
        networkFileSystem: String?
    ) {
        self.catalogue = catalogue
        self.location = location
        self.timeoutSeconds = timeoutSeconds
        self.networkFileSystem = networkFileSystem
    }

    /// Path of the file, as given.
    package var path: String { location.path }

    package var display: String { location.display }

    package var notices: [String] {
        networkFileSystem.map {
            [
                "\(path) is on a network file system (\($0)): its journal mode stays as it is, and "
                    + "each commit waits for the disk"
            ]
        } ?? []
    }

    /// SQLite has one writer at a time.
    package var sessionCountMax: Int? { 1 }

    package var worksInProcess: Bool { true }

    package func openSession() throws(TargetError) -> any TargetSession {
        let queue = try open(.writing)
        let usesLog = networkFileSystem == nil
        try SQLiteFailure.catching(path) {
            try queue.inDatabase { try SQLiteDurability.prepareLoading($0, usesLog: usesLog) }
        }
        return SQLiteSession(queue, usesLog: usesLog)
    }

    package func flush() throws(TargetError) {
        try SQLiteFailure.catching(path) {
            try open(.writing).inDatabase { try SQLiteDurability.flush($0) }
        }
    }

    package func qualifiedName(of table: String) -> String {
        SQLIdentifier.quoted(SQLiteCatalogue.namespace, table)
    }

    package func readSchema() throws(TargetError) -> TargetSchema {
        try SQLiteFailure.catching(path) {
            try open(.reading).read { try SQLiteCatalogue.readSchema($0) }
        }
    }

    package var createsTablesWhenEmpty: Bool { location.mode != .readOnly }

    package func missingRights(
        _ tables: [String],
        keys: [KeyRequest],
        rowCounts: [String: Int64]
    ) throws(TargetError) -> [MissingRight] {
        try checkWritable()
        return []
    }

    /// Checks that the file can be written to, or created, at this moment.
    func checkWritable() throws(TargetError) {
        guard !isMissing || location.mode != .readWriteCreate else { return try checkFolder() }
        try SQLiteFailure.catching(path) {
            // An immediate transaction takes the write lock; of a read-only file SQLite makes it a
            // reading one, so a page is written too, with the version it has.
            try open(.writing, timeoutSeconds: min(timeoutSeconds, 5)).inDatabase { database in
                try database.inTransaction(.immediate) {
                    try SQLiteDurability.rewriteVersion(database)
                    return .rollback
                }
            }
        }
    }

    /// Checks that the file can be created.
    private func checkFolder() throws(TargetError) {
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw SQLiteFailure.error(
                .SQLITE_CANTOPEN,
                .SQLITE_CANTOPEN,
                message: "no such folder",
                at: path
            )
        }
    }

    package func createSchema(_ release: Release) throws(TargetError) {
        let creation = SchemaCreation(
            catalogue,
            release,
            dialect: .sqlite,
            namespace: SQLiteCatalogue.namespace
        )
        try SQLiteFailure.catching(path) {
            try open(.creating).write { database in
                for statement in creation.statements { try database.execute(sql: statement) }
            }
        }
    }

    package func bind(_ run: RunRegistration) throws(TargetError) -> Int64 {
        CrashPoint.pass(.beforeBind)
        let epoch = try SQLiteFailure.catching(path) {
            try open(.creating).write { database in
                if try !SQLiteTarget.hasLedger(database) {
                    for statement in Ledger.creationStatements({ Ledger.prefix + $0 }) {
                        try database.execute(sql: statement)
                    }
                    try database.execute(
                        sql: "INSERT INTO gatefill_target (target_uid, version) "
                            + "VALUES (lower(hex(randomblob(16))), ?)",
                        arguments: [Ledger.version]
                    )
                } else {
                    let version = try Int64.fetchOne(
                        database,
                        sql: "SELECT version FROM gatefill_target"
                    )
                    for statement in try Ledger.upgradeStatements(
                        from: version ?? Ledger.version,
                        { Ledger.prefix + $0 }
                    ) {
                        try database.execute(sql: statement)
                    }
                }
                let epoch = try SQLiteTarget.register(run, database)
                CrashPoint.pass(.beforeBindCommit)
                return epoch
            }
        }
        CrashPoint.pass(.afterBind)
        return epoch
    }

    package func ledgerTable(_ name: String) -> String {
        SQLIdentifier.quoted(Ledger.prefix + name)
    }

    package func keepRecord(_ record: String, runUID: String) throws(TargetError) {
        try SQLiteFailure.catching(path) {
            try open(.writing).write { database in
                try database.execute(
                    sql: "UPDATE gatefill_run SET record = ? WHERE run_uid = ?",
                    arguments: [record, runUID]
                )
            }
        }
    }

    package func readIdentity() throws(TargetError) -> [String: String] {
        guard !isMissing else { return [:] }
        let name = try SQLiteFailure.catching(path) {
            try open(.reading).read { database in
                guard try SQLiteTarget.hasLedger(database) else { return String?.none }
                return try String.fetchOne(database, sql: "SELECT target_uid FROM gatefill_target")
            }
        }
        // A copy of the file has the same ledger: only its place tells them apart.
        var identity = ["file": TargetLocation.realPath(path)]
        identity["ledger"] = name
        return identity
    }

    package var countsKeysFromHighest: Bool { true }

    package func reserveKeys(_ requests: [KeyRequest]) throws(TargetError) -> [Int64] {
        CrashPoint.pass(.beforeKeyBlock)
        let queue = try open(.reading)
        var firstKeys: [Int64] = []
        for request in requests {
            let highest = try SQLiteFailure.catching(path) {
                try queue.read {
                    try SQLiteTarget.highestKey(request.table, column: request.column, $0)
                }
            }
            // The gateway's models read these columns as 32-bit integers.
            let first = try KeyBlock.first(
                behind: highest,
                count: request.count,
                keyMax: Int64(Int32.max),
                table: request.table,
                gap: KeyBlock.gapWithoutCounter
            )
            firstKeys.append(first)
        }
        CrashPoint.pass(.afterKeyBlock)
        return firstKeys
    }

    /// The highest key that is in use or was; 0 when there is none.
    static func highestKey(
        _ table: String,
        column: String,
        _ database: Database
    ) throws -> Int64 {
        let found = try Int64.fetchOne(
            database,
            sql: "SELECT max(\(SQLIdentifier.quoted(column))) FROM \(SQLIdentifier.quoted(table))"
        )
        // A table with AUTOINCREMENT never gives a key again, even one that was deleted.
        let counted =
            try database.tableExists("sqlite_sequence")
            ? Int64.fetchOne(
                database,
                sql: "SELECT seq FROM sqlite_sequence WHERE name = ?",
                arguments: [table]
            ) : nil
        return max(found ?? 0, counted ?? 0)
    }

    package func committedBatches(runUID: String) throws(TargetError) -> [Int64] {
        try SQLiteFailure.catching(path) {
            try open(.reading).read { database in
                try Int64.fetchAll(
                    database,
                    sql: "SELECT batch_number FROM gatefill_batch WHERE run_uid = ? "
                        + "ORDER BY batch_number",
                    arguments: [runUID]
                )
            }
        }
    }

    package func countRuns() throws(TargetError) -> Int64 {
        try SQLiteFailure.catching(path) {
            try open(.reading).read { database in
                guard try SQLiteTarget.hasLedger(database) else { return 0 }
                let sql = "SELECT count(DISTINCT run_uid) FROM gatefill_batch"
                return try Int64.fetchOne(database, sql: sql) ?? 0
            }
        }
    }

    package var dialect: SQLDialect { .sqlite }

    package func openReader() throws(TargetError) -> any TargetReader {
        SQLiteReader(try open(.reading), path: path)
    }

    package func momentLiteral(_ moment: Int64) -> String {
        "'\(SQLiteTimestamp.text(moment))'"
    }

    package func digest(of table: TargetTable) throws(TargetError) -> TableDigest {
        try SQLiteFailure.catching(path) {
            try open(.reading).read { try SQLiteDigest.digest(table, in: catalogue, $0) }
        }
    }

    static func hasLedger(_ database: Database) throws -> Bool {
        try database.tableExists(Ledger.prefix + "batch")
    }

    private static func register(_ run: RunRegistration, _ database: Database) throws -> Int64 {
        guard run.isResumed else {
            try database.execute(
                sql: "INSERT INTO gatefill_run (run_uid, plan_digest, epoch) VALUES (?, ?, 1)",
                arguments: [run.uid, run.planDigest]
            )
            return 1
        }
        let row = try Row.fetchOne(
            database,
            sql: "SELECT epoch, plan_digest FROM gatefill_run WHERE run_uid = ?",
            arguments: [run.uid]
        )
        guard let row else { throw Ledger.unknownRun(run.uid) }
        let found: String = row["plan_digest"]
        guard found == run.planDigest else {
            throw Ledger.otherPlan(expected: run.planDigest, found: found)
        }
        try database.execute(
            sql: "UPDATE gatefill_run SET epoch = max(epoch, ?) + 1 WHERE run_uid = ?",
            arguments: [run.epochKnown, run.uid]
        )
        return max(row["epoch"], run.epochKnown) + 1
    }
}
