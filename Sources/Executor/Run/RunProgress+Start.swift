import Planner

extension RunProgress {
    /// Where a run stands before this part of it.
    init(_ assignment: RunAssignment) {
        self.init(
            tables: assignment.plan.tables.map { table in
                let batches = table.firstBatch..<(table.firstBatch + table.batchCount)
                let committed = batches.reduce(Int64(0)) { sum, batch in
                    guard assignment.committed.contains(batch) else { return sum }
                    return sum + Int64(assignment.plan.batch(batch).rows.count)
                }
                return RunProgress.Table(
                    name: table.name,
                    component: table.component,
                    rowCount: table.rowCount,
                    committedRowCount: committed
                )
            }
        )
        recoveredCount = assignment.recoveredCount
        lostCount = assignment.lostCount
        suspendedCount = assignment.suspended.count
    }

    /// Where a cleanup stands before this part of it.
    init(_ assignment: CleanupAssignment) {
        let left = assignment.rowCounts
        self.init(
            tables: assignment.plan.tables.indices.map { index in
                let table = assignment.plan.tables[index]
                let done = assignment.earlier[index].rowCount
                return RunProgress.Table(
                    name: table.name,
                    component: table.component,
                    rowCount: left[index] + done,
                    committedRowCount: done
                )
            }
        )
    }
}
