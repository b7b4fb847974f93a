/// How many rows of a planned table are created in each hour.
package struct PlannedHours {
    /// Rows that are made of a table, about.
    private static let rowCountMax: Int64 = 100_000
    private static let hour: Int64 = 3_600_000_000

    /// Hours since 1970 and their numbers of rows, rising; of a sample, scaled to all rows.
    package let hours: [(hour: Int64, count: Int64)]

    /// The hours of a table; nil when it has no time of creation or no rows.
    package init?(_ plan: GenerationPlan, table name: String) {
        guard
            let times = CreationTimes(plan, table: name, rowCountMax: PlannedHours.rowCountMax)
        else { return nil }
        var counts: [Int64: Int64] = [:]
        var made: Int64 = 0
        times.visit { time in
            counts[time / PlannedHours.hour, default: 0] += 1
            made += 1
        }
        let scale = Double(times.rowCount) / Double(max(1, made))
        hours = counts.sorted { $0.key < $1.key }.map {
            ($0.key, Int64((Double($0.value) * scale).rounded()))
        }
    }
}
