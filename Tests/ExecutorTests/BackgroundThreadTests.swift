import Foundation
import Synchronization
import Testing

@testable import Executor

@Suite struct BackgroundThreadTests {
    @Test func `work is done on another thread, one piece after the other`() {
        let thread = BackgroundThread(name: "test")
        defer { thread.close() }
        let caller = Thread.current.hash
        let done = Mutex<[Int]>([])
        for number in 0..<100 {
            thread.begin {
                done.withLock { $0.append(Thread.current.hash == caller ? -1 : number) }
            }
            thread.wait()
        }
        #expect(done.withLock { $0 } == Array(0..<100))
    }

    @Test func `waiting for nothing returns at once`() {
        let thread = BackgroundThread(name: "test")
        thread.wait()
        thread.close()
        thread.wait()
    }

    @Test func `the caller goes on while work is done`() {
        let thread = BackgroundThread(name: "test")
        defer { thread.close() }
        let goOn = DispatchSemaphore(value: 0)
        // Done on the caller's thread, this would wait for ever.
        thread.begin { goOn.wait() }
        goOn.signal()
        thread.wait()
    }

    @Test func `the thread lets go of itself when it is closed`() async throws {
        weak var ended: BackgroundThread?
        do {
            let thread = BackgroundThread(name: "test")
            ended = thread
            thread.begin {}
            thread.wait()
            thread.close()
        }
        let deadline = ContinuousClock.now + .seconds(20)
        while ended != nil, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(ended == nil)
    }
}
