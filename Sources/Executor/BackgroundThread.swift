import Dataset
import Foundation

/// A thread that works for its owner while that does something else.
///
/// `@unchecked Sendable`: every access to the stored properties holds `condition`.
final class BackgroundThread: BackgroundWorker, @unchecked Sendable {
    private let condition = NSCondition()
    private var work: (@Sendable () -> Void)?
    private var isBusy = false
    private var isClosed = false

    /// Starts the thread; it ends at ``close()``.
    init(name: String) {
        _ = WorkerThread(name: name) { [self] in run() }
    }

    func begin(_ work: @escaping @Sendable () -> Void) {
        condition.withLock {
            precondition(!isBusy, "work is begun before that in hand was waited for")
            isBusy = true
            self.work = work
            condition.broadcast()
        }
    }

    func wait() {
        condition.withLock {
            while isBusy { condition.wait() }
        }
    }

    /// Ends the thread when the work in hand is done.
    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }

    private func run() {
        while let work = nextWork() {
            work()
            condition.withLock {
                isBusy = false
                condition.broadcast()
            }
        }
    }

    private func nextWork() -> (@Sendable () -> Void)? {
        condition.withLock {
            while work == nil && !isClosed { condition.wait() }
            defer { work = nil }
            return work
        }
    }
}
