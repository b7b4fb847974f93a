import Foundation
import TestSupport
import Testing

/// Faults 7 and 18: the server goes away in the middle of a batch and comes back.
@Suite(.serialized) struct Fault07ServerCrashTests {
    @Test func `fault 7: the same process carries on when the server is back`() async throws {
        let cluster = try await PostgresCluster.start(isDurable: true, isRestartable: true)
        let run = try await SlowRun(.postgres, in: cluster.createDatabase())
        let child = try run.start()
        try await run.waitForPrompts(4, child)
        try cluster.crash()
        try await Task.sleep(for: .seconds(2))
        try await cluster.restart()
        try await run.hurry()
        let result = try await child.wait()
        #expect(result.exit == .status(0), "\(result.standardError)")
        try await run.expectWhole()
        #expect(try await run.generation.eventCount("batch-failed") > 0)
        #expect(try await run.generation.eventCount("run-resumed") == 0)
        try await cluster.stop()
    }

    @Test func `fault 18: a backend that is killed for memory takes no batch with it`() async throws
    {
        let cluster = try await PostgresCluster.start(isDurable: true, isRestartable: true)
        let database = try await cluster.createDatabase()
        let run = try await SlowRun(.postgres, in: database)
        let child = try run.start()
        try await run.waitForPrompts(3, child)
        let backends = try await database.rows(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'gatefill'"
                + " AND query LIKE 'COPY%'"
        )
        let processID = try #require(backends.first?.first.flatMap { $0 }.flatMap { pid_t($0) })
        // What the kernel does when memory runs out; the server restarts all its backends.
        kill(processID, SIGKILL)
        try await Task.sleep(for: .seconds(1))
        while try await run.ledgerCount() == 0 { try await Task.sleep(for: .milliseconds(50)) }
        try await run.hurry()
        let result = try await child.wait()
        #expect(result.exit == .status(0), "\(result.standardError)")
        try await run.expectWhole()
        #expect(try await run.generation.eventCount("batch-failed") > 0)
        try await cluster.stop()
    }
}
