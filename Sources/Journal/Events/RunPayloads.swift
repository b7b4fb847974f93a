/// One table of a plan, in loading order.
package struct PlannedTable: Codable, Sendable, Equatable {
    /// The table in the target.
    package let name: String
    /// Rows the plan gives it.
    package let rowCount: Int64
    /// Batches its rows are cut into.
    package let batchCount: Int64

    package init(name: String, rowCount: Int64, batchCount: Int64) {
        self.name = name
        self.rowCount = rowCount
        self.batchCount = batchCount
    }
}

/// A run exists: what it will make, and of what.
///
/// Always the first event of a run.
package struct RunPlanned: EventPayload {
    package static let kind = EventKind.runPlanned

    /// The run's unique id, which the target's ledger rows carry too.
    package let uid: String
    /// The profile as people call it.
    package let profileName: String
    /// The whole validated configuration as JSON, enough to plan again.
    package let profile: String
    /// The digest of the plan.
    package let planDigest: String
    /// The version of the generator, part of the plan digest.
    package let generatorVersion: String
    /// The most rows of a batch.
    package let batchSize: Int64
    /// Every table, in loading order.
    package let tables: [PlannedTable]
    /// The target as people see it: never with a password.
    package let target: String

    package init(
        uid: String,
        profileName: String,
        profile: String,
        planDigest: String,
        generatorVersion: String,
        batchSize: Int64,
        tables: [PlannedTable],
        target: String
    ) {
        self.uid = uid
        self.profileName = profileName
        self.profile = profile
        self.planDigest = planDigest
        self.generatorVersion = generatorVersion
        self.batchSize = batchSize
        self.tables = tables
        self.target = target
    }
}

/// The run stopped before its end and can be resumed.
package struct RunInterrupted: EventPayload {
    package static let kind = EventKind.runInterrupted

    /// Why: a signal's name, or what the user asked.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// The run goes on under a new epoch.
package struct RunResumed: EventPayload {
    package static let kind = EventKind.runResumed

    /// The epoch that the target now fences with.
    package let epoch: Int64

    package init(epoch: Int64) {
        self.epoch = epoch
    }
}

/// Every batch is committed and the target is as it should be.
package struct RunCompleted: EventPayload {
    package static let kind = EventKind.runCompleted

    /// Rows of all its batches.
    package let rowCount: Int64
    /// Time of the whole run, pauses left out.
    package let durationMicroseconds: Int64

    package init(rowCount: Int64, durationMicroseconds: Int64) {
        self.rowCount = rowCount
        self.durationMicroseconds = durationMicroseconds
    }
}

/// The run stopped on an error that retrying does not cure.
package struct RunFailed: EventPayload {
    package static let kind = EventKind.runFailed

    /// The error's code.
    package let causeCode: String
    /// The error's message, without row values and secrets.
    package let message: String
    /// The batch in hand, if there was one.
    package let batch: Int64?

    package init(causeCode: String, message: String, batch: Int64? = nil) {
        self.causeCode = causeCode
        self.message = message
        self.batch = batch
    }

    package var batchNumber: Int64? { batch }
}

/// What the journal says of the run from here on was read back from the target's ledger, because
/// the events themselves are lost.
package struct JournalRebuilt: EventPayload {
    package static let kind = EventKind.journalRebuilt

    /// The epoch that was in force: batches of later epochs are in this journal.
    package let ledgerEpoch: Int64
    /// The last event of the lost journal that the ledger knows of; 0 if it knows of none.
    package let lostSeq: Int64
    /// That event's hash in hex; empty if unknown.
    package let lostHash: String
    /// Committed batches in the ledger.
    package let batchCount: Int64

    package init(ledgerEpoch: Int64, lostSeq: Int64, lostHash: String, batchCount: Int64) {
        self.ledgerEpoch = ledgerEpoch
        self.lostSeq = lostSeq
        self.lostHash = lostHash
        self.batchCount = batchCount
    }
}

/// What the run wrote was compared with what it should be.
package struct RunVerified: EventPayload {
    package static let kind = EventKind.runVerified

    /// Whether every check passed.
    package let hasPassed: Bool
    /// Checks done.
    package let checkCount: Int64
    /// Checks that failed.
    package let failedCount: Int64
    /// The first failures, or an empty text.
    package let summary: String

    package init(hasPassed: Bool, checkCount: Int64, failedCount: Int64, summary: String = "") {
        self.hasPassed = hasPassed
        self.checkCount = checkCount
        self.failedCount = failedCount
        self.summary = summary
    }
}
