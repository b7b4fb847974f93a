import Foundation
import Journal
import Targets

/// Restores what a run has left suspended, outside the run: for cleanup and for doctor.
package struct IndexRestorer {
    let journal: EventStore
    let target: any Target
    /// Number of the run in the journal.
    let run: Int64
    /// The right to do it; nil where the target has no ledger any more.
    let fence: RunFence?
    var policy = RetryPolicy()

    /// What is restored, and why the rest could not be.
    package typealias Result = (restored: [SuspendedObject], violations: [TargetError])

    /// Restores everything that the journal says is suspended, one step after the other.
    ///
    /// With `skipsViolations`, what rows forbid is left for later, with all that depends on it;
    /// otherwise it is an error.
    func restore(skipsViolations: Bool = false) throws -> Result {
        let objects = try SuspensionHistory(run: run, in: journal).outstanding
        return try IndexRestorer.restore(
            objects,
            target: target,
            fence: fence,
            policy: policy,
            skipsViolations: skipsViolations
        ) { object, microseconds in
            let event = object.restoredEvent(microseconds: microseconds)
            _ = try journal.append([NewEvent(run: run, event)])
        }
    }

    /// Restores objects, and tells of each.
    static func restore(
        _ objects: [SuspendedObject],
        target: any Target,
        fence: RunFence?,
        policy: RetryPolicy = RetryPolicy(),
        skipsViolations: Bool = false,
        didRestore: (SuspendedObject, Int64) throws -> Void
    ) throws -> Result {
        var restored: [SuspendedObject] = []
        var violations: [TargetError] = []
        guard !objects.isEmpty else { return ([], []) }
        var scheduler = RestorationScheduler(objects)
        var session: (any TargetSession)? = try target.openSession()
        while let (object, action) = scheduler.next(isComplete: { _ in true }) {
            let step = RestorationStep(
                object,
                action,
                fence: fence,
                memoryKilobyteCount: RestorationMemory.kilobyteCount(workerCount: 1)
            )
            let started = ContinuousClock.now
            if let error = failure(of: step, in: target, policy: policy, &session) {
                guard skipsViolations && isViolation(error) else { throw error }
                // It stays in hand: what depends on it waits for good.
                violations.append(error)
                continue
            }
            let total = scheduler.stepTaken(
                object,
                action,
                microseconds: (ContinuousClock.now - started).microseconds
            )
            guard let total else { continue }
            restored.append(object)
            try didRestore(object, total)
        }
        return (restored, violations)
    }

    /// Takes a step, again after errors that pass; the error that it ends with, if it does.
    private static func failure(
        of step: RestorationStep,
        in target: any Target,
        policy: RetryPolicy,
        _ session: inout (any TargetSession)?
    ) -> TargetError? {
        let ending = policy.trying(
            willRetry: { _, _ in },
            pause: { milliseconds in
                Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
                return true
            },
            body: { _ throws(TargetError) in
                let open: any TargetSession
                if let session { open = session } else { open = try target.openSession() }
                session = open
                do throws(TargetError) {
                    try open.restore(step)
                } catch {
                    session = nil
                    throw error
                }
            }
        )
        if case .failed(_, let error) = ending { return error }
        return nil
    }

    private static func isViolation(_ error: TargetError) -> Bool {
        error.code == "unique-violation" || error.code == "reference-violation"
    }
}
