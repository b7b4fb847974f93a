import Targets
import Testing

@testable import Executor
@testable import Planner

@Suite struct CleanupSchedulerTests {
    private static func scheduler(
        _ stages: [(batches: [Int64], isInSequence: Bool)],
        begunCountMax: Int = 100
    ) -> CleanupScheduler {
        CleanupScheduler(
            stages.enumerated().map { index, stage in
                CleanupScheduler.Stage(
                    table: index,
                    batches: stage.batches[...],
                    isInSequence: stage.isInSequence
                )
            },
            begunCountMax: begunCountMax
        )
    }

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

    @Test func `a table is prepared before its first batch and when the one before is gone`() {
        var scheduler = Self.scheduler([([3, 2], false), ([1], false)])
        #expect(scheduler.workerIsIdle() == .prepare(table: 0))
        #expect(scheduler.workerIsIdle() == nil)
        scheduler.tablePrepared()
        #expect(scheduler.workerIsIdle() == .delete(batch: 3))
        #expect(scheduler.workerIsIdle() == .delete(batch: 2))
        #expect(scheduler.workerIsIdle() == nil)
        scheduler.batchDeleted(Self.deletion(2))
        #expect(scheduler.workerIsIdle() == nil)
        scheduler.batchDeleted(Self.deletion(3))
        #expect(scheduler.workerIsIdle() == .prepare(table: 1))
        scheduler.tablePrepared()
        #expect(scheduler.workerIsIdle() == .delete(batch: 1))
        scheduler.batchDeleted(Self.deletion(1))
        #expect(scheduler.workerIsIdle() == nil)
        #expect(Self.numbers(scheduler.takeInOrder()) == [3, 2, 1])
        #expect(scheduler.first == nil)
    }

    @Test func `a batch of a table in sequence begins when the one before has ended`() {
        var scheduler = Self.scheduler([([2, 1], true)])
        #expect(scheduler.workerIsIdle() == .prepare(table: 0))
        scheduler.tablePrepared()
        #expect(scheduler.workerIsIdle() == .delete(batch: 2))
        #expect(scheduler.workerIsIdle() == nil)
        scheduler.batchDeleted(Self.deletion(2))
        #expect(scheduler.workerIsIdle() == .delete(batch: 1))
    }

    @Test func `no more than so many batches are begun behind one that takes long`() {
        var scheduler = Self.scheduler([([9, 8, 7, 6], false)], begunCountMax: 2)
        #expect(scheduler.workerIsIdle() == .prepare(table: 0))
        scheduler.tablePrepared()
        #expect(scheduler.workerIsIdle() == .delete(batch: 9))
        #expect(scheduler.workerIsIdle() == .delete(batch: 8))
        scheduler.batchDeleted(Self.deletion(8))
        #expect(scheduler.takeInOrder().isEmpty)
        #expect(scheduler.workerIsIdle() == nil)
        scheduler.batchDeleted(Self.deletion(9))
        #expect(Self.numbers(scheduler.takeInOrder()) == [9, 8])
        #expect(scheduler.workerIsIdle() == .delete(batch: 7))
    }

    @Test func `a deletion is given when all that were begun before it are`() {
        var scheduler = Self.scheduler([([9, 8, 7], false)])
        #expect(scheduler.first == 9)
        #expect(scheduler.workerIsIdle() == .prepare(table: 0))
        scheduler.tablePrepared()
        for batch in [9, 8, 7] as [Int64] {
            #expect(scheduler.workerIsIdle() == .delete(batch: batch))
        }
        scheduler.batchDeleted(Self.deletion(8))
        #expect(scheduler.takeInOrder().isEmpty)
        scheduler.batchDeleted(Self.deletion(9))
        #expect(Self.numbers(scheduler.takeInOrder()) == [9, 8])
        #expect(scheduler.takeInOrder().isEmpty)
        #expect(scheduler.first == 7)
    }

    @Test func `at the end those behind a missing one are given, too, and that is left`() {
        var scheduler = Self.scheduler([([9, 8, 7, 6], false), ([5], false)])
        #expect(scheduler.workerIsIdle() == .prepare(table: 0))
        scheduler.tablePrepared()
        for _ in 0..<3 { _ = scheduler.workerIsIdle() }
        for number in [7, 8] as [Int64] { scheduler.batchDeleted(Self.deletion(number)) }
        #expect(Self.numbers(scheduler.takeAll()) == [8, 7])
        #expect(scheduler.first == 9)
        #expect(scheduler.takeAll().isEmpty)
        scheduler.batchDeleted(Self.deletion(9))
        #expect(Self.numbers(scheduler.takeAll()) == [9])
        #expect(scheduler.first == 6)
    }
}
