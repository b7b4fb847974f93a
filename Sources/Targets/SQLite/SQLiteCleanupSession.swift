import Faults
import GRDB
import Rows

/// The connection that deletes batches from a SQLite target.
///
/// The immediate transaction of a deletion keeps every other writer out, so what is looked at
/// cannot change before the rows go.
final class SQLiteCleanupSession: CleanupSession {
    private let queue: DatabaseQueue
    private let graph: ReferenceGraph
    private let generated: any GeneratedValues
    private let isDryRun: Bool

    /// With `isDryRun`, begins the one transaction that is never committed.
    init(
        _ queue: DatabaseQueue,
        _ graph: ReferenceGraph,
        generated: any GeneratedValues,
        isDryRun: Bool
    ) throws(TargetError) {
        self.queue = queue
        self.graph = graph
        self.generated = generated
        self.isDryRun = isDryRun
        guard isDryRun else { return }
        try SQLiteFailure.catching(queue.path) {
            try queue.unsafeReentrantWrite { try $0.execute(sql: "BEGIN IMMEDIATE") }
        }
    }

    func prepare(_ table: CleanupTable) throws(TargetError) {
        guard table.found != nil else { return }
        let queue = queue
        let references = graph.searchedReferences(to: table.name)
        try SQLiteFailure.catching(queue.path) {
            try queue.unsafeReentrantWrite {
                try SQLiteTemporaryIndexes($0).make(for: references)
            }
        }
    }

    func delete(_ ticket: DeletionTicket, rows: RowSource) throws(TargetError) -> DeletionOutcome {
        let queue = queue
        let isDryRun = isDryRun
        return try SQLiteFailure.catching(queue.path) {
            try queue.unsafeReentrantWrite { database in
                if isDryRun {
                    return try self.deleteRows(ticket, ticket.rows, from: rows, in: database)
                }
                while true {
                    let progress = try self.deletePart(ticket, from: rows, in: database)
                    if progress.leftCount == 0 { return progress.outcome }
                }
            }
        }
    }

    /// Deletes what one transaction may delete of a batch; how far the batch is then.
    private func deletePart(
        _ ticket: DeletionTicket,
        from rows: RowSource,
        in database: Database
    ) throws -> DeletionProgress {
        var result: DeletionProgress?
        CrashPoint.pass(.beforeDeletion)
        try database.inTransaction(.immediate) {
            let ledger = SQLiteLedger(database)
            var progress = try ledger.claimDeletion(ticket)
            defer { result = progress }
            guard progress.leftCount > 0 else { return .rollback }
            CrashPoint.pass(.afterDeletionClaim)
            let part = ticket.part(leftCount: progress.leftCount)
            progress.outcome.add(try deleteRows(ticket, part, from: rows, in: database))
            progress.leftCount -= Int64(part.count)
            try ledger.record(progress, of: ticket)
            CrashPoint.pass(.beforeDeletionCommit)
            return .commit
        }
        CrashPoint.pass(.afterDeletionCommit)
        guard let result else { preconditionFailure("a transaction ended without its body") }
        return result
    }

    private func deleteRows(
        _ ticket: DeletionTicket,
        _ rows: Range<Int64>,
        from source: RowSource,
        in database: Database
    ) throws -> DeletionOutcome {
        var outcome = DeletionOutcome()
        guard ticket.table.found != nil else {
            outcome.goneCount = Int64(rows.count)
            return outcome
        }
        var failure: (any Error)?
        try source.forEachSliceDescending(of: rows) { slice in
            guard failure == nil else { return }
            do {
                try SliceDeletion(
                    database: SQLiteSlice(database, graph, table: ticket.table, slice: slice),
                    ticket: ticket,
                    slice: slice,
                    graph: graph,
                    generated: generated
                ).run(&outcome)
            } catch { failure = error }
            CrashPoint.pass(.midDeletion)
        }
        if let failure { throw failure }
        return outcome
    }
}
