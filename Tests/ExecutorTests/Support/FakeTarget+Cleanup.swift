import ContextForge
import Rows
import Synchronization

@testable import Targets

/// What happens while a cleanup deletes out of a target in memory.
struct CleanupScript: Sendable {
    /// Before a session opens; the number of those that are open already.
    var willOpen: @Sendable (Int) throws(TargetError) -> Void = { _ in }
    /// Before a table is prepared.
    var willPrepare: @Sendable (String) throws(TargetError) -> Void = { _ in }
    /// Before a batch is deleted.
    var willDelete: @Sendable (Int64) throws(TargetError) -> Void = { _ in }
}

/// What a cleanup has done to a target in memory.
struct CleanupState {
    var openCount = 0
    var prepared: [String] = []
    /// Numbers of the batches, in the order in which they ended.
    var deleted: [Int64] = []
    /// Batches that are worked on at this moment, by table.
    var busyCounts: [String: Int] = [:]
    /// Most batches of a table that were worked on at the same time.
    var busyCountMaxima: [String: Int] = [:]
    /// Whether batches of two tables were worked on at the same time.
    var hasMixedTables = false
}

/// It holds no rows: every batch is deleted as it is asked for.
extension FakeTarget: CleanupTarget {
    func readLedger(runUID: String) throws(TargetError) -> LedgerState? { nil }

    func beginCleanup(_ run: RunRegistration) throws(TargetError) -> Int64 { 1 }

    func forgetOutcomes(runUID: String) throws(TargetError) {}

    func endCleanup(runUID: String) throws(TargetError) -> Bool { true }

    func readForeignKeys() throws(TargetError) -> [TableReference] { [] }

    func openContentSession() throws(TargetError) -> any ContentSession {
        throw TargetError(code: "unsupported", message: "a target in memory has no content")
    }

    func dropTemporaryIndexes() throws(TargetError) {}

    func refuseHiddenRows(_ graph: ReferenceGraph) throws(TargetError) {}

    func openCleanupSession(
        _ graph: ReferenceGraph,
        generated: any GeneratedValues,
        isDryRun: Bool
    ) throws(TargetError) -> any CleanupSession {
        let number = state.withLock { state in
            defer { state.cleanup.openCount += 1 }
            return state.cleanup.openCount
        }
        do {
            try cleanupScript.willOpen(number)
        } catch {
            state.withLock { $0.cleanup.openCount -= 1 }
            throw error
        }
        return FakeCleanupSession(self)
    }
}

private final class FakeCleanupSession: CleanupSession {
    private let target: FakeTarget

    init(_ target: FakeTarget) { self.target = target }

    func prepare(_ table: CleanupTable) throws(TargetError) {
        try target.cleanupScript.willPrepare(table.name)
        target.state.withLock { $0.cleanup.prepared.append(table.name) }
    }

    func delete(_ ticket: DeletionTicket, rows: RowSource) throws(TargetError) -> DeletionOutcome {
        let table = ticket.table.name
        target.state.withLock { state in
            let busyCount = (state.cleanup.busyCounts[table] ?? 0) + 1
            state.cleanup.busyCounts[table] = busyCount
            state.cleanup.busyCountMaxima[table] = max(
                state.cleanup.busyCountMaxima[table] ?? 0,
                busyCount
            )
            if state.cleanup.busyCounts.values.count(where: { $0 > 0 }) > 1 {
                state.cleanup.hasMixedTables = true
            }
        }
        defer { target.state.withLock { $0.cleanup.busyCounts[table, default: 0] -= 1 } }
        try target.cleanupScript.willDelete(ticket.batchNumber)
        target.state.withLock { $0.cleanup.deleted.append(ticket.batchNumber) }
        var outcome = DeletionOutcome()
        outcome.deletedCount = Int64(ticket.rows.count)
        return outcome
    }
}
