import Synchronization

/// Whether a run has been asked to stop at the next batch.
package final class StopRequest: Sendable {
    private let reason = Mutex<String?>(nil)

    /// No request yet.
    package init() {}

    /// Why the run is to stop; nil while it is not.
    package var stopReason: String? { reason.withLock { $0 } }

    /// Asks the run to stop; the first reason stays.
    package func stop(reason text: String) {
        reason.withLock { if $0 == nil { $0 = text } }
    }
}
