import Foundation
import Rows

/// A thread that makes rows for a worker while that sends those before.
///
/// `@unchecked Sendable`: every access to the stored properties holds `condition`, but for
/// `thread`, which only the owner touches.
final class RowMakerThread: RowMaker, @unchecked Sendable {
    private let condition = NSCondition()
    private var work: (@Sendable () -> Void)?
    private var isBusy = false
    private var isClosed = false
    private var thread: WorkerThread?

    /// Starts the thread; it ends at ``close()``, which the owner must call.
    init(name: String) {
        thread = WorkerThread(name: name) { [self] in run() }
    }

    /// Begins `work` and returns at once.
    ///
    /// - Precondition: What was begun before has been waited for, and the thread is not closed.
    func begin(_ work: @escaping @Sendable () -> Void) {
        condition.withLock {
            precondition(!isBusy, "work is begun before that in hand was waited for")
            precondition(!isClosed, "work is begun on a thread that was closed")
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

    /// Ends the thread and returns when it has ended, the work in hand done.
    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
        thread?.waitUntilFinished()
        thread = nil
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
