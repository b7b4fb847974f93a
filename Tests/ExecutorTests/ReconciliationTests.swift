import Testing

@testable import Executor

@Suite struct ReconciliationTests {
    @Test(
        arguments: [
            ([], [], [], []),
            ([0, 1], [0, 1], [], []),
            ([0], [0, 1, 4], [1, 4], []),
            ([0, 1, 3], [0], [], [1, 3]),
            ([0, 2], [2, 3], [3], [0]),
            ([], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4], []),
            ([0, 1, 2, 3, 4], [], [], [0, 1, 2, 3, 4]),
        ] as [([Int64], [Int64], [Int64], [Int64])]
    )
    func `the ledger decides what is in the target`(
        checkpoints: [Int64],
        ledger: [Int64],
        recovered: [Int64],
        lost: [Int64]
    ) {
        let result = Reconciliation(
            batchCount: 5,
            hasCheckpoint: { checkpoints.contains($0) },
            ledger: ledger
        )
        #expect(result.recovered == recovered)
        #expect(result.lost == lost)
        #expect((0..<5).filter { result.committed.contains($0) } == ledger)
        #expect(result.committed.count == Int64(ledger.count))
    }

    @Test func `a batch beyond the plan is left out`() {
        let result = Reconciliation(batchCount: 2, hasCheckpoint: { _ in true }, ledger: [0, 1, 2])
        #expect(result.recovered.isEmpty)
        #expect(result.lost.isEmpty)
        #expect(result.committed.count == 2)
    }
}
