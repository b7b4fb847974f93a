import Journal
import Planner

/// The rows of one table that a run has committed, counted through its committed batches.
struct CommittedRows {
    private let table: TablePlan
    private let batchSize: Int64
    /// Numbers of the committed batches, counted from the table's first, rising.
    private let batches: [Int64]
    private let states: BatchStates
    /// Number of rows.
    let count: Int64

    /// The committed rows of the table of an index of a plan.
    init(_ index: Int, of plan: GenerationPlan, states: BatchStates) {
        let table = plan.tables[index]
        self.table = table
        self.states = states
        batchSize = plan.recipe.batchSize
        let committed = (0..<table.batchCount).filter {
            states[table.firstBatch + $0].countsAsCommitted
        }
        batches = committed
        let whole = Int64(committed.count) * plan.recipe.batchSize
        // Only the table's last batch may be shorter.
        let missing =
            committed.last == table.batchCount - 1
            ? table.batchCount * plan.recipe.batchSize - table.rowCount : 0
        count = committed.isEmpty ? 0 : whole - missing
    }

    /// The row of the table at a place, `0 ..< count`, among the committed ones.
    func row(at place: Int64) -> Int64 {
        let (batch, offset) = place.quotientAndRemainder(dividingBy: batchSize)
        return batches[Int(batch)] * batchSize + offset
    }

    /// Whether a row of the table is committed.
    func contains(_ row: Int64) -> Bool {
        states[table.firstBatch + row / batchSize].countsAsCommitted
    }
}
