/// What has last happened to a batch.
///
/// The numbers are stored in the journal's projection; they are never reused.
package enum BatchState: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// Nothing yet: the plan holds it, no event names it.
    case planned = 0
    /// A worker may have sent it; the target's answer is not known. A crash here leaves it in
    /// doubt.
    case started = 1
    /// The target acknowledged its commit.
    case committed = 2
    /// The target rolled it back, or did not answer; it may be tried again.
    case failed = 3
    /// The ledger holds it though the checkpoint was missing: as good as committed.
    case recovered = 4
    /// It was committed and the target no longer has it; it is to be loaded again.
    case lost = 5
    /// Cleanup is done with it.
    case deleted = 6

    /// Whether the target holds its rows.
    package var countsAsCommitted: Bool {
        self == .committed || self == .recovered
    }

    package var description: String {
        switch self {
        case .planned: "planned"
        case .started: "started"
        case .committed: "committed"
        case .failed: "failed"
        case .recovered: "recovered"
        case .lost: "lost"
        case .deleted: "deleted"
        }
    }
}
