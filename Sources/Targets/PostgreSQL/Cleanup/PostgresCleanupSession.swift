import Faults
import Foundation
import Rows

/// A connection that deletes batches from a PostgreSQL target.
final class PostgresCleanupSession: CleanupSession {
    private let connection: PostgresConnection
    private let graph: ReferenceGraph
    private let generated: any GeneratedValues
    private let ledger: PostgresLedger
    private let obstacles: PostgresObstacles
    private let isDryRun: Bool

    /// With `isDryRun`, begins the one transaction that is never committed.
    init(
        _ connection: PostgresConnection,
        _ graph: ReferenceGraph,
        generated: any GeneratedValues,
        ledgerSchema: String,
        isDryRun: Bool
    ) throws(TargetError) {
        self.connection = connection
        self.graph = graph
        self.generated = generated
        self.isDryRun = isDryRun
        ledger = PostgresLedger(connection, schema: ledgerSchema)
        obstacles = PostgresObstacles(connection)
        guard isDryRun else { return }
        try connection.begin()
        try prepareTransaction()
    }

    func prepare(_ table: CleanupTable) throws(TargetError) {
        guard table.found != nil else { return }
        try connection.inTransaction { () throws(TargetError) in
            try PostgresTemporaryIndexes(connection)
                .make(for: graph.searchedReferences(to: table.name))
        }
    }

    func delete(_ ticket: DeletionTicket, rows: RowSource) throws(TargetError) -> DeletionOutcome {
        if isDryRun { return try deleteRows(ticket, ticket.rows, from: rows) }
        while true {
            CrashPoint.pass(.beforeDeletion)
            let progress = try connection.transaction { () throws(TargetError) in
                try prepareTransaction()
                var progress = try ledger.claimDeletion(ticket)
                if progress.leftCount > 0 {
                    CrashPoint.pass(.afterDeletionClaim)
                    let part = ticket.part(leftCount: progress.leftCount)
                    progress.outcome.add(try deleteRows(ticket, part, from: rows))
                    progress.leftCount -= Int64(part.count)
                    try ledger.record(progress, of: ticket)
                }
                CrashPoint.pass(.beforeDeletionCommit)
                return progress
            }
            CrashPoint.pass(.afterDeletionCommit)
            if progress.leftCount == 0 { return progress.outcome }
        }
    }

    private func prepareTransaction() throws(TargetError) {
        try PostgresPlanner.findByIndex(connection)
        // What a deferred trigger does is seen when the rows are looked for again.
        try connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    }

    private func deleteRows(
        _ ticket: DeletionTicket,
        _ rows: Range<Int64>,
        from source: RowSource
    ) throws(TargetError) -> DeletionOutcome {
        var outcome = DeletionOutcome()
        guard ticket.table.found != nil else {
            outcome.goneCount = Int64(rows.count)
            return outcome
        }
        try source.forEachSliceDescending(of: rows) { (slice) throws(TargetError) in
            try SliceDeletion(
                database: PostgresSlice(
                    connection,
                    graph,
                    obstacles: obstacles,
                    table: ticket.table,
                    slice: slice
                ),
                ticket: ticket,
                slice: slice,
                graph: graph,
                generated: generated
            ).run(&outcome)
            CrashPoint.pass(.midDeletion)
        }
        return outcome
    }
}
