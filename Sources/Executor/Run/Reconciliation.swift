/// Compares what the journal and the target's ledger say about the batches of a run.
///
/// The ledger decides: its rows were written in the batches' own transactions.
package struct Reconciliation: Sendable, Equatable {
    /// Batches that are in the target.
    package let committed: BatchSet
    /// In the target without a checkpoint in the journal: to be recorded, not sent again.
    package let recovered: [Int64]
    /// With a checkpoint in the journal but not in the target: to be reported and sent again.
    package let lost: [Int64]

    /// Compares both sides.
    ///
    /// - Parameters:
    ///   - batchCount: Of the plan.
    ///   - hasCheckpoint: Whether the journal holds a batch's checkpoint.
    ///   - ledger: Batches in the target's ledger.
    package init(batchCount: Int64, hasCheckpoint: (Int64) -> Bool, ledger: [Int64]) {
        var committed = BatchSet(capacity: batchCount)
        var recovered: [Int64] = []
        for batch in ledger where batch < batchCount {
            committed.insert(batch)
            if !hasCheckpoint(batch) { recovered.append(batch) }
        }
        self.committed = committed
        self.recovered = recovered
        lost = (0..<batchCount).filter { hasCheckpoint($0) && !committed.contains($0) }
    }
}
