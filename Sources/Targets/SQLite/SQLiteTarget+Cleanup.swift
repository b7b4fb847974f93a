import Faults
import Foundation
import GRDB

extension SQLiteTarget: CleanupTarget {
    package func readLedger(runUID: String) throws(TargetError) -> LedgerState? {
        guard !isMissing else { return nil }
        return try SQLiteFailure.catching(path) {
            try open(.reading).read { try SQLiteLedger($0).state(of: runUID) }
        }
    }

    package func beginCleanup(_ run: RunRegistration) throws(TargetError) -> Int64 {
        let epoch = try bind(run)
        try SQLiteFailure.catching(path) {
            try open(.writing).write { try SQLiteLedger($0).makeCleanupTable() }
        }
        return epoch
    }

    package func forgetOutcomes(runUID: String) throws(TargetError) {
        try SQLiteFailure.catching(path) {
            try open(.writing).write {
                try $0.execute(
                    sql: "DELETE FROM gatefill_cleanup WHERE run_uid = ?",
                    arguments: [runUID]
                )
            }
        }
    }

    package func endCleanup(runUID: String) throws(TargetError) -> Bool {
        guard !isMissing else { return true }
        CrashPoint.pass(.beforeLedgerEnd)
        let isGone = try SQLiteFailure.catching(path) {
            try open(.writing).write { database in
                guard try SQLiteTarget.hasLedger(database) else { return true }
                if try database.tableExists("gatefill_cleanup") {
                    try database.execute(
                        sql: "DELETE FROM gatefill_cleanup WHERE run_uid = ?",
                        arguments: [runUID]
                    )
                }
                try database.execute(
                    sql: """
                        DELETE FROM gatefill_run WHERE run_uid = ?1 AND NOT EXISTS (
                            SELECT 1 FROM gatefill_batch WHERE run_uid = ?1)
                        """,
                    arguments: [runUID]
                )
                let left = try Int64.fetchOne(database, sql: "SELECT count(*) FROM gatefill_run")
                if left == 0 {
                    for table in Ledger.tables {
                        try database.execute(sql: "DROP TABLE IF EXISTS \(Ledger.prefix)\(table)")
                    }
                }
                CrashPoint.pass(.beforeLedgerEndCommit)
                return left == 0
            }
        }
        CrashPoint.pass(.afterLedgerEnd)
        return isGone
    }

    package func readForeignKeys() throws(TargetError) -> [TableReference] {
        guard !isMissing else { return [] }
        return try SQLiteFailure.catching(path) {
            try open(.reading).read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT m.name AS child, f."from" AS own, f."table" AS parent,
                            coalesce(f."to", (SELECT name FROM pragma_table_info(f."table")
                                WHERE pk = f.seq + 1)) AS other
                        FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f
                        WHERE m.type = 'table' ORDER BY 1, 2, 3, 4
                        """
                ).map { row in
                    TableReference(
                        table: row["child"],
                        column: row["own"],
                        parent: row["parent"],
                        parentColumn: row["other"] ?? "",
                        isDeclared: true
                    )
                }
            }
        }
    }

    /// SQLite hides no rows.
    package func refuseHiddenRows(_ graph: ReferenceGraph) throws(TargetError) {}

    package func dropTemporaryIndexes() throws(TargetError) {
        guard !isMissing else { return }
        try SQLiteFailure.catching(path) {
            try open(.writing).write { try SQLiteTemporaryIndexes($0).dropAll() }
        }
    }

    package func openContentSession() throws(TargetError) -> any ContentSession {
        try SQLiteContentSession(open(.reading))
    }

    package func openCleanupSession(
        _ graph: ReferenceGraph,
        generated: any GeneratedValues,
        isDryRun: Bool
    ) throws(TargetError) -> any CleanupSession {
        try SQLiteCleanupSession(
            open(.writing, keepsTransactions: isDryRun),
            graph,
            generated: generated,
            isDryRun: isDryRun
        )
    }
}
