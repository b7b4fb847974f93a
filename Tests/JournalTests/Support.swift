import Foundation
import GRDB
import TestSupport
import Testing

@testable import Journal

extension TemporaryFolder {
    var journal: String { file("test.journal") }

    /// A store whose clock starts at a fixed time and advances a second a call.
    func store(_ mode: EventStore.Mode = .write) throws -> EventStore {
        let clock = TestClock()
        return try EventStore(path: journal, mode: mode, clock: { clock.next() })
    }

    /// Changes the file behind the store's back, without the triggers that would refuse it.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: journal)
        try queue.write { database in
            try database.execute(sql: "DROP TRIGGER event_is_never_updated")
            try database.execute(sql: "DROP TRIGGER event_is_never_deleted")
            try database.execute(sql: sql)
        }
        try queue.close()
    }
}

/// A clock that a test controls.
final class TestClock: Sendable {
    private let ticks = Counter()

    func next() -> Int64 {
        1_767_225_600_000_000 + ticks.next() * 1_000_000
    }
}

/// Counts calls.
final class Counter: @unchecked Sendable {
    // Guarded by `lock`.
    private var value: Int64 = 0
    private let lock = NSLock()

    func next() -> Int64 {
        lock.withLock {
            value += 1
            return value
        }
    }
}

/// Events of a small run, for tests that do not care which.
enum Sample {
    static let planned = JournalEvent.runPlanned(
        RunPlanned(
            uid: "01J0-uid",
            profileName: "tiny",
            profile: #"{"seed":42,"path":"a/b"}"#,
            planDigest: "3f9c02",
            generatorVersion: "1",
            batchSize: 100,
            tables: [
                PlannedTable(name: "teams", rowCount: 150, batchCount: 2),
                PlannedTable(name: "tools", rowCount: 100, batchCount: 1),
            ],
            target: "postgresql://user@host/db"
        )
    )

    static func started(_ batch: Int64, rows: Int64 = 100, attempt: Int64 = 1) -> JournalEvent {
        .batchStarted(
            BatchStarted(
                batch: batch,
                table: "teams",
                firstRow: (batch - 1) * 100,
                rowCount: rows,
                attempt: attempt,
                epoch: 1
            )
        )
    }

    static func committed(_ batch: Int64, rows: Int64 = 100) -> JournalEvent {
        .batchCommitted(
            BatchCommitted(
                batch: batch,
                table: "teams",
                rowCount: rows,
                digest: "d\(batch)",
                transactionID: "77\(batch)",
                attempt: 1,
                durationMicroseconds: 1234
            )
        )
    }

    static let run: [JournalEvent] = [
        planned,
        .targetBound(
            TargetBound(
                identity: ["database": "mcp", "system": "7412"],
                schemaFingerprint: "ab12",
                epoch: 1
            )
        ),
        started(1), committed(1), started(2, rows: 50), committed(2, rows: 50),
    ]

    static func events(_ run: Int64 = 1) -> [NewEvent] {
        self.run.map { NewEvent(run: run, $0) }
    }
}

/// The error that `work` throws, if it is a journal's.
func journalError(_ work: () throws -> Void) -> JournalError? {
    do {
        try work()
        return nil
    } catch {
        return error as? JournalError
    }
}
