import Foundation
import Planner
import Testing

@testable import Executor

@Suite struct RunSchedulerTests {
    /// Tables of so many batches each, with the indexes of their parents.
    private static func tables(_ shapes: [(batchCount: Int64, parents: [Int])]) -> [TablePlan] {
        var first: Int64 = 0
        return shapes.enumerated().map { index, shape in
            defer { first += shape.batchCount }
            return TablePlan(
                name: "table-\(index)",
                component: "component-\(index)",
                rowCount: shape.batchCount * 10,
                firstBatch: first,
                batchCount: shape.batchCount,
                parents: shape.parents,
                rowByteCount: 1
            )
        }
    }

    private static func scheduler(
        _ shapes: [(batchCount: Int64, parents: [Int])],
        committed: [Int64] = [],
        lastBatchFirst: Set<Int> = [],
        inSequence: Set<Int> = []
    ) -> RunScheduler {
        let tables = tables(shapes)
        var set = BatchSet(capacity: shapes.reduce(0) { $0 + $1.batchCount })
        for batch in committed { set.insert(batch) }
        return RunScheduler(
            tables: tables,
            committed: set,
            lastBatchFirst: lastBatchFirst,
            inSequence: inSequence
        )
    }

    @Test func `a table whose keys are counted from the highest begins with its last batch, alone`()
    {
        var scheduler = Self.scheduler([(3, []), (1, [])], lastBatchFirst: [0])
        #expect(scheduler.workerIsIdle() == .begin(batch: 2))
        #expect(scheduler.workerIsIdle() == .begin(batch: 3))
        #expect(scheduler.workerIsIdle() == .wait)
        #expect(scheduler.batchCommitted(2) == nil)
        #expect(scheduler.workerIsIdle() == .begin(batch: 0))
        #expect(scheduler.workerIsIdle() == .begin(batch: 1))
    }

    @Test func `a table whose rows refer to each other is begun one batch at a time`() {
        var scheduler = Self.scheduler([(3, []), (1, [])], committed: [1], inSequence: [0])
        #expect(scheduler.workerIsIdle() == .begin(batch: 0))
        #expect(scheduler.workerIsIdle() == .begin(batch: 3))
        #expect(scheduler.workerIsIdle() == .wait)
        #expect(scheduler.batchCommitted(0) == nil)
        #expect(scheduler.workerIsIdle() == .begin(batch: 2))
        #expect(scheduler.batchCommitted(2) == 0)
    }

    @Test func `a last batch that is committed already holds nothing up`() {
        var scheduler = Self.scheduler([(3, [])], committed: [2], lastBatchFirst: [0])
        #expect(scheduler.workerIsIdle() == .begin(batch: 0))
        #expect(scheduler.workerIsIdle() == .begin(batch: 1))
        #expect(scheduler.workerIsIdle() == .wait)
    }

    @Test func `a table waits for every batch of its parents`() {
        var scheduler = Self.scheduler([(2, []), (1, [0])])
        #expect(scheduler.workerIsIdle() == .begin(batch: 0))
        #expect(scheduler.workerIsIdle() == .begin(batch: 1))
        #expect(scheduler.workerIsIdle() == .wait)
        #expect(scheduler.batchCommitted(1) == nil)
        #expect(scheduler.workerIsIdle() == .wait)
        #expect(scheduler.batchCommitted(0) == 0)
        #expect(scheduler.workerIsIdle() == .begin(batch: 2))
        #expect(scheduler.workerIsIdle() == .wait)
        #expect(scheduler.batchCommitted(2) == 1)
        #expect(scheduler.workerIsIdle() == .finish)
        #expect(scheduler.isFinished)
    }

    @Test func `a table without parents is loaded beside another one`() {
        var scheduler = Self.scheduler([(1, []), (1, [0]), (1, [])])
        #expect(scheduler.workerIsIdle() == .begin(batch: 0))
        #expect(scheduler.workerIsIdle() == .begin(batch: 2))
        #expect(scheduler.workerIsIdle() == .wait)
    }

