import Foundation
import Testing

@testable import Journal

@Suite struct FoldTests {
    @Test(
        arguments: [
            ([Sample.started(1)], BatchState.started, 0),
            ([Sample.started(1), Sample.committed(1)], .committed, 100),
            ([Sample.started(1), failed], .failed, 0),
            ([Sample.started(1), recovered], .recovered, 100),
            ([recovered], .recovered, 100),
            ([Sample.started(1), Sample.committed(1), lost], .lost, 0),
            ([Sample.committed(1), lost, Sample.started(1, attempt: 2)], .started, 0),
            ([Sample.committed(1), Sample.committed(1)], .committed, 100),
            ([Sample.committed(1), deleted], .deleted, 0),
        ] as [([JournalEvent], BatchState, Int64)]
    )
    func `the last event about a batch decides its state`(
        events: [JournalEvent],
        state: BatchState,
        rowsCommitted: Int64
    ) {
        let folded = fold(events)
        #expect(folded.batches[1]?.state == state)
        #expect(folded.run?.rowsCommitted == rowsCommitted)
        #expect(folded.run?.batchesCommitted == (rowsCommitted > 0 ? 1 : 0))
    }

    @Test func `a batch deleted again counts what the last cleanup did`() {
        let again = BatchDeleted(
            batch: 1,
            table: "teams",
            deletedCount: 3,
            goneCount: 97,
            keptCount: 0,
            durationMicroseconds: 1
        )
        let run = fold([Sample.committed(1), FoldTests.deleted, .batchDeleted(again)]).run
        #expect(run?.batchesDeleted == 1)
        #expect([run?.rowsDeleted, run?.rowsGone, run?.rowsKept] == [3, 97, 0])
    }

    @Test func `a loaded batch after a cleanup is no longer deleted`() {
        let state = fold([Sample.committed(1), FoldTests.deleted, Sample.started(1)])
        #expect(state.run?.batchesDeleted == 0)
        #expect(state.run?.rowsKept == 0)
        #expect(state.batches[1]?.digest == nil)
    }

    @Test func `a cleanup that stops is told from a run that stops`() {
        let stop = JournalEvent.runInterrupted(RunInterrupted(reason: "SIGINT"))
        let cleanup = JournalEvent.cleanupStarted(CleanupStarted(epoch: 2, foreignRows: "keep"))
        #expect(fold([Sample.started(1), stop]).run?.phase == .interrupted)
        #expect(fold([Sample.started(1), cleanup, stop]).run?.phase == .cleanupInterrupted)
        #expect(fold([Sample.started(1), stop]).run?.causeMessage == "SIGINT")
        #expect(fold([Sample.started(1), stop, cleanup]).run?.causeMessage == nil)
    }

    @Test func `a suspended index is remembered until it is restored`() {
        func suspended(_ name: String) -> JournalEvent {
            .indexSuspended(
                IndexSuspended(table: "t", name: name, object: "index", definition: "DDL \(name)")
            )
        }
        let restored = IndexRestored(
            table: "t",
            name: "a",
            object: "index",
            definition: "DDL a",
            durationMicroseconds: 1
        )
        let state = fold([suspended("a"), suspended("b"), .indexRestored(restored)])
        #expect(state.suspensions.map(\.definition) == ["DDL b"])
    }

    private static let failed = JournalEvent.batchFailed(
        BatchFailed(batch: 1, table: "teams", attempt: 1, causeCode: "c", message: "m")
    )
    private static let recovered = JournalEvent.batchRecovered(
        BatchRecovered(
            batch: 1,
            table: "teams",
            firstRow: 0,
            rowCount: 100,
            digest: "d",
            transactionID: ""
        )
    )
    private static let lost = JournalEvent.batchLost(
        BatchLost(batch: 1, table: "teams", reason: "r")
    )
    private static let deleted = JournalEvent.batchDeleted(
        BatchDeleted(
            batch: 1,
            table: "teams",
            deletedCount: 90,
            goneCount: 7,
            keptCount: 3,
            durationMicroseconds: 1
        )
    )

    private func fold(_ events: [JournalEvent]) -> RunState {
        var state = RunState(run: 1)
        for (offset, event) in events.enumerated() {
            state.apply(event, seq: Int64(offset) + 1, at: UTCTimestamp(microseconds: 0))
        }
        return state
    }
}
