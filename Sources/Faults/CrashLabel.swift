/// Every place at which `GATEFILL_CRASH_AT` can make the program kill itself.
///
/// The raw value is what the variable names. A new step of a batch gets its label here.
package enum CrashLabel: String, CaseIterable, Sendable {
    /// A group of events is about to be stored in the journal.
    case beforeJournalTransaction = "before-journal-transaction"
    /// The group is written, its transaction is not committed.
    case beforeJournalCommit = "before-journal-commit"
    /// The group is durable, nothing has been done with it yet.
    case afterJournalCommit = "after-journal-commit"
    /// A worker has a batch, the target's transaction has not begun.
    case beforeBegin = "before-begin"
    /// The batch's ledger row is written, none of its rows.
    case afterLedgerRow = "after-ledger-row"
    /// A slice of the batch's rows has been sent, more may follow.
    case midRows = "mid-rows"
    /// All rows are written and counted, COMMIT has not been sent.
    case beforeCommit = "before-commit"
    /// COMMIT was acknowledged, the session has not returned.
    case afterCommit = "after-commit"
    /// The worker has the answer, the journal's thread does not.
    case beforeReport = "before-report"
}
