import Foundation
import Planner
import Targets

/// What a worker may do next.
struct Grant: Sendable {
    /// The batch, whose start is in the journal.
    let batch: PlannedBatch
    /// The journal's last event when the batch was granted.
    let journalHead: JournalPosition
}

/// What a worker does next.
enum Work: Sendable {
    case batch(Grant)
    case restoration(RestorationStep)
}

/// What a worker has to say.
enum WorkerReport: Sendable {
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

/// Carries grants to the workers and their reports back.
///
/// `@unchecked Sendable`: every access to the stored properties holds `condition`.
final class WorkQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private var grants: [Work] = []
    private var reports: [WorkerReport] = []
    private var isClosed = false

    /// Hands batches to the workers.
    func grant(_ batches: [Grant]) {
        guard !batches.isEmpty else { return }
        condition.withLock {
            grants.append(contentsOf: batches.map { .batch($0) })
            condition.broadcast()
        }
    }

    /// Hands steps of a restoration to the workers, before the batches that nobody has begun: a
    /// table that was just loaded is still in the server's memory.
    func grant(_ steps: [RestorationStep]) {
        guard !steps.isEmpty else { return }
        condition.withLock {
            grants.insert(contentsOf: steps.map { .restoration($0) }, at: 0)
            condition.broadcast()
        }
    }

    /// Takes back what no worker has begun.
    func withdrawGrants() -> Int {
        condition.withLock {
            defer { grants.removeAll() }
            return grants.count
        }
    }

    /// Ends the work: workers that wait get nothing more.
    func close() {
        condition.withLock {
            isClosed = true
            // What was granted but not begun must not be sent: the engine has stopped.
            grants.removeAll()
            condition.broadcast()
        }
    }

    /// What a worker does next; waits for it, nil when there will be nothing.
    func takeWork() -> Work? {
        condition.withLock {
            while grants.isEmpty && !isClosed { condition.wait() }
            return grants.isEmpty ? nil : grants.removeFirst()
        }
    }

    /// Waits before another attempt; false when the work has ended meanwhile.
    func pause(milliseconds: Int, until stop: StopRequest) -> Bool {
        let end = Date(timeIntervalSinceNow: Double(milliseconds) / 1000)
        return condition.withLock {
            while !isClosed && stop.stopReason == nil && Date() < end {
                // Short, because a request to stop does not signal the condition.
                _ = condition.wait(until: min(end, Date(timeIntervalSinceNow: 0.1)))
            }
            return !isClosed && stop.stopReason == nil
        }
    }

    /// Tells the engine something.
    func report(_ report: WorkerReport) {
        condition.withLock {
            reports.append(report)
            condition.broadcast()
        }
    }

    /// All reports so far; waits for one, at most `timeoutSeconds`.
    func takeReports(timeoutSeconds: Double) -> [WorkerReport] {
        condition.withLock {
            if reports.isEmpty {
                _ = condition.wait(until: Date(timeIntervalSinceNow: timeoutSeconds))
            }
            defer { reports.removeAll(keepingCapacity: true) }
            return reports
        }
    }
}
