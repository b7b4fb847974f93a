import Journal

/// An event as people see it, on one line.
struct EventLine {
    /// Number, time, run, kind, and what the event says.
    let text: String

    /// Reads an event.
    init(_ event: StoredEvent) throws {
        let place = [
            event.table.map { " \($0)" }, event.batch.map { " batch \($0)" },
        ].compactMap { $0 }.joined()
        let says = try EventLine.says(event.decoded())
        text =
            "\(event.seq)  \(event.at.text)  run \(event.run)  \(event.kind.rawValue)\(place)"
            + (says.isEmpty ? "" : ": \(says)")
    }

    private static func says(_ event: JournalEvent) -> String {
        switch event {
        case .runPlanned(let payload):
            let rows = payload.tables.reduce(0) { $0 + $1.rowCount }
            return "profile \(payload.profileName), \(Figures.grouped(rows)) rows, plan "
                + "\(payload.planDigest.prefix(12)), target \(payload.target)"
        case .targetBound(let payload):
            return "epoch \(payload.epoch), schema \(payload.schemaFingerprint.prefix(12))"
        case .idsReserved(let payload):
            return
                "\(payload.column) \(payload.firstID) to \(payload.firstID + payload.idCount - 1)"
        case .indexSuspended(let payload): return payload.definition
        case .indexRestored(let payload): return payload.definition
        case .batchStarted, .batchCommitted, .batchFailed, .batchRecovered, .batchLost,
            .batchDeleted:
            return batchSays(event)
        case .tableAnalyzed(let payload): return duration(payload.durationMicroseconds)
        case .runInterrupted(let payload): return payload.reason
        case .runResumed(let payload): return "epoch \(payload.epoch)"
        case .runCompleted(let payload):
            return "\(Figures.grouped(payload.rowCount)) rows, "
                + duration(payload.durationMicroseconds)
        case .runFailed(let payload): return "\(payload.causeCode): \(payload.message)"
        case .runVerified(let payload):
            return "\(payload.checkCount) checks, \(payload.failedCount) failed"
        case .cleanupStarted(let payload):
            return "epoch \(payload.epoch), foreign rows: \(payload.foreignRows)"
        case .cleanupCompleted(let payload):
            return counts(
                deleted: payload.deletedCount,
                gone: payload.goneCount,
                kept: payload.keptCount
            )
        case .journalRebuilt(let payload):
            return
                "\(payload.batchCount) batches read back, events up to \(payload.lostSeq) of the "
                + "lost journal are gone"
        case .targetMoved(let payload):
            return
                "copy of run \(payload.originalRun), epoch \(payload.ledgerEpoch): "
                + payload.differences.joined(separator: "; ")
        case .unknown: return "of a newer gatefill"
        }
    }

    private static func batchSays(_ event: JournalEvent) -> String {
        switch event {
        case .batchStarted(let payload):
            "rows \(payload.firstRow) to \(payload.firstRow + payload.rowCount - 1), attempt "
                + "\(payload.attempt), epoch \(payload.epoch)"
        case .batchCommitted(let payload):
            "\(payload.rowCount) rows, attempt \(payload.attempt), "
                + duration(payload.durationMicroseconds)
                + (payload.transactionID.isEmpty ? "" : ", transaction \(payload.transactionID)")
        case .batchFailed(let payload):
            "attempt \(payload.attempt), \(payload.causeCode): \(payload.message)"
        case .batchRecovered(let payload):
            "\(payload.rowCount) rows are in the target's ledger"
        case .batchLost(let payload): payload.reason
        case .batchDeleted(let payload):
            counts(deleted: payload.deletedCount, gone: payload.goneCount, kept: payload.keptCount)
                + (payload.derivedCount.map { ", \($0) derived rows deleted" } ?? "")
        default: ""
        }
    }

    private static func counts(deleted: Int64, gone: Int64, kept: Int64) -> String {
        "\(deleted) rows deleted, \(gone) already gone, \(kept) kept"
    }

    private static func duration(_ microseconds: Int64) -> String {
        Figures.duration(Double(microseconds) / 1e6)
    }
}
