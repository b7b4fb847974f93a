/// The name of a kind of event, as stored.
///
/// Not an enumeration: a journal may hold kinds of a newer gatefill.
package struct EventKind: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let runPlanned = EventKind(rawValue: "run-planned")
    package static let targetBound = EventKind(rawValue: "target-bound")
    package static let idsReserved = EventKind(rawValue: "ids-reserved")
    package static let indexSuspended = EventKind(rawValue: "index-suspended")
    package static let indexRestored = EventKind(rawValue: "index-restored")
    package static let batchStarted = EventKind(rawValue: "batch-started")
    package static let batchCommitted = EventKind(rawValue: "batch-committed")
    package static let batchFailed = EventKind(rawValue: "batch-failed")
    package static let batchRecovered = EventKind(rawValue: "batch-recovered")
    package static let batchLost = EventKind(rawValue: "batch-lost")
    package static let tableAnalyzed = EventKind(rawValue: "table-analyzed")
    package static let runInterrupted = EventKind(rawValue: "run-interrupted")
    package static let runResumed = EventKind(rawValue: "run-resumed")
    package static let runCompleted = EventKind(rawValue: "run-completed")
    package static let runFailed = EventKind(rawValue: "run-failed")
    package static let runVerified = EventKind(rawValue: "run-verified")
    package static let cleanupStarted = EventKind(rawValue: "cleanup-started")
    package static let batchDeleted = EventKind(rawValue: "batch-deleted")
    package static let cleanupCompleted = EventKind(rawValue: "cleanup-completed")
    package static let journalRebuilt = EventKind(rawValue: "journal-rebuilt")
    package static let targetMoved = EventKind(rawValue: "target-moved")

    /// Every kind that this version writes.
    package static let all: [EventKind] = [
        .runPlanned,
        .targetBound,
        .idsReserved,
        .indexSuspended,
        .indexRestored,
        .batchStarted,
        .batchCommitted,
        .batchFailed,
        .batchRecovered,
        .batchLost,
        .tableAnalyzed,
        .runInterrupted,
        .runResumed,
        .runCompleted,
        .runFailed,
        .runVerified,
        .cleanupStarted,
        .batchDeleted,
        .cleanupCompleted,
        .journalRebuilt,
        .targetMoved,
    ]
}