    @Test func `committed batches are skipped and count for their table`() {
        var scheduler = Self.scheduler([(3, []), (2, [0])], committed: [0, 1, 4])
        #expect(scheduler.workerIsIdle() == .begin(batch: 2))
        #expect(scheduler.batchCommitted(2) == 0)
        #expect(scheduler.isComplete(table: 0))
        #expect(!scheduler.isComplete(table: 1))
        #expect(scheduler.workerIsIdle() == .begin(batch: 3))
        #expect(scheduler.batchCommitted(3) == 1)
        #expect(scheduler.workerIsIdle() == .finish)
    }

    @Test func `a table without batches holds nobody up`() {
        var scheduler = Self.scheduler([(0, []), (1, [0])])
        #expect(scheduler.isComplete(table: 0))
        #expect(scheduler.workerIsIdle() == .begin(batch: 0))
    }

    @Test func `with nothing left there is nothing to do`() {
        var whole = Self.scheduler([(2, []), (1, [0])], committed: [0, 1, 2])
        #expect(whole.isFinished)
        #expect(whole.workerIsIdle() == .finish)
        var empty = Self.scheduler([])
        #expect(empty.workerIsIdle() == .finish)
    }

    @Test func `a batch that is reported twice counts once`() {
        var scheduler = Self.scheduler([(2, [])])
        _ = scheduler.workerIsIdle()
        _ = scheduler.workerIsIdle()
        #expect(scheduler.batchCommitted(0) == nil)
        #expect(scheduler.batchCommitted(0) == nil)
        #expect(!scheduler.isFinished)
        #expect(scheduler.batchCommitted(1) == 0)
    }

    @Test func `under random interleavings every batch is begun once, after its parents`() {
        let seed =
            ProcessInfo.processInfo.environment["GATEFILL_TEST_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0..<1 << 32)
        print("GATEFILL_TEST_SEED=\(seed)")
        var random = SeededRandom(seed: seed)
        for round in 0..<200 {
            let shapes = (0..<Int.random(in: 1...8, using: &random)).map { index in
                (
                    batchCount: Int64.random(in: 0...20, using: &random),
                    parents: (0..<index).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
                )
            }
            let total = shapes.reduce(0) { $0 + $1.batchCount }
            let known = (0..<total).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            let tables = Self.tables(shapes)
            var scheduler = Self.scheduler(shapes, committed: known)
            var done = Set(known)
            var inHand: [Int64] = []
            var isOver = false
            while !isOver {
                let mayBegin = inHand.count < 6 && Int.random(in: 0..<2, using: &random) == 0
                if mayBegin || inHand.isEmpty {
                    switch scheduler.workerIsIdle() {
                    case .begin(let batch):
                        let isNew = !done.contains(batch) && !inHand.contains(batch)
                        let areParentsIn = Self.parentBatches(of: batch, in: tables)
                            .allSatisfy { done.contains($0) }
                        #expect(isNew && areParentsIn, "seed \(seed), round \(round)")
                        inHand.append(batch)
                    case .wait:
                        #expect(!inHand.isEmpty, "seed \(seed), round \(round): stuck")
                        if inHand.isEmpty { return }
                    case .finish: isOver = true
                    }
                }
                if !inHand.isEmpty, Int.random(in: 0..<2, using: &random) == 0 {
                    let index = Int.random(in: inHand.indices, using: &random)
                    let batch = inHand.remove(at: index)
                    done.insert(batch)
                    _ = scheduler.batchCommitted(batch)
                }
            }
            #expect(done.count == Int(total) && inHand.isEmpty, "seed \(seed), round \(round)")
        }
    }

    private static func parentBatches(of batch: Int64, in tables: [TablePlan]) -> [Int64] {
        let table = tables.first {
            ($0.firstBatch..<$0.firstBatch + $0.batchCount).contains(batch)
        }
        return (table?.parents ?? []).flatMap { parent in
            Array(
                tables[parent].firstBatch..<tables[parent].firstBatch + tables[parent].batchCount
            )
        }
    }
}

/// SplitMix64, so that a failing round can be run again.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
