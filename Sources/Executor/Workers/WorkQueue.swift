import Foundation

/// Carries work to the workers and their reports back.
///
/// `@unchecked Sendable`: every access to the stored properties holds `condition`.
final class WorkQueue<Work: Sendable, Report: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var grants: [Work] = []
    private var reports: [Report] = []
    private var isClosed = false

    /// Hands work to the workers, behind what nobody has begun or before it.
    func grant(_ works: [Work], first isFirst: Bool = false) {
        guard !works.isEmpty else { return }
        condition.withLock {
            grants.insert(contentsOf: works, at: isFirst ? 0 : grants.count)
            condition.broadcast()
        }
    }

    /// Takes back what no worker has begun.
    ///
    /// - Returns: How much that is.
    func withdrawGrants() -> Int {
        condition.withLock {
            defer { grants.removeAll() }
            return grants.count
        }
    }

    /// Ends the work: workers that wait get nothing more.
    func close() {
        condition.withLock {
            isClosed = true
            // What was granted but not begun must not be sent: the engine has stopped.
            grants.removeAll()
            condition.broadcast()
        }
    }

    /// What a worker does next; waits for it, nil when there will be nothing.
    func takeWork() -> Work? {
        condition.withLock {
            while grants.isEmpty && !isClosed { condition.wait() }
            return grants.isEmpty ? nil : grants.removeFirst()
        }
    }

    /// Waits before another attempt; false when the work has ended meanwhile.
    func pause(milliseconds: Int, until stop: StopRequest) -> Bool {
        let end = Date(timeIntervalSinceNow: Double(milliseconds) / 1000)
        return condition.withLock {
            while !isClosed && stop.stopReason == nil && Date() < end {
                // Short, because a request to stop does not signal the condition.
                _ = condition.wait(until: min(end, Date(timeIntervalSinceNow: 0.1)))
            }
            return !isClosed && stop.stopReason == nil
        }
    }

    /// Tells the engine something.
    func report(_ report: Report) {
        condition.withLock {
            reports.append(report)
            condition.broadcast()
        }
    }

    /// All reports so far; waits for one, at most `timeoutSeconds`.
    func takeReports(timeoutSeconds: Double) -> [Report] {
        condition.withLock {
            if reports.isEmpty {
                _ = condition.wait(until: Date(timeIntervalSinceNow: timeoutSeconds))
            }
            defer { reports.removeAll(keepingCapacity: true) }
            return reports
        }
    }
}
