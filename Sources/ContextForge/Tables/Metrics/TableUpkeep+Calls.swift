import Rows

/// What the gateway does with calls and their sums.
///
/// Source: `services/*` of ContextForge 1.0.7.
extension TableUpkeep {
    /// Single calls: removed when they are rolled up, or after days.
    static let calls = TableUpkeep(
        removal: Removal(column: "timestamp", ageHoursMin: 24, takesWholeHours: true)
    )

    /// Calls summed up by the hour: an hour is summed again as long as its calls are there.
    static let hourlyCalls = TableUpkeep(
        recomputedColumns: [
            "min_response_time", "max_response_time", "avg_response_time", "p50_response_time",
            "p95_response_time", "p99_response_time",
        ],
        removal: Removal(column: "hour_start", ageHoursMin: 30 * 24, takesWholeHours: true)
    )
}
