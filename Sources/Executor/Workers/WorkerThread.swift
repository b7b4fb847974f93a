import Foundation

/// A thread that can be waited for.
final class WorkerThread: Sendable {
    private let finished = DispatchSemaphore(value: 0)

    init(name: String, _ body: @escaping @Sendable () -> Void) {
        let finished = finished
        let thread = Thread {
            body()
            finished.signal()
        }
        thread.name = name
        // The default for secondary threads is too little for deep calls of a debug build.
        thread.stackSize = 4 << 20
        thread.start()
    }

    func waitUntilFinished() {
        finished.wait()
    }
}
