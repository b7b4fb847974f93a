import Foundation
import GRDB
import TestSupport
import Testing

@testable import Journal

@Suite struct EventStoreTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `appended events are read back as they were`() throws {
        let store = try folder.store()
        #expect(try store.append(Sample.events()) == [1, 2, 3, 4, 5, 6])
        var read: [JournalEvent] = []
        try store.events { read.append(try $0.decoded()) }
        #expect(read == Sample.run)
        #expect(try store.plan(run: 1).map(JournalEvent.runPlanned) == Sample.planned)
        #expect(try store.binding(run: 1)?.identity["database"] == "mcp")
    }

    @Test func `events are filtered by run, number, time, table, kind and limit`() throws {
        let store = try folder.store()
        _ = try store.append(Sample.events(1))
        _ = try store.append(Sample.events(2))
        let second = try #require(try store.event(7)).at
        func count(
            run: Int64? = nil,
            afterSeq: Int64 = 0,
            since: UTCTimestamp? = nil,
            table: String? = nil,
            kinds: [EventKind] = [],
            limit: Int = .max
        ) throws -> Int {
            var count = 0
            try store.events(
                run: run,
                afterSeq: afterSeq,
                since: since,
                table: table,
                kinds: kinds,
                limit: limit
            ) { _ in count += 1 }
            return count
        }
        #expect(try count() == 12)
        #expect(try count(run: 2) == 6)
        #expect(try count(run: 3) == 0)
        #expect(try count(run: 1, afterSeq: 4) == 2)
        #expect(try count(since: second) == 6)
        #expect(try count(table: "teams") == 8)
        #expect(try count(run: 2, kinds: [.batchStarted, .runPlanned]) == 3)
        #expect(try count(limit: 5) == 5)
    }

    @Test func `the settings that durability relies on are in force`() throws {
        let store = try folder.store()
        let values = try store.queue.writeWithoutTransaction { database in
            try ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "user_version"]
                .map { try String.fetchOne(database, sql: "PRAGMA \($0)") ?? "" }
        }
        #expect(values == ["wal", "2", "1", "5000", "1"])
    }

    @Test func `every file of a journal is its owner's alone`() throws {
        let store = try folder.store()
        _ = try store.append(Sample.events())
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let file = folder.journal + suffix
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
    }

    @Test func `triggers refuse to change or delete an event`() throws {
        let store = try folder.store()
        _ = try store.append(Sample.events())
        for sql in ["UPDATE event SET kind = 'x' WHERE seq = 2", "DELETE FROM event WHERE seq = 6"]
        {
            #expect(throws: DatabaseError.self) {
                try store.queue.write { try $0.execute(sql: sql) }
            }
        }
        #expect(try store.verifyChain().isIntact)
    }

    @Test func `an empty journal has no runs and an empty head`() throws {
        let store = try folder.store()
        #expect(try store.head() == .empty)
        #expect(try store.runs().isEmpty)
        #expect(try store.nextRunNumber() == 1)
        #expect(try store.append([]) == [])
        #expect(try store.verifyChain() == ChainVerification(head: .empty, firstFault: nil))
    }

    @Test func `runs are found by number`() throws {
        let store = try folder.store()
        _ = try store.append(Sample.events(1))
        _ = try store.append(Sample.events(2))
        #expect(try store.nextRunNumber() == 3)
        let completed = RunCompleted(rowCount: 150, durationMicroseconds: 9)
        _ = try store.append([NewEvent(run: 2, .runCompleted(completed))])
        #expect(try store.run(2)?.phase == .completed)
        #expect(try store.run(3) == nil)
        #expect(
            try store.progress(run: 2) == [
                TableProgress(table: "teams", rowsCommitted: 150, batchesCommitted: 2)
            ]
        )
    }

    @Test func `a reader sees what a writer appends and cannot create a file`() throws {
        let writer = try folder.store()
        let reader = try folder.store(.read)
        _ = try writer.append(Sample.events())
        #expect(try reader.head() == writer.head())
        #expect(try reader.projectionDifferences().isEmpty)
        let missing = folder.path + "/none.journal"
        let error = journalError { _ = try EventStore(path: missing, mode: .read) }
        #expect(error?.code == .notFound)
        #expect(error?.hint != nil)
        #expect(!FileManager.default.fileExists(atPath: missing))
    }

    @Test func `fault 17: a full disk fails the append and every one after it`() throws {
        let store = try folder.store()
        _ = try store.append(Sample.events())
        let head = try store.head()
        try store.queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA max_page_count = 1")
        }
        let long = UnknownEvent(
            eventKind: EventKind(rawValue: "long"),
            tableName: nil,
            batchNumber: nil,
            payload: "\"" + String(repeating: "x", count: 100_000) + "\""
        )
        let first = journalError { _ = try store.append([NewEvent(run: 1, .unknown(long))]) }
        #expect(first?.code == .writeFailed)
        #expect(first?.detail?.contains("SQLite 13") == true)
        try store.queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA max_page_count = 100000")
        }
        let second = journalError { _ = try store.append(Sample.events()) }
        #expect(second?.code == .writeFailed)
        #expect(try store.head() == head)
        try store.close()
        let reopened = try folder.store()
        #expect(try reopened.append(Sample.events(2)).first == 7)
        #expect(try reopened.verifyChain().isIntact)
    }

    @Test func `the states of 200 000 batches are read in one query`() throws {
        let store = try folder.store()
        try store.queue.write { database in
            try database.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
                    INSERT INTO batch SELECT 1, i, 't', 0, 1, i % 7, i % 5, 1, NULL, 0, 0, 0, 0 FROM n
                    """
            )
        }
        let states = try store.batchStates(run: 1)
        #expect(states.rawStates.count == 200_001)
        #expect(states[200_000] == BatchState(rawValue: UInt8(200_000 % 7)))
        #expect(states.attempts[199_999] == 4)
        #expect(states[0] == .planned)
        #expect(states[200_001] == .planned)
    }
}
