import Rows

/// How many rows of a planned table are created in the last 30 days of the data.
package struct RecentRows: Sendable {
    /// Rows that were made to find out: all rows of the table, or a sample.
    package let madeCount: Int64
    /// Those of them that are created in the last 30 days.
    package let recentCount: Int64
    /// By how many points the share of a sample can differ from that of all rows; 0 if all rows were
    /// made.
    ///
    /// Rows stand nearly in order of creation, so only a slice at the edge of the last 30 days can
    /// be wrong; there are two edges at most.
    package let resolution: Double

    /// Rows up to which a table is counted in full.
    package static let exactRowCountMax: Int64 = 1 << 20
    /// Rows that are made where a rough number will do.
    package static let roughRowCountMax: Int64 = 1 << 17

    /// Counts the rows of a table, of a sample of about `rowCountMax` if there are more; nil when it
    /// has no time of creation or no rows.
    package init?(_ plan: GenerationPlan, table name: String, rowCountMax: Int64) {
        guard let times = CreationTimes(plan, table: name, rowCountMax: rowCountMax) else {
            return nil
        }
        let start = plan.dataset.timeline.end - Timeline.recentMicroseconds
        var (made, recent): (Int64, Int64) = (0, 0)
        times.visit { time in
            made += 1
            if time >= start { recent += 1 }
        }
        madeCount = made
        recentCount = recent
        resolution = times.isComplete ? 0 : 200 / Double(times.sliceCount)
    }

    /// The share of the rows in the last 30 days, in percent.
    package var percent: Double { 100 * Double(recentCount) / Double(max(1, madeCount)) }
}
