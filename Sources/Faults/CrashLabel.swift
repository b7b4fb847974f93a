/// Every place at which `GATEFILL_CRASH_AT` can make the program kill itself.
///
/// The raw value is what the variable names. A new step of a batch, or of what comes before and
/// after the batches, gets its label here.
package enum CrashLabel: String, CaseIterable, Sendable {
    // MARK: The journal, for every group of events

    /// A group of events is about to be stored.
    case beforeJournalTransaction = "before-journal-transaction"
    /// The group is written, its transaction is not committed.
    case beforeJournalCommit = "before-journal-commit"
    /// The group is durable, nothing has been done with it yet.
    case afterJournalCommit = "after-journal-commit"

    // MARK: Binding a run to its target

    /// The ledger is not there yet, or the run's epoch is not raised yet.
    case beforeBind = "before-bind"
    /// The run is in the ledger, the transaction is not committed.
    case beforeBindCommit = "before-bind-commit"
    /// The run is in the ledger, the journal has not heard of it.
    case afterBind = "after-bind"
    /// Tables have integer keys and no block of them is reserved.
    case beforeKeyBlock = "before-key-block"
    /// The counters are moved, the transaction is not committed.
    case beforeKeyBlockCommit = "before-key-block-commit"
    /// The blocks are reserved, the journal has not heard of them.
    case afterKeyBlock = "after-key-block"

    // MARK: Reconciling journal and ledger, when a run is resumed

    /// The new epoch is in force and recorded, the ledger has not been read.
    case beforeReconciliation = "before-reconciliation"
    /// What was recovered and lost is recorded, no batch has begun.
    case afterReconciliation = "after-reconciliation"

    // MARK: Suspending indexes and constraints

    /// What is to be suspended is known, neither journal nor ledger has heard of it.
    case beforeSuspension = "before-suspension"
    /// The definitions are in the journal and the ledger, nothing is dropped.
    case beforeDrop = "before-drop"
    /// Objects of a table are dropped, the transaction is not committed.
    case beforeDropCommit = "before-drop-commit"
    /// Objects of a table are gone, those of others are not.
    case afterDrop = "after-drop"

    // MARK: Restoring them

    /// A worker has an index or constraint to restore, the target's transaction has not begun.
    case beforeRestoration = "before-restoration"
    /// An index is built, the transaction is not committed.
    case beforeRestorationCommit = "before-restoration-commit"
    /// A foreign key is there again, its rows are not checked; only a server has such a moment.
    case midRestoration = "mid-restoration"
    /// The object is there again, the journal has not heard of it.
    case afterRestoration = "after-restoration"

    // MARK: A batch

    /// A worker has a batch, the target's transaction has not begun.
    case beforeBegin = "before-begin"
    /// The batch's ledger row is written, none of its rows.
    case afterLedgerRow = "after-ledger-row"
    /// A slice of the batch's rows has been sent, more may follow.
    case midRows = "mid-rows"
    /// All rows are written and counted, COMMIT has not been sent.
    case beforeCommit = "before-commit"
    /// COMMIT is sent, no answer yet; a target without a server has no such moment.
    case commitSent = "commit-sent"
    /// COMMIT was acknowledged, the session has not returned.
    case afterCommit = "after-commit"
    /// The worker has the answer, the journal's thread does not.
    case beforeReport = "before-report"

    // MARK: Completing a run

    /// Every batch is in, no statistics are gathered.
    case beforeStatistics = "before-statistics"
    /// A table's statistics are fresh, the journal has not heard of it.
    case afterStatistics = "after-statistics"
    /// All is done, the run is not recorded as complete.
    case beforeCompletion = "before-completion"
    /// The run is recorded as complete; it is neither verified nor reported.
    case afterCompletion = "after-completion"

    // MARK: Cleaning a run up

    /// A batch is to be deleted, the target's transaction has not begun.
    case beforeDeletion = "before-deletion"
    /// The batch is this runner's to delete, none of its rows is deleted.
    case afterDeletionClaim = "after-deletion-claim"
    /// A slice of the batch's rows is deleted, more may follow.
    case midDeletion = "mid-deletion"
    /// All rows are dealt with and the outcome is in the ledger, COMMIT has not been sent.
    case beforeDeletionCommit = "before-deletion-commit"
    /// The batch is deleted, the journal has not heard of it.
    case afterDeletionCommit = "after-deletion-commit"
    /// Every batch is deleted and recorded, the ledger still has the run.
    case beforeLedgerEnd = "before-ledger-end"
    /// The run is off the ledger, the transaction is not committed.
    case beforeLedgerEndCommit = "before-ledger-end-commit"
    /// The run is off the ledger, the journal has not recorded the end.
    case afterLedgerEnd = "after-ledger-end"

    /// Those that a run passes, resumed or not.
    package static let runs = allCases.filter { !cleanup.contains($0) }

    /// Those that only a run with suspended indexes passes.
    package static let suspension: [CrashLabel] = [
        .beforeSuspension, .beforeDrop, .beforeDropCommit, .afterDrop, .beforeRestoration,
        .beforeRestorationCommit, .midRestoration, .afterRestoration,
    ]

    /// Those that only a cleanup passes.
    package static let cleanup: [CrashLabel] = [
        .beforeDeletion, .afterDeletionClaim, .midDeletion, .beforeDeletionCommit,
        .afterDeletionCommit, .beforeLedgerEnd, .beforeLedgerEndCommit, .afterLedgerEnd,
    ]
}
