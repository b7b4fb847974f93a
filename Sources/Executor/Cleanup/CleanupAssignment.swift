import Planner
import Rows
import Targets

/// A run that is ready to be undone.
package struct CleanupAssignment: Sendable {
    /// Number of the run in the journal.
    package let runNumber: Int64
    /// Name of the run in the target's ledger.
    package let runUID: String
    /// The right to delete.
    package let epoch: Int64
    /// What was committed.
    package let plan: GenerationPlan
    /// What refers to what in the target.
    package let graph: ReferenceGraph
    /// How each table of the plan is addressed, in the plan's order.
    package let tables: [CleanupTable]
    /// How each table of the plan is compared; empty when changed rows are deleted like the others.
    package let compared: [ComparedTable]
    /// What only the target knows and rows depend on.
    package let constants: TargetConstants
    /// Which values the rows of the run have.
    package let generated: any GeneratedValues
    /// What is kept.
    package let policy: CleanupPolicy
    /// Batches to delete, the last first.
    package let batches: [Int64]
    /// Rows of these batches that an earlier cleanup has deleted already, by batch.
    package let deletedBefore: [Int64: Int64]
    /// What an earlier part of the same cleanup has done, by table of the plan.
    package let earlier: [DeletionOutcome]
    /// What is worth telling people.
    package let notices: [String]

    /// Rows of the batches to delete, by table of the plan.
    package var rowCounts: [Int64] {
        var counts = [Int64](repeating: 0, count: plan.tables.count)
        for number in batches {
            let batch = plan.batch(number)
            counts[batch.table] += Int64(batch.rows.count)
        }
        return counts
    }
}
