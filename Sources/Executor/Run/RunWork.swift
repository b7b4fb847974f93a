import Planner
import Targets

/// What a worker of a run does next.
enum RunWork: Sendable {
    case batch(Grant)
    case restoration(RestorationStep)
}

/// A batch that a worker may load.
struct Grant: Sendable {
    /// The batch, whose start is in the journal.
    let batch: PlannedBatch
    /// The journal's last event when the batch was granted.
    let journalHead: JournalPosition
}

/// What a worker of a run has to say.
enum RunWorkReport: Sendable {
    /// The worker has no connection to begin with, and tries again.
    case connectionRetrying(TargetError)
    /// The worker gets no connection to begin with; it had nothing to do yet.
    case unconnected(TargetError)
    /// A batch is in the target.
    case committed(BatchReceipt)
    /// An attempt failed and another one follows.
    case retrying(PlannedBatch, attempt: Int, TargetError)
    /// A batch could not be committed.
    case gaveUp(PlannedBatch, attempt: Int, TargetError)
    /// A batch that had failed is not tried again, because the run is to stop.
    case stopped(PlannedBatch)
    /// A step towards an index or constraint is taken, in that many microseconds.
    case restored(RestorationStep, microseconds: Int64)
    /// An attempt at a step failed and another one follows.
    case restorationRetrying(RestorationStep, TargetError)
    /// A step could not be taken; without an error because the run is to stop.
    case restorationFailed(TargetError?)
}

/// The record of a committed batch.
struct BatchReceipt: Sendable {
    let batch: PlannedBatch
    let outcome: BatchOutcome
    let fingerprint: String
    let attempt: Int
    let microseconds: Int64
}
