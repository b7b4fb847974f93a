import Foundation
import GRDB
import TestSupport
import Testing

@testable import Journal

@Suite struct ProjectionTests {
    @Test func `random events give the same state folded and projected`() throws {
        let given = ProcessInfo.processInfo.environment["GATEFILL_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
        print("projection property: GATEFILL_TEST_SEED=\(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let store = try folder.store()
        var states: [Int64: RunState] = [:]
        for _ in 0..<40 {
            let group = (0..<Int.random(in: 1...10, using: &random)).map { _ in
                NewEvent(
                    run: Int64.random(in: 1...3, using: &random),
                    RandomEvent.make(&random)
                )
            }
            for (event, seq) in zip(group, try store.append(group)) {
                let at = try #require(try store.event(seq)).at
                states[event.run, default: RunState(run: event.run)].apply(
                    event.event,
                    seq: seq,
                    at: at
                )
            }
        }
        for (number, state) in states {
            #expect(try store.run(number) == state.run, "seed \(seed)")
            let batches = try store.batches(run: number)
            #expect(batches == state.batches.values.sorted { $0.number < $1.number })
            #expect(try store.suspensions(run: number) == state.suspensions, "seed \(seed)")
            #expect(try store.reservations(run: number) == state.reservations, "seed \(seed)")
            #expect(try store.state(run: number) == state, "seed \(seed)")
            let flat = try store.batchStates(run: number)
            #expect(batches.allSatisfy { flat[$0.number] == $0.state }, "seed \(seed)")
        }
        #expect(try store.projectionDifferences().isEmpty, "seed \(seed)")
        #expect(try store.verifyChain().isIntact, "seed \(seed)")
    }

    @Test func `a projection that differs from the events is found`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.store()
        _ = try store.append(Sample.events(1))
        _ = try store.append(Sample.events(2))
        #expect(try store.projectionDifferences().isEmpty)
        try store.queue.write { database in
            try database.execute(sql: "UPDATE run SET rows_committed = 7 WHERE id = 1")
            try database.execute(sql: "DELETE FROM batch WHERE run_id = 2 AND number = 2")
        }
        #expect(try store.projectionDifferences().count == 2)
    }
}
