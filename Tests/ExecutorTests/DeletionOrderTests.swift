import Targets
import Testing

@testable import Executor
@testable import Planner

@Suite struct DeletionOrderTests {
    private static func deletion(_ number: Int64) -> Deletion {
        Deletion(
            batch: PlannedBatch(number: number, table: 0, rows: 0..<1),
            outcome: DeletionOutcome(),
            microseconds: 1
        )
    }

    private static func numbers(_ deletions: [Deletion]) -> [Int64] {
        deletions.map(\.batch.number)
    }

    @Test func `a deletion is given when all that were begun before it are`() {
        var order = DeletionOrder()
        order.begin([9, 8, 7])
        order.end(Self.deletion(8))
        #expect(order.takeNext().isEmpty)
        #expect(order.first == 9)
        order.begin([6])
        order.end(Self.deletion(9))
        #expect(Self.numbers(order.takeNext()) == [9, 8])
        #expect(order.takeNext().isEmpty)
        order.end(Self.deletion(7))
        order.end(Self.deletion(6))
        #expect(Self.numbers(order.takeNext()) == [7, 6])
        #expect(order.first == nil)
    }

    @Test func `at the end those behind a missing one are given, too, and that is left`() {
        var order = DeletionOrder()
        order.begin([9, 8, 7, 6])
        for number in [6, 8] as [Int64] { order.end(Self.deletion(number)) }
        #expect(Self.numbers(order.takeAll()) == [8, 6])
        #expect(order.first == 9)
        #expect(order.takeAll().isEmpty)
    }
}
