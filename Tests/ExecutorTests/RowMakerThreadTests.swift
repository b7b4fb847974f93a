import Foundation
import Synchronization
import Testing

@testable import Executor

@Suite(.timeLimit(.minutes(1))) struct RowMakerThreadTests {
    @Test func `work is done on another thread, one piece after the other`() {
        let maker = RowMakerThread(name: "test")
        defer { maker.close() }
        let caller = Thread.current.hash
        let done = Mutex<[Int]>([])
        for number in 0..<100 {
            maker.begin {
                done.withLock { $0.append(Thread.current.hash == caller ? -1 : number) }
            }
            maker.wait()
        }
        #expect(done.withLock { $0 } == Array(0..<100))
    }

    @Test func `waiting for nothing returns, and so does closing again`() {
        let maker = RowMakerThread(name: "test")
        let done = Mutex(0)
        maker.wait()
        maker.begin { done.withLock { $0 += 1 } }
        maker.wait()
        maker.close()
        maker.wait()
        maker.close()
        #expect(done.withLock { $0 } == 1)
    }

    @Test func `the caller goes on while work is done, and closing waits for it`() {
        let maker = RowMakerThread(name: "test")
        let goOn = DispatchSemaphore(value: 0)
        let isDone = Mutex(false)
        // Done on the caller's thread, this would wait for ever.
        maker.begin {
            goOn.wait()
            isDone.withLock { $0 = true }
        }
        #expect(!isDone.withLock { $0 })
        goOn.signal()
        maker.close()
        #expect(isDone.withLock { $0 })
    }

    @Test func `work is refused while other work is in hand, and after the end`() async {
        await #expect(processExitsWith: .failure) {
            let maker = RowMakerThread(name: "test")
            let never = DispatchSemaphore(value: 0)
            maker.begin { never.wait() }
            maker.begin {}
        }
        await #expect(processExitsWith: .failure) {
            let maker = RowMakerThread(name: "test")
            maker.close()
            maker.begin {}
        }
    }

    @Test func `nothing is left of it when it is closed`() {
        weak var ended: RowMakerThread?
        do {
            let maker = RowMakerThread(name: "test")
            ended = maker
            maker.begin {}
            maker.wait()
            maker.close()
        }
        // Foundation lets go of the thread's closure a moment later.
        let deadline = ContinuousClock.now + .seconds(120)
        while ended != nil, ContinuousClock.now < deadline { Thread.sleep(forTimeInterval: 0.005) }
        #expect(ended == nil)
    }
}
