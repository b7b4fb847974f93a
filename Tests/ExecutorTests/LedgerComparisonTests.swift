import ContextForge
import Foundation
import Journal
import Rows
import Targets
import TestSupport
import Testing

@testable import Executor

/// Fault 22 against the head that the target's ledger keeps, and fault 21, with real files.
@Suite struct LedgerComparisonTests {
    private struct Loaded {
        let fixture: RunFixture
        let journal: EventStore
        let file: SQLiteFile
        let target: SQLiteTarget
    }

    private func load() throws -> Loaded {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let file = try SQLiteFile()
        let target = SQLiteTarget(path: file.path, timeoutSeconds: 2)
        let assignment = try fixture.start(journal, target)
        #expect(try fixture.carryOut(assignment, journal, target) == .completed)
        return Loaded(fixture: fixture, journal: journal, file: file, target: target)
    }

    /// The same events in another journal, so with other times and hashes.
    private func copy(_ loaded: Loaded, upTo count: Int? = nil) throws -> EventStore {
        let events = try loaded.journal.allEvents()
        let store = try EventStore(path: loaded.fixture.folder.file("copy"), mode: .write)
        _ = try store.append(events.prefix(count ?? events.count).map { NewEvent(run: 1, $0) })
        return store
    }

    private func compare(_ journal: EventStore, _ loaded: Loaded) throws -> LedgerComparison {
        try LedgerComparison(try #require(try journal.run(1)), in: journal, with: loaded.target)
    }

    @Test func `an untouched journal agrees with the ledger up to the last grant`() throws {
        let loaded = try load()
        let comparison = try compare(loaded.journal, loaded)
        #expect(comparison.findings.isEmpty)
        #expect(comparison.uncheckedCount == 0)
        #expect(!comparison.isRebuilt)
        let confirmed = try #require(comparison.confirmedSeq)
        let head = try loaded.journal.head().seq
        #expect(confirmed <= head)
        #expect(confirmed > head - 10)
    }

    @Test func `fault 22: a chain whose every hash was computed anew is found out`() throws {
        let loaded = try load()
        let forged = try copy(loaded)
        #expect(try forged.verifyChain().isIntact)
        let findings = try compare(forged, loaded).findings
        guard findings.count == 1, case .replaced(let seq, _) = findings[0] else {
            Issue.record("\(findings)")
            return
        }
        #expect(findings[0].text.hasPrefix("event \(seq) was replaced"))
    }

    @Test func `fault 22: a journal whose tail was cut is found out`() throws {
        let loaded = try load()
        let count = try loaded.journal.allEvents().count
        let cut = try copy(loaded, upTo: count / 2)
        let findings = try compare(cut, loaded).findings
        guard case .cut(let known, _, let journal) = findings.first else {
            Issue.record("\(findings)")
            return
        }
        #expect(journal == Int64(count / 2))
        #expect(known > journal)
    }

    @Test func `a checkpointed batch without a ledger row is named`() async throws {
        let loaded = try load()
        try await loaded.file.execute("DELETE FROM gatefill_batch WHERE batch_number = 7")
        #expect(try compare(loaded.journal, loaded).findings == [.absent(batch: 7)])
    }

    @Test func `fault 21: a lost journal is rebuilt from the ledger alone`() throws {
        let loaded = try load()
        let plan = loaded.fixture.plan
        let store = try EventStore(path: loaded.fixture.folder.file("new"), mode: .write)
        let results = try JournalRebuild(store, from: loaded.target).run()
        #expect(results.map(\.outcome) == [.rebuilt])
        #expect(results[0].batchCount == plan.batchCount)
        #expect(results[0].rowCount == plan.rowCount)
        #expect(results[0].lostSeq > 0)
        let run = try #require(try store.run(1))
        #expect(run.planDigest == plan.digest)
        #expect(run.phase == .interrupted)
        #expect(run.rowsCommitted == plan.rowCount)
        #expect(try store.reservations(run: 1) == loaded.journal.reservations(run: 1))
        // What comes after is in this journal; what was before is excused.
        let comparison = try compare(store, loaded)
        #expect(comparison.findings.isEmpty)
        #expect(comparison.isRebuilt)

        // Again changes nothing.
        let head = try store.head()
        #expect(try JournalRebuild(store, from: loaded.target).run().map(\.outcome) == [.known])
        #expect(try store.head() == head)

        let resumed = try loaded.fixture.resume(store, loaded.target)
        #expect(resumed.recoveredCount == 0)
        #expect(resumed.lostCount == 0)
        #expect(resumed.committed.count == plan.batchCount)
    }

    @Test func `fault 21: a journal restored from an old copy is completed, and the gap is told`()
        throws
    {
        let loaded = try load()
        let count = try loaded.journal.allEvents().count
        let old = try copy(loaded, upTo: count / 2)
        let before = try #require(try old.run(1)).batchesCommitted
        let results = try JournalRebuild(old, from: loaded.target).run()
        #expect(results.map(\.outcome) == [.completed])
        #expect(results[0].batchCount == loaded.fixture.plan.batchCount - before)
        #expect(results[0].lostSeq > Int64(count / 2))
        #expect(try old.run(1)?.rowsCommitted == loaded.fixture.plan.rowCount)
        #expect(try compare(old, loaded).findings.isEmpty)
        #expect(try old.verifyChain().isIntact)
        #expect(try old.projectionDifferences().isEmpty)
    }

    @Test func `after a rebuild the ledger watches over the new events`() async throws {
        let loaded = try load()
        let store = try EventStore(path: loaded.fixture.folder.file("new"), mode: .write)
        _ = try JournalRebuild(store, from: loaded.target).run()
        // The last batch is lost, and loaded again under the new journal.
        let last = loaded.fixture.plan.batchCount - 1
        let batch = loaded.fixture.plan.batch(last)
        let table = loaded.fixture.plan.tables[batch.table].name
        try await loaded.file.execute("DELETE FROM \(table)")
        let first = loaded.fixture.plan.tables[batch.table].firstBatch
        try await loaded.file.execute("DELETE FROM gatefill_batch WHERE batch_number >= \(first)")
        let resumed = try loaded.fixture.resume(store, loaded.target)
        #expect(try loaded.fixture.carryOut(resumed, store, loaded.target) == .completed)
        let comparison = try compare(store, loaded)
        #expect(comparison.findings.isEmpty)
        let rebuilt = try #require(
            try store.allEvents().firstIndex { $0.kind == .journalRebuilt }
        )
        #expect(try #require(comparison.confirmedSeq) > Int64(rebuilt))
    }

    @Test func `a target without a ledger has nothing to rebuild from`() async throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let file = try SQLiteFile()
        try await file.execute("CREATE TABLE invoices (id integer)")
        let error = try #require(throws: RunFailure.self) {
            _ = try JournalRebuild(
                journal,
                from: SQLiteTarget(path: file.path, timeoutSeconds: 2)
            ).run()
        }
        #expect(error.code == "no-ledger")
    }
}
