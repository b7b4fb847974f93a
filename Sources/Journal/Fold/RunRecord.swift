/// Where a run stands.
package enum RunPhase: String, Sendable, CaseIterable {
    /// Planned; no batch has been started.
    case planned
    /// Batches are being loaded, or the process died while they were.
    case running
    /// Stopped on request before the end.
    case interrupted
    /// Stopped on an error.
    case failed
    /// Every batch is committed.
    case completed
    /// Being undone, or the process died while it was.
    case cleaning
    /// Its cleanup stopped before the end.
    case cleanupInterrupted = "cleanup-interrupted"
    /// Undone.
    case cleaned

    /// Whether batches are left to load, so that `resume` has something to do.
    package var isResumable: Bool {
        switch self {
        case .planned, .running, .interrupted, .failed: true
        case .completed, .cleaning, .cleanupInterrupted, .cleaned: false
        }
    }

    /// Where a run stands that nobody works on: what says `running` or `cleaning` was killed.
    package var withoutProcess: RunPhase {
        switch self {
        case .running: .interrupted
        case .cleaning: .cleanupInterrupted
        default: self
        }
    }

    /// Whether a cleanup has begun and not ended.
    package var isCleanup: Bool {
        self == .cleaning || self == .cleanupInterrupted
    }
}

/// What the events say about a run as a whole.
package struct RunRecord: Sendable, Equatable {
    package let number: Int64
    package internal(set) var uid = ""
    package internal(set) var phase = RunPhase.planned
    package internal(set) var profileName = ""
    package internal(set) var planDigest = ""
    package internal(set) var generatorVersion = ""
    package internal(set) var batchSize: Int64 = 0
    /// The target as people see it.
    package internal(set) var target = ""
    /// The highest epoch the run has had; 0 before it is bound.
    package internal(set) var epoch: Int64 = 0
    package internal(set) var createdAt: UTCTimestamp
    package internal(set) var updatedAt: UTCTimestamp
    /// The number of its first event.
    package internal(set) var firstSeq: Int64
    /// The number of its last event.
    package internal(set) var lastSeq: Int64
    /// The number of its last ``TargetBound`` event; nil before that.
    package internal(set) var boundSeq: Int64?
    /// Rows and batches of the plan.
    package internal(set) var rowTotal: Int64 = 0
    package internal(set) var batchTotal: Int64 = 0
    /// Rows and batches whose last state counts as committed.
    package internal(set) var rowsCommitted: Int64 = 0
    package internal(set) var batchesCommitted: Int64 = 0
    /// Batches whose last state is deleted, and their rows by what became of them.
    package internal(set) var batchesDeleted: Int64 = 0
    package internal(set) var rowsDeleted: Int64 = 0
    package internal(set) var rowsGone: Int64 = 0
    package internal(set) var rowsKept: Int64 = 0
    /// The time that its completion reported; 0 before.
    package internal(set) var durationMicroseconds: Int64 = 0
    /// Why it is interrupted or failed: an error's code (or `interrupted`) and text.
    package internal(set) var causeCode: String?
    package internal(set) var causeMessage: String?
    /// The last verification's result; nil if there was none since rows last changed.
    package internal(set) var hasPassedVerification: Bool?

    /// A run of which event `seq` is the first.
    init(number: Int64, seq: Int64, at: UTCTimestamp) {
        self.number = number
        createdAt = at
        updatedAt = at
        firstSeq = seq
        lastSeq = seq
    }
}
