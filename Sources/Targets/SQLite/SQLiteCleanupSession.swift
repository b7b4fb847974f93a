import Dataset
import Faults
import GRDB

/// The connection that deletes batches from a SQLite target.
final class SQLiteCleanupSession: CleanupSession {
    private let queue: DatabaseQueue
    private let graph: ReferenceGraph
    private let isRehearsal: Bool

    /// With `isRehearsal`, begins the one transaction that is never committed.
    init(
        _ queue: DatabaseQueue,
        _ graph: ReferenceGraph,
        isRehearsal: Bool
    ) throws(TargetError) {
        self.queue = queue
        self.graph = graph
        self.isRehearsal = isRehearsal
        guard isRehearsal else { return }
        try SQLiteFailure.catching(queue.path) {
            try queue.unsafeReentrantWrite { try $0.execute(sql: "BEGIN IMMEDIATE") }
        }
    }

    func prepare(_ table: CleanupTable) throws(TargetError) {
        guard table.found != nil else { return }
        let queue = queue
        try SQLiteFailure.catching(queue.path) {
            try queue.unsafeReentrantWrite {
                try SQLiteTemporaryIndexes($0).make(for: table.references)
            }
        }
    }

    func delete(_ ticket: DeletionTicket, rows: RowSource) throws(TargetError) -> DeletionOutcome {
        let queue = queue
        let graph = graph
        let isRehearsal = isRehearsal
        return try SQLiteFailure.catching(queue.path) {
            try queue.unsafeReentrantWrite { database in
                if isRehearsal { return try SQLiteDeletion(ticket, graph, database).run(rows) }
                var result: DeletionOutcome?
                CrashPoint.pass(.beforeDeletion)
                try database.inTransaction(.immediate) {
                    let ledger = SQLiteLedger(database)
                    if let known = try ledger.claimDeletion(ticket) {
                        result = known
                        return .rollback
                    }
                    CrashPoint.pass(.afterDeletionClaim)
                    let outcome = try SQLiteDeletion(ticket, graph, database).run(rows)
                    try ledger.record(outcome, of: ticket)
                    CrashPoint.pass(.beforeDeletionCommit)
                    result = outcome
                    return .commit
                }
                CrashPoint.pass(.afterDeletionCommit)
                guard let result else {
                    preconditionFailure("a transaction ended without its body")
                }
                return result
            }
        }
    }
}

/// Deletes the rows of one batch, row by row with prepared statements.
///
/// The immediate transaction that it runs in keeps every other writer out, so what is looked at
/// cannot change before the rows go.
private struct SQLiteDeletion {
    private let ticket: DeletionTicket
    private let graph: ReferenceGraph
    private let database: Database
    private let table: CleanupTable

    init(_ ticket: DeletionTicket, _ graph: ReferenceGraph, _ database: Database) {
        self.ticket = ticket
        self.graph = graph
        self.database = database
        table = ticket.table
    }

    func run(_ source: RowSource) throws -> DeletionOutcome {
        var outcome = DeletionOutcome()
        guard table.found != nil else {
            outcome.goneCount = Int64(ticket.rows.count)
            return outcome
        }
        var failure: (any Error)?
        try source.forEachSliceDescending(of: ticket.rows) { slice in
            guard failure == nil else { return }
            do { try delete(slice, &outcome) } catch { failure = error }
            CrashPoint.pass(.midDeletion)
        }
        if let failure { throw failure }
        return outcome
    }

    private func delete(_ slice: ColumnBatch, _ outcome: inout DeletionOutcome) throws {
        let addresses = SQLiteAddresses(table, slice)
        var changed = ChangedRows()
        if let compared = ticket.compared {
            let differences = try SQLiteRowComparison(database, compared).differences(slice)
            changed = ChangedRows(differences, of: table.name, slice)
        }
        let guards = SQLiteReferenceGuard(database, table)
        let referred = try guards.referredRows(addresses, except: changed.numbers)
        if let first = referred.min(by: { $0.key < $1.key }) {
            switch ticket.policy.foreignRows {
            case .keep: break
            case .stop:
                throw CleanupRefusal.foreignRow(
                    table: table.name,
                    key: AddressText.key(table, slice, first.key),
                    reference: first.value
                )
            case .delete:
                outcome.foreignCount += try SQLiteReferrers(database, graph)
                    .delete(to: table, addresses, rows: referred.keys.sorted())
            }
        }
        let keeps = ticket.policy.foreignRows == .keep
        let statement = try database.makeStatement(
            sql: "DELETE FROM \(SQLIdentifier.quoted(table.name)) AS t "
                + "WHERE \(SQLiteAddresses.condition(table))"
        )
        for row in changed.kept { outcome.keep(row) }
        for row in (0..<slice.rowCount).reversed() where !changed.numbers.contains(row) {
            if keeps, let reference = referred[row] {
                outcome.keep(
                    KeptRow(key: AddressText.key(table, slice, row), reason: reference.name)
                )
                continue
            }
            try statement.execute(arguments: addresses.arguments(row))
            if database.changesCount == 1 {
                outcome.deletedCount += 1
            } else {
                outcome.goneCount += 1
            }
        }
    }
}
