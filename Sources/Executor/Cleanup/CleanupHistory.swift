import Journal
import Targets

/// A kept row with the table that it is in.
package struct NamedKeptRow: Sendable, Hashable {
    /// The row's table.
    package let table: String
    /// The row.
    package let row: KeptRow
}

/// What the journal says about the rows that a run's cleanup has kept.
package enum CleanupHistory {
    /// The rows that the last cleanup of each batch named, the last batch first.
    package static func keptRows(
        _ run: Int64,
        in journal: EventStore
    ) throws -> [NamedKeptRow] {
        var rows: [Int64: [NamedKeptRow]] = [:]
        try journal.events(run: run, kinds: [.batchDeleted]) { event in
            guard case .batchDeleted(let payload) = try event.decoded() else { return }
            rows[payload.batch] = payload.keptRows?.map {
                NamedKeptRow(
                    table: payload.table,
                    row: KeptRow(key: $0.key, reason: $0.reason)
                )
            }
        }
        return rows.sorted { $0.key > $1.key }.flatMap(\.value)
    }

    /// The command that continues the cleanup of a run under the policy it was last started with:
    /// another one would treat the remaining rows differently.
    package static func continuation(
        of run: Int64,
        in journal: EventStore
    ) throws -> [String] {
        var policy = CleanupPolicy()
        try journal.events(run: run, kinds: [.cleanupStarted]) { event in
            guard case .cleanupStarted(let payload) = try event.decoded() else { return }
            policy = CleanupPolicy(
                foreignRows: .init(rawValue: payload.foreignRows) ?? .keep,
                derivedRows: payload.derivedRows.flatMap { .init(rawValue: $0) } ?? .delete,
                changedRows: payload.changedRows.flatMap { .init(rawValue: $0) } ?? .delete
            )
        }
        return ["cleanup", "\(run)", "--confirm"] + policy.options
    }
}
