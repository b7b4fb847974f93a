import Dataset
import Faults
import Foundation

/// A connection that deletes batches from a PostgreSQL target.
final class PostgresCleanupSession: CleanupSession {
    private let connection: PostgresConnection
    private let graph: ReferenceGraph
    private let ledger: PostgresLedger
    private let isRehearsal: Bool

    /// With `isRehearsal`, begins the one transaction that is never committed.
    init(
        _ connection: PostgresConnection,
        _ graph: ReferenceGraph,
        ledgerSchema: String,
        isRehearsal: Bool
    ) throws(TargetError) {
        self.connection = connection
        self.graph = graph
        self.isRehearsal = isRehearsal
        ledger = PostgresLedger(connection, schema: ledgerSchema)
        guard isRehearsal else { return }
        try connection.begin()
        try PostgresPlanner.findByIndex(connection)
    }

    func prepare(_ table: CleanupTable) throws(TargetError) {
        guard table.found != nil else { return }
        try connection.inTransaction { () throws(TargetError) in
            try PostgresTemporaryIndexes(connection).make(for: table.references)
        }
    }

    func delete(_ ticket: DeletionTicket, rows: RowSource) throws(TargetError) -> DeletionOutcome {
        if isRehearsal { return try deleteRows(ticket, rows) }
        CrashPoint.pass(.beforeDeletion)
        let outcome = try connection.transaction { () throws(TargetError) in
            try PostgresPlanner.findByIndex(connection)
            let known = try ledger.claimDeletion(ticket)
            let outcome: DeletionOutcome
            if let known {
                outcome = known
            } else {
                CrashPoint.pass(.afterDeletionClaim)
                outcome = try deleteRows(ticket, rows)
                try ledger.record(outcome, of: ticket)
            }
            CrashPoint.pass(.beforeDeletionCommit)
            return outcome
        }
        CrashPoint.pass(.afterDeletionCommit)
        return outcome
    }

    private func deleteRows(
        _ ticket: DeletionTicket,
        _ source: RowSource
    ) throws(TargetError) -> DeletionOutcome {
        var outcome = DeletionOutcome()
        guard ticket.table.found != nil else {
            outcome.goneCount = Int64(ticket.rows.count)
            return outcome
        }
        try source.forEachSliceDescending(of: ticket.rows) { (slice) throws(TargetError) in
            try delete(slice, ticket, &outcome)
            CrashPoint.pass(.midDeletion)
        }
        return outcome
    }

    private func delete(
        _ slice: ColumnBatch,
        _ ticket: DeletionTicket,
        _ outcome: inout DeletionOutcome
    ) throws(TargetError) {
        let table = ticket.table
        var rows = Array(0..<slice.rowCount)
        let keptBefore = outcome.keptCount
        if !table.references.isEmpty || ticket.compared != nil {
            // Locked before they are looked at: nobody can change them, or refer to them by a
            // foreign key, until the transaction ends.
            rows = try lockedRows(table, slice)
        }
        if let compared = ticket.compared {
            let changed = try keepChanged(compared, slice, rows: rows, &outcome)
            rows.removeAll { changed.contains($0) }
        }
        if !table.references.isEmpty {
            let guards = PostgresReferenceGuard(connection, table)
            let referred = try guards.referredRows(slice, rows: rows)
            try decide(referred, ticket, slice, &outcome)
            if ticket.policy.foreignRows == .keep { rows.removeAll { referred[$0] != nil } }
        }
        let deleted = try deleteRows(table, slice, rows: rows)
        outcome.deletedCount += deleted
        outcome.goneCount += Int64(slice.rowCount) - deleted - (outcome.keptCount - keptBefore)
    }

    /// Notes the rows that somebody has changed; their numbers within the slice.
    private func keepChanged(
        _ table: ComparedTable,
        _ slice: ColumnBatch,
        rows: [Int],
        _ outcome: inout DeletionOutcome
    ) throws(TargetError) -> Set<Int> {
        guard !rows.isEmpty else { return [] }
        var comparison = try PostgresRowComparison(connection, table)
        let changed = ChangedRows(
            try comparison.differences(slice, rows: rows),
            of: table.address.name,
            slice
        )
        for row in changed.kept { outcome.keep(row) }
        return changed.numbers
    }

    /// Applies the policy to rows that others refer to.
    private func decide(
        _ kept: [Int: TableReference],
        _ ticket: DeletionTicket,
        _ slice: ColumnBatch,
        _ outcome: inout DeletionOutcome
    ) throws(TargetError) {
        guard let first = kept.min(by: { $0.key < $1.key }) else { return }
        let table = ticket.table
        switch ticket.policy.foreignRows {
        case .keep:
            for (row, reference) in kept.sorted(by: { $0.key < $1.key }) {
                outcome.keep(
                    KeptRow(key: AddressText.key(table, slice, row), reason: reference.name)
                )
            }
        case .stop:
            throw CleanupRefusal.foreignRow(
                table: table.name,
                key: AddressText.key(table, slice, first.key),
                reference: first.value
            )
        case .delete:
            outcome.foreignCount += try PostgresReferrers(connection, graph).delete(
                to: table,
                PostgresKeys(table, slice, rows: kept.keys.sorted())
            )
        }
    }

    /// The rows of a slice that are in the target, locked against new references.
    private func lockedRows(
        _ table: CleanupTable,
        _ slice: ColumnBatch
    ) throws(TargetError) -> [Int] {
        let keys = PostgresKeys(table, slice, rows: Array(0..<slice.rowCount))
        let found = try connection.execute(
            "SELECT k.place FROM \(keys.relation("k")) "
                + "JOIN \(connection.name(of: table.name)) AS t "
                + "ON \(keys.condition(row: "t", key: "k")) FOR UPDATE OF t",
            keys.parameters
        )
        return PostgresReferenceGuard.places(found).sorted()
    }

    private func deleteRows(
        _ table: CleanupTable,
        _ slice: ColumnBatch,
        rows: [Int]
    ) throws(TargetError) -> Int64 {
        guard !rows.isEmpty else { return 0 }
        let keys = PostgresKeys(table, slice, rows: rows)
        return try connection.execute(
            "DELETE FROM \(connection.name(of: table.name)) AS t USING \(keys.relation("k")) "
                + "WHERE \(keys.condition(row: "t", key: "k"))",
            keys.parameters
        ).affectedRowCount
    }
}
