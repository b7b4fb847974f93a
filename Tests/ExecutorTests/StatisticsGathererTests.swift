import Foundation
import Synchronization
import Testing

@testable import Executor
@testable import Targets

@Suite struct StatisticsGathererTests {
    private static let names = (0..<40).map { "table_\($0)" }

    private func gather(
        _ names: [String],
        _ target: FakeTarget,
        until stop: StopRequest = StopRequest(),
        workerCount: Int
    ) throws -> [StatisticsGatherer.Gathered] {
        var found: [StatisticsGatherer.Gathered] = []
        try StatisticsGatherer(names, of: target, until: stop)
            .run(workerCount: workerCount) { found += $0 }
        return found
    }

    @Test(arguments: [1, 2, 7, 64])
    func `every table is done with once, over one connection for each worker`(
        workerCount: Int
    ) throws {
        let target = FakeTarget()
        let found = try gather(Self.names, target, workerCount: workerCount)
        #expect(found.map(\.table).sorted() == Self.names.sorted())
        #expect(found.allSatisfy { $0.microseconds != nil })
        #expect(target.state.withLock { $0.analyzed }.sorted() == Self.names.sorted())
        let openCount = target.state.withLock { $0.openCount }
        #expect(openCount >= 1 && openCount <= min(workerCount, Self.names.count))
    }

    @Test func `one connection takes the tables in order`() throws {
        let target = FakeTarget(sessionCountMax: 1)
        #expect(try gather(Self.names, target, workerCount: 8).map(\.table) == Self.names)
    }

    @Test func `a table of another owner is left out, and the others are not`() throws {
        let names = ["foreign_one", "table_one"]
        let found = try gather(names, FakeTarget(), workerCount: 1)
        #expect(found.map(\.table) == names)
        #expect(found[0].microseconds == nil)
        #expect(found[1].microseconds != nil)
    }

    @Test(arguments: [1, 0])
    func `workers without a connection leave their part to the others, if there is one`(
        connectionCount: Int
    ) throws {
        let target = FakeTarget(willOpen: { number throws(TargetError) in
            guard number < connectionCount else {
                throw TargetError(code: "target-unreachable", message: "could not connect")
            }
        })
        if connectionCount > 0 {
            #expect(try gather(Self.names, target, workerCount: 4).map(\.table) == Self.names)
        } else {
            let error = #expect(throws: TargetError.self) {
                _ = try gather(Self.names, target, workerCount: 4)
            }
            #expect(error?.code == "target-unreachable")
        }
    }

    @Test func `without tables nothing is opened`() throws {
        let target = FakeTarget()
        #expect(try gather([], target, workerCount: 2).isEmpty)
        #expect(target.state.withLock { $0.openCount } == 0)
    }

    @Test func `an error is thrown when what went well is noted, and no more is begun`() throws {
        let target = FakeTarget(
            sessionCountMax: 1,
            willAnalyze: { (table) throws(TargetError) in
                if table == "table_3" {
                    throw TargetError(code: "target-failure", message: "could not")
                }
            }
        )
        var noted: [String] = []
        let gatherer = StatisticsGatherer(Self.names, of: target, until: StopRequest())
        let error = #expect(throws: TargetError.self) {
            try gatherer.run(workerCount: 4) { noted += $0.map(\.table) }
        }
        #expect(error?.code == "target-failure")
        #expect(noted == ["table_0", "table_1", "table_2"])
    }

    @Test func `a request to stop lets the table in hand end, and no more is begun`() throws {
        let stop = StopRequest()
        let target = FakeTarget(
            sessionCountMax: 1,
            willAnalyze: { (table) throws(TargetError) in
                if table == "table_3" { stop.stop(reason: "SIGTERM") }
            }
        )
        let found = try gather(Self.names, target, until: stop, workerCount: 4)
        #expect(found.map(\.table) == ["table_0", "table_1", "table_2", "table_3"])
    }
}
