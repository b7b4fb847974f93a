import Planner
import Rows
import Targets

/// Generates the batches of a run again and compares them with the target, row by row.
package struct ContentVerification {
    private let plan: GenerationPlan
    private let target: any CleanupTarget
    private let constants: TargetConstants
    private let batches: [Int64]
    private let removed: RemovedRows

    /// A verification of those of a run's batches that are in the target.
    ///
    /// - Parameters:
    ///   - plan: The run's plan.
    ///   - target: The run's target.
    ///   - constants: What only the target knew when the rows were made.
    ///   - batches: Numbers of batches, in rising order.
    ///   - removed: What the gateway itself has removed of them.
    package init(
        _ plan: GenerationPlan,
        target: any CleanupTarget,
        constants: TargetConstants,
        batches: [Int64],
        removed: RemovedRows = RemovedRows()
    ) {
        self.plan = plan
        self.target = target
        self.constants = constants
        self.batches = batches
        self.removed = removed
    }

    /// Compares the batches, or at most `sampleCount` of each table, evenly spread; the results of
    /// the tables that have any, in the plan's order.
    ///
    /// Memory does not depend on the number of rows. Ends early, with what was compared so far,
    /// when `stop` is asked for.
    package func run(
        sampleCount: Int64? = nil,
        board: ProgressBoard = ProgressBoard(),
        stop: StopRequest = StopRequest()
    ) throws(TargetError) -> [ContentResult] {
        let graph = ReferenceGraph(
            try target.readSchema(),
            declared: try target.readForeignKeys(),
            of: target.catalogue
        )
        let chosen = plan.tables.map { table in
            let end = table.firstBatch + table.batchCount
            let own = batches.filter { $0 >= table.firstBatch && $0 < end }
            return sampleCount.map { ContentVerification.spread(own, count: $0) } ?? own
        }
        board.update { $0 = progress(of: chosen) }
        let session = try target.openContentSession()
        var results: [ContentResult] = []
        for index in plan.tables.indices
        where !chosen[index].isEmpty && stop.stopReason == nil {
            results.append(
                try compare(
                    index,
                    chosen[index],
                    in: graph,
                    using: session,
                    board: board,
                    stop: stop
                )
            )
        }
        return results
    }

    /// Evenly spread elements, the first and the last among them where there is room.
    static func spread(_ batches: [Int64], count: Int64) -> [Int64] {
        guard Int64(batches.count) > count else { return batches }
        guard count > 1 else { return Array(batches.prefix(Int(count))) }
        let last = Int64(batches.count - 1)
        return (0..<count).map { batches[Int($0 * last / (count - 1))] }
    }

    private func compare(
        _ index: Int,
        _ numbers: [Int64],
        in graph: ReferenceGraph,
        using session: any ContentSession,
        board: ProgressBoard,
        stop: StopRequest
    ) throws(TargetError) -> ContentResult {
        guard let table = plan.dataset.table(named: plan.tables[index].name) else {
            preconditionFailure("a plan's table is not in its catalogue")
        }
        let definition = plan.definition(of: index)
        let compared = try ComparedTable(definition, in: graph)
        let source = RowSource(
            table,
            batch: ColumnBatch(
                table: definition,
                constants: constants,
                only: compared.columnNames
            )
        )
        var result = ContentResult(table: definition.name)
        var expected = ContentDigest()
        var deviations = ContentDigest()
        for number in numbers where stop.stopReason == nil {
            let batch = plan.batch(number)
            let begun = ContinuousClock.now
            let differences = try session.differences(in: batch.rows, of: compared, source)
                .sorted { $0.row < $1.row }
            let isMissing = differences.contains { $0.cells == nil }
            result.add(
                differences,
                of: definition,
                removed: isMissing ? removed.rows(of: table, in: batch.rows, constants) : []
            )
            result.batchCount += 1
            result.rowCount += Int64(batch.rows.count)
            for print in source.fingerprints { expected.add(print) }
            for difference in differences {
                deviations.add(String(difference.row))
                for cell in difference.cells ?? [] {
                    deviations.add(cell.column)
                    deviations.add(cell.found ?? "")
                }
            }
            let seconds = Double((ContinuousClock.now - begun).microseconds) / 1e6
            board.update {
                $0.tables[index].advance(Int64(batch.rows.count), workSeconds: seconds)
            }
        }
        result.expectedDigest = expected.text()
        result.foundDigest = result.expectedDigest
        if !result.hasPassed || result.maintainedRowCount + result.removedRowCount > 0 {
            // The rows that are as they were generated count with the expected digest.
            deviations.add(result.expectedDigest)
            result.foundDigest = deviations.text()
        }
        return result
    }

    private func progress(of chosen: [[Int64]]) -> RunProgress {
        RunProgress(
            tables: plan.tables.indices.map { index in
                RunProgress.Table(
                    name: plan.tables[index].name,
                    component: plan.tables[index].component,
                    rowCount: chosen[index].reduce(0) { $0 + Int64(plan.batch($1).rows.count) },
                    committedRowCount: 0
                )
            }
        )
    }
}
