extension RunRecord {
    /// Folds in an event of this run, except what it says about its batch.
    mutating func apply(_ event: JournalEvent, seq: Int64, at: UTCTimestamp) {
        lastSeq = seq
        updatedAt = at
        switch event {
        case .runPlanned(let payload):
            plan(payload)
        case .targetBound(let payload):
            epoch = max(epoch, payload.epoch)
            boundSeq = seq
        case .batchStarted(let payload):
            epoch = max(epoch, payload.epoch)
            enter(.running)
        case .batchCommitted, .batchRecovered, .batchLost, .batchDeleted:
            hasPassedVerification = nil
        case .runInterrupted(let payload):
            stop(code: "interrupted", message: payload.reason, phase: .interrupted)
        case .runFailed(let payload):
            stop(code: payload.causeCode, message: payload.message, phase: .failed)
        case .runResumed(let payload):
            epoch = max(epoch, payload.epoch)
            enter(.running)
        case .runCompleted(let payload):
            durationMicroseconds = payload.durationMicroseconds
            enter(.completed)
        case .runVerified(let payload):
            hasPassedVerification = payload.hasPassed
        case .cleanupStarted(let payload):
            epoch = max(epoch, payload.epoch)
            enter(.cleaning)
        case .cleanupCompleted:
            enter(.cleaned)
        case .journalRebuilt(let payload):
            epoch = max(epoch, payload.ledgerEpoch)
            stop(
                code: "journal-rebuilt",
                message: "its events were read back from the target's ledger",
                phase: .interrupted
            )
        case .targetMoved(let payload):
            epoch = max(epoch, payload.ledgerEpoch)
            stop(
                code: "target-moved",
                message: "it is a copy of run \(payload.originalRun) in another database",
                phase: .interrupted
            )
        case .idsReserved, .indexSuspended, .indexRestored, .batchFailed, .tableAnalyzed,
            .unknown:
            break
        }
    }

    /// Replaces what a batch adds to the totals.
    mutating func replace(_ old: BatchRecord?, by new: BatchRecord) {
        if let old {
            count(old, sign: -1)
        }
        count(new, sign: 1)
    }

    private mutating func plan(_ payload: RunPlanned) {
        uid = payload.uid
        profileName = payload.profileName
        planDigest = payload.planDigest
        generatorVersion = payload.generatorVersion
        batchSize = payload.batchSize
        target = payload.target
        rowTotal = payload.tables.reduce(0) { $0 &+ $1.rowCount }
        batchTotal = payload.tables.reduce(0) { $0 &+ $1.batchCount }
    }

    private mutating func enter(_ phase: RunPhase) {
        self.phase = phase
        causeCode = nil
        causeMessage = nil
    }

    private mutating func stop(code: String, message: String, phase: RunPhase) {
        self.phase = self.phase.isCleanup ? .cleanupInterrupted : phase
        causeCode = code
        causeMessage = message
    }

    // Wrapping: a journal that somebody edited must not trap while it is being read.
    private mutating func count(_ batch: BatchRecord, sign: Int64) {
        if batch.state.countsAsCommitted {
            batchesCommitted &+= sign
            rowsCommitted &+= sign &* batch.rowCount
        }
        if batch.state == .deleted {
            batchesDeleted &+= sign
            rowsDeleted &+= sign &* batch.deletedCount
            rowsGone &+= sign &* batch.goneCount
            rowsKept &+= sign &* batch.keptCount
        }
    }
}
