import TestSupport

@testable import Journal

/// Any event at all, in any order: the fold has no order it relies on.
enum RandomEvent {
    static func make(_ random: inout SeededGenerator) -> JournalEvent {
        let table = ["teams", "tools", "\"odd\" näme"].randomElement(using: &random) ?? ""
        let count = Int64.random(in: 0...500, using: &random)
        switch Int.random(in: 0...13, using: &random) {
        case 0: return Sample.planned
        case 1: return runEvent(&random, count: count)
        case 2:
            return .idsReserved(
                IDsReserved(table: table, column: "id", firstID: count, idCount: 10)
            )
        case 3:
            return .indexSuspended(
                IndexSuspended(
                    table: table,
                    name: "i\(count % 3)",
                    object: "index",
                    definition: "CREATE INDEX i\(count)"
                )
            )
        case 4:
            return .indexRestored(
                IndexRestored(
                    table: table,
                    name: "i\(count % 3)",
                    object: "index",
                    definition: "",
                    durationMicroseconds: 5
                )
            )
        case 5:
            let kind = EventKind(rawValue: "future-\(count)")
            return .unknown(
                UnknownEvent(eventKind: kind, tableName: table, batchNumber: 3, payload: "[]")
            )
        default: return batchEvent(&random, table: table, count: count)
        }
    }

    private static func batchEvent(
        _ random: inout SeededGenerator,
        table: String,
        count: Int64
    ) -> JournalEvent {
        let batch = Int64.random(in: 0...12, using: &random)
        switch Int.random(in: 0...6, using: &random) {
        case 0, 1: return Sample.started(batch, rows: count, attempt: count % 4)
        case 2: return Sample.committed(batch, rows: count)
        case 3:
            return .batchFailed(
                BatchFailed(
                    batch: batch,
                    table: table,
                    attempt: 2,
                    causeCode: "40001",
                    message: "line\nbreak"
                )
            )
        case 4:
            return .batchRecovered(
                BatchRecovered(
                    batch: batch,
                    table: table,
                    firstRow: count,
                    rowCount: count,
                    digest: "",
                    transactionID: ""
                )
            )
        case 5: return .batchLost(BatchLost(batch: batch, table: table, reason: "failover"))
        default:
            return .batchDeleted(
                BatchDeleted(
                    batch: batch,
                    table: table,
                    deletedCount: count,
                    goneCount: 1,
                    keptCount: 2,
                    durationMicroseconds: 3,
                    derivedCount: count,
                    keptReasons: ["tools.team_id": 1, "trigger t": 1]
                )
            )
        }
    }

    private static func runEvent(
        _ random: inout SeededGenerator,
        count: Int64
    ) -> JournalEvent {
        switch Int.random(in: 0...10, using: &random) {
        case 0:
            return .targetBound(
                TargetBound(identity: ["b": "2", "a": "1"], schemaFingerprint: "f", epoch: count)
            )
        case 1: return .runInterrupted(RunInterrupted(reason: "SIGTERM"))
        case 2: return .runResumed(RunResumed(epoch: count))
        case 3: return .runCompleted(RunCompleted(rowCount: count, durationMicroseconds: 7))
        case 4: return .runFailed(RunFailed(causeCode: "53100", message: "full", batch: nil))
        case 5: return .runFailed(RunFailed(causeCode: "23505", message: "unique", batch: 2))
        case 6: return .runVerified(RunVerified(hasPassed: true, checkCount: 3, failedCount: 0))
        case 7: return .cleanupStarted(CleanupStarted(epoch: count, foreignRows: "keep"))
        case 8: return .tableAnalyzed(TableAnalyzed(table: "teams", durationMicroseconds: 1))
        case 9:
            return .targetMoved(
                TargetMoved(originalRun: 1, differences: ["file: a, here b"], ledgerEpoch: count)
            )
        default:
            return .cleanupCompleted(
                CleanupCompleted(
                    deletedCount: 1,
                    goneCount: 2,
                    keptCount: 3,
                    durationMicroseconds: 4
                )
            )
        }
    }
}
