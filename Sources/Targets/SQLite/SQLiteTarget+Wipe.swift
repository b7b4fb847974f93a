import Foundation
import GRDB

extension SQLiteTarget: WipeTarget {
    package func readDatabaseName() throws(TargetError) -> String {
        URL(fileURLWithPath: path).lastPathComponent
    }

    package func deleteOwned(
        by ownership: DomainOwnership,
        in graph: ReferenceGraph,
        _ foreignRows: CleanupPolicy.ForeignRows,
        isDryRun: Bool,
        progress: (OwnedRows) -> Void
    ) throws(TargetError) {
        try dropTemporaryIndexes()
        try SQLiteFailure.catching(path) {
            try open(.writing).writeWithoutTransaction { database in
                let deletion = OwnershipDeletion(
                    ownership: ownership,
                    graph: graph,
                    runner: SQLiteRunner(database: database)
                )
                guard !isDryRun else {
                    return try database.inTransaction(.immediate) {
                        for table in ownership.tables {
                            progress(try deletion.delete(from: table, foreignRows))
                        }
                        return .rollback
                    }
                }
                for table in ownership.tables {
                    var rows: OwnedRows?
                    try database.inTransaction(.immediate) {
                        rows = try deletion.delete(from: table, foreignRows)
                        return .commit
                    }
                    if let rows { progress(rows) }
                }
            }
        }
        try dropTemporaryIndexes()
    }

    package func reasonForLeftRows(of table: String) throws(TargetError) -> String {
        try SQLiteFailure.catching(path) {
            try open(.reading).read { try SQLiteObstacles.of(table, in: $0).reason }
        }
    }

    package func truncate(
        _ tables: [String],
        dropsLedger: Bool
    ) throws(TargetError) -> [String: Int64] {
        try SQLiteFailure.catching(path) {
            try open(.writing).writeWithoutTransaction { database in
                // Every table that refers to another one is emptied too.
                try database.execute(sql: "PRAGMA foreign_keys = OFF")
                var left: [String: Int64] = [:]
                try database.inTransaction(.immediate) {
                    for table in tables {
                        try database.execute(
                            sql: "DELETE FROM \(SQLIdentifier.quoted(table))"
                                + catalogue.systemRowExclusion(from: table)
                        )
                    }
                    for table in dropsLedger ? Ledger.tables : [] {
                        try database.execute(sql: "DROP TABLE IF EXISTS \(Ledger.prefix)\(table)")
                    }
                    for table in tables {
                        left[table] = try Int64.fetchOne(
                            database,
                            sql: "SELECT count(*) FROM \(SQLIdentifier.quoted(table))"
                                + catalogue.systemRowExclusion(from: table)
                        )
                    }
                    return .commit
                }
                return left
            }
        }
    }

    package func readSpace(_ tables: [String]) throws(TargetError) -> UsedSpace {
        guard !isMissing else {
            return UsedSpace(byteCount: 0, freeByteCount: 0)
        }
        return try SQLiteFailure.catching(path) {
            try open(.reading).read { database in
                let pageSize = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
                let count = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                let free = try Int64.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
                return UsedSpace(byteCount: count * pageSize, freeByteCount: free * pageSize)
            }
        }
    }

    package func vacuum(_ tables: [String]) throws(TargetError) {
        try SQLiteFailure.catching(path) {
            try open(.writing).vacuum()
        }
    }
}

/// Runs statements over a connection whose transaction its owner has begun.
struct SQLiteRunner: StatementRunner {
    let database: Database

    /// An immediate transaction keeps every other writer out.
    var lockClause: String { "" }

    func change(_ sql: String) throws(TargetError) -> Int64 {
        try catching {
            try database.execute(sql: sql)
            return Int64(database.changesCount)
        }
    }

    func count(_ sql: String) throws(TargetError) -> Int64 {
        try catching { try Int64.fetchOne(database, sql: sql) ?? 0 }
    }

    func obstacles(of table: String) throws(TargetError) -> DeletionObstacles {
        try catching { try SQLiteObstacles.of(table, in: database) }
    }

    func makeIndexes(for references: [TableReference]) throws(TargetError) {
        try catching { try SQLiteTemporaryIndexes(database).make(for: references) }
    }

    private func catching<Result>(_ body: () throws -> Result) throws(TargetError) -> Result {
        try SQLiteFailure.catching(database.description, body)
    }
}
