import Planner
import Rows
import Targets

/// A run that is bound to its target and ready to be carried out.
package struct RunAssignment: Sendable {
    /// Number of the run in the journal.
    package let runNumber: Int64
    /// Name of the run in the target's ledger.
    package let runUID: String
    /// The right to commit.
    package let epoch: Int64
    /// What to commit.
    package let plan: GenerationPlan
    /// How each table of the plan is written.
    package let matches: [SchemaMatch]
    /// What only the target knows and rows depend on.
    package let constants: TargetConstants
    /// Batches that are in the target already.
    package let committed: BatchSet
    /// What is worth telling people: columns left out, batches recovered or lost.
    package var notices: [String]
    /// Batches found committed without a checkpoint.
    package let recoveredCount: Int
    /// Batches with a checkpoint that are gone from the target.
    package let lostCount: Int
    /// What has to be restored when its table is complete.
    package var suspended: [SuspendedObject] = []
    /// The target's schema as it must be at the end; nil when nothing was suspended.
    package var boundSchema: BoundSchema?
}

/// The tables of a target as a run found them first.
package struct BoundSchema: Sendable, Equatable {
    /// Digest of the tables.
    package let fingerprint: String
    /// The same line by line.
    package let lines: [String]
}
