import Synchronization
import TestSupport
import Testing

@testable import Journal

/// Fault 28: the clock jumps.
@Suite struct Fault28ClockTests {
    @Test func `fault 28: events keep their order when the clock jumps back`() throws {
        let folder = try TemporaryFolder()
        let times = Mutex<[Int64]>([5_000_000_000, 5_000_000_001, 1_000, 4_000_000_000, 2_000])
        let store = try EventStore(path: folder.journal, mode: .write) {
            times.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
        for number in Int64(1)...4 { _ = try store.append(Sample.events(number)) }
        var order: [Int64] = []
        var moments: [Int64] = []
        try store.events { event in
            order.append(event.seq)
            moments.append(event.at.microseconds)
        }
        #expect(order == Array(1...Int64(order.count)))
        #expect(moments != moments.sorted(), "the clock did not jump: the test proves nothing")
        #expect(try store.verifyChain().isIntact)
        #expect(try store.projectionDifferences().isEmpty)
        #expect(try store.runs().map(\.number) == [1, 2, 3, 4])
    }
}
