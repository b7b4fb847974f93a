import ContextForge
import Foundation
import Rows
import Synchronization
import TestSupport
import Testing

@testable import Targets

/// Two sessions with the same batch: the second waits for the first one's end.
@Suite struct TwinBatchTests {
    /// Holds a session in the middle of its batch.
    private final class Gate: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        let wasReached = Atomic(false)

        func pass() {
            wasReached.store(true, ordering: .sequentiallyConsistent)
            semaphore.wait()
        }

        func open() { semaphore.signal() }
    }

    /// Commits on a thread of its own: libpq blocks.
    private func begin(
        _ real: RealTarget,
        rows: Range<Int64> = 0..<10,
        gate: Gate? = nil
    ) throws -> Task<Result<BatchOutcome, TargetError>, Never> {
        let ticket = try real.ticket(0, rows: rows)
        let target = real.target
        return Task {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    let table = SampleTable(rowCount: 1000) { gate?.pass() }
                    var stream = table.stream(rows)
                    let result = Result { () throws(TargetError) in
                        try target.openSession().commit(ticket, rows: &stream)
                    }
                    continuation.resume(returning: result)
                }
            }
        }
    }

    private func waitUntil(_ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(180)
        while try await !condition() {
            try #require(ContinuousClock.now < end, "waited too long")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func waitUntilBlocked(_ real: RealTarget) async throws {
        try await waitUntil {
            try await real.database.integer(
                """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO%batch%'
                """
            ) == 1
        }
    }

    @Test func `fault 6: a twin of a batch in flight waits and then skips it`() async throws {
        let real = try await RealTarget(.postgres)
        let gate = Gate()
        let first = try begin(real, gate: gate)
        try await waitUntil { gate.wasReached.load(ordering: .sequentiallyConsistent) }
        let second = try begin(real)
        try await waitUntilBlocked(real)
        #expect(try await real.sampleCount() == 0)
        gate.open()
        #expect(try await first.value.get() != .alreadyCommitted)
        #expect(try await second.value.get() == .alreadyCommitted)
        #expect(try await real.sampleCount() == 10)
        #expect(try await real.ledgerCount() == 1)
    }

    @Test func `fault 6: a twin of a batch that is undone loads it`() async throws {
        let real = try await RealTarget(.postgres)
        // A row of somebody else makes the first attempt collide.
        let blocker = try begin(real, rows: 500..<501)
        _ = try await blocker.value.get()
        try await real.database.execute("DELETE FROM gatefill.batch")
        let gate = Gate()
        let first = try begin(real, rows: 495..<505, gate: gate)
        try await waitUntil { gate.wasReached.load(ordering: .sequentiallyConsistent) }
        let second = try begin(real)
        try await waitUntilBlocked(real)
        gate.open()
        let failed = await first.value
        #expect(throws: TargetError.self) { try failed.get() }
        #expect(try await second.value.get() != .alreadyCommitted)
        #expect(try await real.sampleCount() == 11)
        #expect(try await real.ledgerCount() == 1)
    }

    @Test func `fault 16: a runner takes a run over only when the batch in flight has ended`()
        async throws
    {
        let real = try await RealTarget(.postgres)
        let gate = Gate()
        let first = try begin(real, gate: gate)
        try await waitUntil { gate.wasReached.load(ordering: .sequentiallyConsistent) }
        let registration = real.registration(isResumed: true)
        let target = real.target
        let takeOver = Task {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    let result = Result { () throws(TargetError) in try target.bind(registration) }
                    continuation.resume(returning: result)
                }
            }
        }
        try await waitUntil {
            try await real.database.integer(
                """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND wait_event_type = 'Lock' AND query LIKE 'UPDATE%epoch%'
                """
            ) == 1
        }
        gate.open()
        #expect(try await first.value.get() != .alreadyCommitted)
        #expect(try await takeOver.value.get() == 2)
        #expect(try real.target.committedBatches(runUID: real.runUID) == [0])
    }

    @Test func `the reason is reported when the server ends the session in its batch`()
        async throws
    {
        let real = try await RealTarget(.postgres)
        let gate = Gate()
        let first = try begin(real, gate: gate)
        try await waitUntil { gate.wasReached.load(ordering: .sequentiallyConsistent) }
        try await real.database.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'gatefill'
            """
        )
        gate.open()
        let result = await first.value
        let error = try targetError { _ = try result.get() }
        #expect(error.category == .transient)
        #expect(
            error.detail?.contains("terminating connection due to administrator command") == true,
            "\(error)"
        )
        #expect(try await real.sampleCount() == 0)
        #expect(try real.commit(0) != .alreadyCommitted)
    }
}
