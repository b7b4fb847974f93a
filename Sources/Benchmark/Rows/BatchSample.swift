import Planner

/// Batches of a table that stand for all of them: from several places of the plan, at each some
/// that follow each other, as a worker gets them.
struct BatchSample {
    /// The rows of every batch, in order.
    let batches: [Range<Int64>]

    /// Places of the plan that batches are taken from.
    private static let placeCount: Int64 = 3

    /// A sample of at most `rowCountMax` rows, but one batch at least.
    init(_ table: TablePlan, of plan: GenerationPlan, rowCountMax: Int64) {
        let wanted = max(1, min(table.batchCount, rowCountMax / plan.recipe.batchSize))
        // One place where all are wanted: several would overlap.
        let places = wanted == table.batchCount ? 1 : min(BatchSample.placeCount, wanted)
        var numbers: Set<Int64> = []
        for place in 0..<places {
            let count = wanted * (place + 1) / places - wanted * place / places
            // The middle of an equal part of the table.
            let middle = table.batchCount * (2 * place + 1) / (2 * places)
            let first = max(0, min(middle - count / 2, table.batchCount - count))
            numbers.formUnion(first..<(first + count))
        }
        batches = numbers.sorted().map { plan.batch(table.firstBatch + $0).rows }
    }

    /// Number of rows.
    var rowCount: Int64 { batches.reduce(0) { $0 + Int64($1.count) } }
}
