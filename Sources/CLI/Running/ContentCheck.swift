import ContextForge
import Executor
import Journal
import Planner
import Rows
import Targets

/// Compares a run's rows with its target for `gatefill verify --checks content`.
struct ContentCheck {
    let run: RunRecord
    let request: RunRequest
    let plan: GenerationPlan
    let target: any CleanupTarget
    let journal: EventStore
    /// What the gateway itself has removed.
    let removed: RemovedRows
    /// The most batches of each table; all when nil.
    let sampleCount: Int64?
    /// What is said on the way.
    let progress: ProgressOptions

    /// The comparison of every table that has rows in the target.
    func results() throws -> [ContentReport] {
        let board = ProgressBoard()
        let verification = ContentVerification(
            plan,
            target: target,
            constants: try RunStarter.constants(of: run, in: journal, .contextForge),
            batches: try batches(),
            removed: removed
        )
        let display = progress.display(
            board,
            byteCounts: plan.tables.map(\.rowByteCount),
            request.settings
        )
        defer { display?.end() }
        return try verification.run(sampleCount: sampleCount, board: board)
            .map { ContentReport($0) }
    }

    /// The batches that the ledger has; where it was lost, those that the journal has.
    private func batches() throws -> [Int64] {
        if let state = try target.readLedger(runUID: run.uid) { return state.batches }
        let states = try journal.batchStates(run: run.number)
        return (0..<plan.batchCount).filter { states[$0].countsAsCommitted }
    }
}
