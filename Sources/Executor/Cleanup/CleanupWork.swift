import Planner
import Targets

/// What a worker of a cleanup does next.
enum CleanupWork: Sendable {
    /// Gets the target ready for deletions from a table of the plan.
    case preparation(table: Int)
    /// Deletes a batch; rows of the run have been kept in these tables.
    case deletion(PlannedBatch, keptTables: Set<String>)
}

/// What a worker of a cleanup has to say.
enum CleanupWorkReport: Sendable {
    /// The worker gets no connection to begin with; it had nothing to do yet.
    case unconnected(TargetError)
    /// The target is ready.
    case prepared
    /// A batch is deleted.
    case deleted(Deletion)
    /// A batch could not be deleted; without its number, a table could not be prepared.
    case failed(batch: Int64?, TargetError)
    /// Work that had failed is not tried again, because the cleanup is to stop.
    case stopped
}

/// The record of a deleted batch.
struct Deletion: Sendable {
    let batch: PlannedBatch
    let outcome: DeletionOutcome
    let microseconds: Int64
}
