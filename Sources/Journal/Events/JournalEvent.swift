import Foundation

/// Something that happened, as a typed value.
package enum JournalEvent: Sendable, Equatable {
    case runPlanned(RunPlanned)
    case targetBound(TargetBound)
    case idsReserved(IDsReserved)
    case indexSuspended(IndexSuspended)
    case indexRestored(IndexRestored)
    case batchStarted(BatchStarted)
    case batchCommitted(BatchCommitted)
    case batchFailed(BatchFailed)
    case batchRecovered(BatchRecovered)
    case batchLost(BatchLost)
    case tableAnalyzed(TableAnalyzed)
    case runInterrupted(RunInterrupted)
    case runResumed(RunResumed)
    case runCompleted(RunCompleted)
    case runFailed(RunFailed)
    case runVerified(RunVerified)
    case cleanupStarted(CleanupStarted)
    case batchDeleted(BatchDeleted)
    case cleanupCompleted(CleanupCompleted)
    case journalRebuilt(JournalRebuilt)
    case targetMoved(TargetMoved)
    /// A kind that this version does not know: it is chained and kept, and changes no state.
    case unknown(UnknownEvent)

    /// The payload, whatever its kind.
    package var payload: any EventPayload {
        switch self {
        case .runPlanned(let payload): payload
        case .targetBound(let payload): payload
        case .idsReserved(let payload): payload
        case .indexSuspended(let payload): payload
        case .indexRestored(let payload): payload
        case .batchStarted(let payload): payload
        case .batchCommitted(let payload): payload
        case .batchFailed(let payload): payload
        case .batchRecovered(let payload): payload
        case .batchLost(let payload): payload
        case .tableAnalyzed(let payload): payload
        case .runInterrupted(let payload): payload
        case .runResumed(let payload): payload
        case .runCompleted(let payload): payload
        case .runFailed(let payload): payload
        case .runVerified(let payload): payload
        case .cleanupStarted(let payload): payload
        case .batchDeleted(let payload): payload
        case .cleanupCompleted(let payload): payload
        case .journalRebuilt(let payload): payload
        case .targetMoved(let payload): payload
        case .unknown(let payload): payload
        }
    }
}

extension JournalEvent {
    /// Reads an event back from its stored kind and payload.
    ///
    /// - Throws: the decoding error when the payload of a known kind lacks something.
    init(kind: EventKind, table: String?, batch: Int64?, payload: String) throws {
        let decoder = PayloadDecoder(text: payload)
        switch kind {
        case .runPlanned: self = .runPlanned(try decoder.decode())
        case .targetBound: self = .targetBound(try decoder.decode())
        case .idsReserved: self = .idsReserved(try decoder.decode())
        case .indexSuspended: self = .indexSuspended(try decoder.decode())
        case .indexRestored: self = .indexRestored(try decoder.decode())
        case .batchStarted: self = .batchStarted(try decoder.decode())
        case .batchCommitted: self = .batchCommitted(try decoder.decode())
        case .batchFailed: self = .batchFailed(try decoder.decode())
        case .batchRecovered: self = .batchRecovered(try decoder.decode())
        case .batchLost: self = .batchLost(try decoder.decode())
        case .tableAnalyzed: self = .tableAnalyzed(try decoder.decode())
        case .runInterrupted: self = .runInterrupted(try decoder.decode())
        case .runResumed: self = .runResumed(try decoder.decode())
        case .runCompleted: self = .runCompleted(try decoder.decode())
        case .runFailed: self = .runFailed(try decoder.decode())
        case .runVerified: self = .runVerified(try decoder.decode())
        case .cleanupStarted: self = .cleanupStarted(try decoder.decode())
        case .batchDeleted: self = .batchDeleted(try decoder.decode())
        case .cleanupCompleted: self = .cleanupCompleted(try decoder.decode())
        case .journalRebuilt: self = .journalRebuilt(try decoder.decode())
        case .targetMoved: self = .targetMoved(try decoder.decode())
        default:
            self = .unknown(
                UnknownEvent(
                    eventKind: kind,
                    tableName: table,
                    batchNumber: batch,
                    payload: payload
                )
            )
        }
    }

    /// The kind's stored name.
    package var kind: EventKind { payload.eventKind }

    /// The payload as it is stored and hashed: JSON with sorted keys and no needless bytes.
    func payloadText() throws -> String {
        if case .unknown(let event) = self {
            return event.payload
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(payload), as: UTF8.self)
    }
}

private struct PayloadDecoder {
    let text: String

    func decode<Payload: EventPayload>() throws -> Payload {
        try JSONDecoder().decode(Payload.self, from: Data(text.utf8))
    }
}
