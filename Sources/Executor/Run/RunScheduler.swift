import Planner

/// Decides which batch is begun next.
///
/// A table is begun when all tables that its rows refer to are complete, so at any moment the
/// target holds no row whose parent is missing. A pure value: it knows neither workers nor clocks.
package struct RunScheduler: Sendable {
    /// What a worker that has nothing to do gets.
    package enum Action: Sendable, Hashable {
        /// A batch to commit.
        case begin(batch: Int64)
        /// Nothing yet: batches in hand must end first.
        case wait
        /// Nothing any more.
        case finish
    }

    private struct TableState {
        let plan: TablePlan
        /// First batch that has not been looked at.
        var next: Int64
        /// Batches that are not committed.
        var remaining: Int64
        /// Whether the last batch has been handed out ahead of the others.
        var hasBegunLast = false
        /// The batch of a table in sequence that has been handed out and is not committed.
        var inHand: Int64?
    }

    private var tables: [TableState]
    private var done: BatchSet
    private let lastBatchFirst: Set<Int>
    private let inSequence: Set<Int>

    /// Schedules the batches of a plan that are not in `committed`.
    ///
    /// The tables whose indexes are in `lastBatchFirst` begin with their last batch, and do nothing
    /// else before it is committed: it has the highest key of the table's block. Of those in
    /// `inSequence` no batch begins before the one before it is committed: its rows may refer to
    /// them.
    package init(
        tables: [TablePlan],
        committed: BatchSet,
        lastBatchFirst: Set<Int> = [],
        inSequence: Set<Int> = []
    ) {
        done = committed
        self.lastBatchFirst = lastBatchFirst
        self.inSequence = inSequence
        self.tables = tables.map { plan in
            let range = plan.firstBatch..<(plan.firstBatch + plan.batchCount)
            let remaining = range.reduce(Int64(0)) { $0 + (committed.contains($1) ? 0 : 1) }
            return TableState(plan: plan, next: plan.firstBatch, remaining: remaining)
        }
    }

    /// Whether every batch is committed.
    package var isFinished: Bool { tables.allSatisfy { $0.remaining == 0 } }

    /// Whether every batch of a table is committed.
    package func isComplete(table: Int) -> Bool { tables[table].remaining == 0 }

    /// The next batch for a worker.
    package mutating func workerIsIdle() -> Action {
        for index in tables.indices {
            guard isReady(index), tables[index].inHand == nil else { continue }
            let end = tables[index].plan.firstBatch + tables[index].plan.batchCount
            if lastBatchFirst.contains(index), end > tables[index].plan.firstBatch,
                !done.contains(end - 1)
            {
                if tables[index].hasBegunLast { continue }
                tables[index].hasBegunLast = true
                return .begin(batch: end - 1)
            }
            while tables[index].next < end {
                let batch = tables[index].next
                tables[index].next += 1
                if done.contains(batch) { continue }
                if inSequence.contains(index) { tables[index].inHand = batch }
                return .begin(batch: batch)
            }
        }
        return isFinished ? .finish : .wait
    }

    /// Notes that a batch is committed; the table that it completes, if any.
    package mutating func batchCommitted(_ batch: Int64) -> Int? {
        guard done.insert(batch) else { return nil }
        let found = tables.firstIndex {
            batch >= $0.plan.firstBatch && batch < $0.plan.firstBatch + $0.plan.batchCount
        }
        guard let index = found else {
            preconditionFailure("a committed batch is in no table of the plan")
        }
        tables[index].remaining -= 1
        if tables[index].inHand == batch { tables[index].inHand = nil }
        return tables[index].remaining == 0 ? index : nil
    }

    /// Notes that a batch that was committed is gone from the target: it is begun again.
    package mutating func batchLost(_ batch: Int64) {
        guard done.remove(batch) else { return }
        let found = tables.firstIndex {
            batch >= $0.plan.firstBatch && batch < $0.plan.firstBatch + $0.plan.batchCount
        }
        guard let index = found else {
            preconditionFailure("a lost batch is in no table of the plan")
        }
        tables[index].remaining += 1
        tables[index].next = min(tables[index].next, batch)
        tables[index].hasBegunLast = false
    }

    private func isReady(_ index: Int) -> Bool {
        tables[index].plan.parents.allSatisfy { tables[$0].remaining == 0 }
    }
}
