import Journal
import Targets
import Testing

@testable import Executor

/// Workers of a run for which the server has no connection.
@Suite struct WorkerConnectionTests {
    private static let refused = TargetError(
        code: "connection-lost",
        message: "could not connect",
        category: .transient
    )

    @Test(arguments: [1, 0])
    func `workers without a connection leave their part to the others, if there is one`(
        connectionCount: Int
    ) throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let target = FakeTarget(willOpen: { number throws(TargetError) in
            if number >= connectionCount { throw Self.refused }
        })
        let assignment = try fixture.start(journal, target)
        #expect(target.state.withLock { $0.openCount } == 0)
        if connectionCount > 0 {
            #expect(try fixture.carryOut(assignment, journal, target, workers: 4) == .completed)
            #expect(try journal.run(1)?.batchesCommitted == fixture.plan.batchCount)
            #expect(target.state.withLock { $0.busyCountMax } == 1)
        } else {
            let error = try #require(throws: TargetError.self) {
                _ = try fixture.carryOut(assignment, journal, target, workers: 4)
            }
            #expect(error.code == "connection-lost")
            #expect(target.state.withLock { $0.calls.isEmpty })
            #expect(try journal.milestones().last == "run-failed")
        }
    }

    @Test func `a stop while workers are still connecting ends the run`() throws {
        let fixture = try RunFixture()
        let journal = try fixture.openJournal()
        let stop = StopRequest()
        let target = FakeTarget(willOpen: { _ throws(TargetError) in
            stop.stop(reason: "SIGTERM")
            throw Self.refused
        })
        let assignment = try fixture.start(journal, target)
        #expect(
            try fixture.carryOut(assignment, journal, target, workers: 4, stop: stop)
                == .interrupted(reason: "SIGTERM")
        )
        #expect(target.state.withLock { $0.calls.isEmpty })
    }
}
