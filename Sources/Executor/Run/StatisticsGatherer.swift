import Foundation
import Targets

/// Gathers the statistics of tables over several connections.
///
/// `@unchecked Sendable`: every access to the variables holds `condition`.
final class StatisticsGatherer: @unchecked Sendable {
    /// A table that is done with.
    struct Gathered: Sendable, Equatable {
        let table: String
        /// What it took; nil when only the table's owner may, and it was left out.
        let microseconds: Int64?
    }

    private let target: any Target
    private let stop: StopRequest
    private let condition = NSCondition()
    private var waiting: [String]
    private var gathered: [Gathered] = []
    private var failure: TargetError?
    private var workerCount = 0
    private var connectable = ConnectableWorkers(0)

    /// Prepares for tables, in the order in which they are begun; none is begun when `stop` is
    /// asked for.
    init(_ tables: [String], of target: any Target, until stop: StopRequest) {
        waiting = tables.reversed()
        self.target = target
        self.stop = stop
    }

    /// Works to the end; `note` is called on this thread with what was gathered meanwhile.
    ///
    /// Where the server has no connection for a worker, the others do its part.
    ///
    /// - Throws: The first ``TargetError`` of a table, that of the connections when there is none
    ///   at all, or what `note` throws; when the others have ended the table that they were at.
    func run(workerCount countMax: Int, note: ([Gathered]) throws -> Void) throws {
        workerCount = min(countMax, target.sessionCountMax ?? countMax, waiting.count)
        connectable = ConnectableWorkers(workerCount)
        let threads = (0..<workerCount).map { number in
            WorkerThread(name: "gatefill statistics \(number)") { self.work() }
        }
        defer {
            condition.withLock { waiting = [] }
            for thread in threads { thread.waitUntilFinished() }
        }
        while let results = takeResults() { try note(results) }
        if let failure = condition.withLock({ failure }) { throw failure }
    }

    private func work() {
        defer {
            condition.withLock {
                workerCount -= 1
                condition.signal()
            }
        }
        // Nothing to do is no reason to connect.
        guard hasWork, let session = connect() else { return }
        do throws(TargetError) {
            while let table = next() {
                let started = ContinuousClock.now
                let isAllowed = try session.analyze(table: table)
                let microseconds = (ContinuousClock.now - started).microseconds
                report(Gathered(table: table, microseconds: isAllowed ? microseconds : nil))
            }
        } catch {
            fail(error)
        }
    }

    private func connect() -> (any TargetSession)? {
        do throws(TargetError) {
            return try target.openSession()
        } catch {
            if condition.withLock({ connectable.refuse() }) { fail(error) }
            return nil
        }
    }

    private func fail(_ error: TargetError) {
        condition.withLock {
            failure = failure ?? error
            waiting = []
        }
    }

    private var hasWork: Bool {
        condition.withLock { stop.stopReason == nil && !waiting.isEmpty }
    }

    private func next() -> String? {
        condition.withLock { stop.stopReason == nil ? waiting.popLast() : nil }
    }

    private func report(_ result: Gathered) {
        condition.withLock {
            gathered.append(result)
            condition.signal()
        }
    }

    /// What was gathered since the last call; waits for something, nil when all workers have ended.
    private func takeResults() -> [Gathered]? {
        condition.withLock {
            while gathered.isEmpty && workerCount > 0 { condition.wait() }
            defer { gathered = [] }
            return gathered.isEmpty ? nil : gathered
        }
    }
}
