import Foundation
import Journal
import Synchronization
import Targets
import Testing

@testable import Executor

/// Several workers of a cleanup, over a target that does what the script says.
@Suite struct CleanupWorkersTests {
    private static let broken = TargetError(
        code: "broken",
        message: "could not delete",
        category: .definite
    )
    private static let full = TargetError(
        code: "target-unreachable",
        message: "could not connect",
        category: .transient
    )

    /// Numbers of the deleted batches, in the order of the journal.
    private func journaled(_ filled: FilledTarget) throws -> [Int64] {
        try filled.journal.allEvents().compactMap { event in
            guard case .batchDeleted(let payload) = event else { return nil }
            return payload.batch
        }
    }

    private func failedBatch(_ filled: FilledTarget) throws -> Int64? {
        try filled.journal.allEvents().lazy.compactMap { event -> Int64? in
            guard case .runFailed(let payload) = event else { return nil }
            return payload.batch
        }.first
    }

    @Test func `workers without a connection leave their part to the others`() async throws {
        let filled = try await FilledTarget(.sqlite)
        let fake = FakeTarget(
            cleanup: CleanupScript(willOpen: { number throws(TargetError) in
                if number > 0 { throw Self.full }
            })
        )
        let assignment = try filled.startCleanup()
        let engine = filled.engine(assignment, workers: 4, target: fake)
        #expect(try engine.run() == .completed)
        #expect(fake.state.withLock { $0.cleanup.deleted } == assignment.batches)
        #expect(try journaled(filled) == assignment.batches)
    }

    @Test func `without any connection nothing is deleted and the cleanup can go on`() async throws
    {
        let filled = try await FilledTarget(.sqlite)
        let fake = FakeTarget(
            cleanup: CleanupScript(willOpen: { _ throws(TargetError) in throw Self.full })
        )
        let assignment = try filled.startCleanup()
        let error = try #require(throws: TargetError.self) {
            _ = try filled.engine(assignment, workers: 4, target: fake).run()
        }
        #expect(error.code == "target-unreachable")
        #expect(fake.state.withLock { $0.cleanup.deleted } == [])
        #expect(try failedBatch(filled) == assignment.batches.first)
        #expect(try filled.record.phase == .cleanupInterrupted)
    }

    @Test func `a batch that fails lets those in hand end, and they are journaled`() async throws {
        let filled = try await FilledTarget(.sqlite)
        let known = Mutex<FakeTarget?>(nil)
        let assignment = try filled.startCleanup()
        // The first batch of a table of several, so that others are in hand beside it.
        let failing = try #require(assignment.shared().first)
        let fake = FakeTarget(
            cleanup: CleanupScript(willDelete: { number throws(TargetError) in
                guard number == failing else { return }
                // Until the batch behind it is deleted.
                while known.withLock({ fake in
                    fake?.state.withLock { !$0.cleanup.deleted.contains(failing - 1) } ?? true
                }) { usleep(1_000) }
                throw Self.broken
            })
        )
        known.withLock { $0 = fake }
        let error = try #require(throws: TargetError.self) {
            _ = try filled.engine(assignment, workers: 4, target: fake).run()
        }
        #expect(error.code == "broken")
        #expect(try failedBatch(filled) == failing)
        let deleted = fake.state.withLock { $0.cleanup.deleted }
        #expect(try journaled(filled) == deleted.sorted(by: >))
        #expect(!deleted.contains(failing) && deleted.contains(failing - 1))
        #expect(Set(deleted).count == deleted.count)
        #expect(try filled.record.phase == .cleanupInterrupted)
    }

    @Test func `a stop lets those in hand end, and they are journaled`() async throws {
        let filled = try await FilledTarget(.sqlite)
        let stop = StopRequest()
        let assignment = try filled.startCleanup()
        let last = try #require(assignment.shared().last)
        let fake = FakeTarget(
            cleanup: CleanupScript(willDelete: { number in
                if number == last { stop.stop(reason: "SIGINT") }
                usleep(1_000)
            })
        )
        let engine = filled.engine(assignment, workers: 4, stop: stop, target: fake)
        #expect(try engine.run() == .interrupted(reason: "SIGINT"))
        let deleted = fake.state.withLock { $0.cleanup.deleted }
        #expect(deleted.contains(last) && deleted.count < assignment.batches.count)
        #expect(try journaled(filled) == deleted.sorted(by: >))
    }

    @Test func `a table that cannot be prepared ends the cleanup before its first batch`()
        async throws
    {
        let filled = try await FilledTarget(.sqlite)
        let assignment = try filled.startCleanup()
        let fake = FakeTarget(
            cleanup: CleanupScript(willPrepare: { table throws(TargetError) in
                if table == "email_teams" { throw Self.broken }
            })
        )
        let error = try #require(throws: TargetError.self) {
            _ = try filled.engine(assignment, workers: 4, target: fake).run()
        }
        #expect(error.code == "broken")
        let left = assignment.batches.filter { number in
            ["email_users", "email_teams"].contains(
                assignment.plan.tables[assignment.plan.batch(number).table].name
            )
        }
        #expect(try failedBatch(filled) == left.first)
        #expect(try journaled(filled) == Array(assignment.batches.dropLast(left.count)))
    }

    @Test func `tables go one after the other, and one that refers to itself batch by batch`()
        async throws
    {
        let filled = try await FilledTarget(.sqlite, batchSize: 2)
        let assignment = try filled.startCleanup()
        let fake = FakeTarget(cleanup: CleanupScript(willDelete: { _ in usleep(500) }))
        #expect(try filled.engine(assignment, workers: 4, target: fake).run() == .completed)
        let state = fake.state.withLock { $0.cleanup }
        #expect(!state.hasMixedTables)
        #expect(state.busyCountMaxima.values.max() ?? 0 > 1)
        let inSequence = assignment.tables.filter { table in
            table.references.contains { $0.table == table.name }
        }
        #expect(!inSequence.isEmpty)
        for table in inSequence { #expect(state.busyCountMaxima[table.name] ?? 1 == 1) }
    }

    @Test func `a rehearsal and a cleanup that deletes rows of others have one worker`()
        async throws
    {
        let filled = try await FilledTarget(.sqlite)
        let policy = CleanupPolicy(foreignRows: .delete, changedRows: .delete)
        for (assignment, journal) in [
            (try filled.startCleanup(), nil), (try filled.startCleanup(policy), filled.journal),
        ] {
            let fake = FakeTarget()
            let engine = CleanupEngine(
                assignment,
                target: fake,
                journal: journal,
                workerCount: 4,
                board: ProgressBoard(),
                stop: StopRequest(),
                logger: filled.fixture.silentLogger
            )
            #expect(engine.workerCount == 1)
            #expect(try engine.run() == .completed)
            #expect(fake.state.withLock { $0.cleanup.openCount } == 1)
        }
    }
}

extension CleanupAssignment {
    /// The batches of a table of three or more, which workers share; the last first.
    fileprivate func shared() -> [Int64] {
        for index in tables.indices.reversed() {
            let own = batches.filter { plan.batch($0).table == index }
            let isInSequence = tables[index].references.contains { $0.table == tables[index].name }
            if own.count >= 3 && !isInSequence { return own }
        }
        return []
    }
}
