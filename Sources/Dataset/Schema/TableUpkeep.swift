/// What the gateway does to the rows of a table by itself, while it runs or is used.
///
/// Source: `auth.py`, `services/*` and `cache/session_registry.py` of ContextForge 1.0.7.
package struct TableUpkeep: Sendable {
    /// Columns that it sets to what has happened.
    package let columns: Set<String>
    /// Columns that it computes again from the rows they sum up.
    package let recomputedColumns: Set<String>
    /// The note that it leaves of a computation; nil when it leaves none.
    package let signature: Signature?
    /// Which rows it removes.
    package let removal: Removal?

    init(
        columns: Set<String> = [],
        recomputedColumns: Set<String> = [],
        signature: Signature? = nil,
        removal: Removal? = nil
    ) {
        self.columns = columns
        self.recomputedColumns = recomputedColumns
        self.signature = signature
        self.removal = removal
    }

    /// A note in a column.
    package struct Signature: Sendable {
        /// The column.
        package let column: String
        /// What its text holds afterwards.
        package let mark: String
        /// The column whose number may have grown, with everything computed from it.
        package let countColumn: String
    }

    /// Rows that are removed when they are old enough.
    package struct Removal: Sendable {
        /// The column with the time that their age is counted from.
        package let column: String
        /// The lowest age, in hours, that the gateway can be told to remove them at without
        /// keeping their sums.
        package let ageHoursMin: Int64
        /// Whether the limit lies on a full hour, so that each hour's rows go together.
        package let takesWholeHours: Bool
    }

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
