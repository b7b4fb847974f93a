/// What the system does to the rows of a table by itself, while it runs or is used.
public struct TableUpkeep: Sendable {
    /// Columns that it sets to what has happened.
    public let columns: Set<String>
    /// Columns that it computes again from the rows they sum up.
    public let recomputedColumns: Set<String>
    /// The note that it leaves of a computation; nil when it leaves none.
    public let signature: Signature?
    /// Which rows it removes.
    public let removal: Removal?

    /// Declares what the system does; by default nothing.
    public init(
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
    public struct Signature: Sendable {
        /// The column.
        public let column: String
        /// What its text holds afterwards.
        public let mark: String
        /// The column whose number may have grown, with everything computed from it.
        public let countColumn: String

        /// Creates one; see the properties.
        public init(column: String, mark: String, countColumn: String) {
            self.column = column
            self.mark = mark
            self.countColumn = countColumn
        }
    }

    /// Rows that are removed when they are old enough.
    public struct Removal: Sendable {
        /// The column with the time that their age is counted from.
        public let column: String
        /// The lowest age, in hours, that the system can be told to remove them at without
        /// keeping their sums.
        public let ageHoursMin: Int64
        /// Whether the limit lies on a full hour, so that each hour's rows go together.
        public let takesWholeHours: Bool

        /// Creates one; see the properties.
        public init(column: String, ageHoursMin: Int64, takesWholeHours: Bool) {
            self.column = column
            self.ageHoursMin = ageHoursMin
            self.takesWholeHours = takesWholeHours
        }
    }
}
