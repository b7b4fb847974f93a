/// Hours with their numbers of rows.
typealias HourCounts = [Int64: Int64]

/// Tables that the gateway removes old rows of in one go, by the same limits: what it left in one of
/// them is evidence for the others.
struct RemovalGroup {
    /// What is known of a table.
    struct Table {
        let name: String
        /// Rows in the plan.
        let plannedCount: Int64
        /// Rows in the target.
        let foundCount: Int64
        /// Rows of each hour in the plan; nil where none is missing.
        var planned: HourCounts?
        /// Rows of each hour in the target.
        var found: HourCounts = [:]
        /// Calls of each hour in the sums of the run's objects.
        var sums: HourCounts = [:]
        /// The end of the hours whose sums the run itself has made, in hours since 1970.
        ///
        /// Nil where there are no sums.
        var ownSumsEnd: Int64?

        /// Hours that had rows and have none.
        var emptied: [Int64] {
            (planned ?? [:]).keys.filter { found[$0, default: 0] == 0 }.sorted()
        }
    }

    /// The tables.
    var tables: [Table]
    /// Whether the limits lie on full hours.
    let takesWholeHours: Bool
    /// The hour since 1970 that rows without sums must be older than.
    let oldestKeptHour: Int64

    /// The ranges of hours in which a table has lost its rows to the gateway; nil when what is
    /// missing is not explained by that.
    func explainedHours(of table: Table) -> [Range<Int64>]? {
        guard let planned = table.planned else { return nil }
        let emptied = table.emptied
        // Rows that were moved to another hour are not gone.
        let goneCount = planned.reduce(0) { $0 + $1.value - table.found[$1.key, default: 0] }
        guard !emptied.isEmpty, goneCount == table.plannedCount - table.foundCount else {
            return nil
        }
        let partial = planned.filter { hour, count in
            let left = table.found[hour, default: 0]
            return left > 0 && left != count
        }.keys
        if takesWholeHours {
            guard partial.isEmpty else { return nil }
        } else {
            // The limit was within an hour: nothing is left before, all after.
            let isLast = partial.allSatisfy { hour in emptied.allSatisfy { $0 < hour } }
            guard partial.count <= 1, isLast else { return nil }
        }
        for hour in emptied {
            guard isRolledUp(hour, table) || isAged(hour) else { return nil }
        }
        return ranges(emptied, among: planned)
    }

    /// Whether the calls of an hour are in the sums, and the gateway has summed them.
    private func isRolledUp(_ hour: Int64, _ table: Table) -> Bool {
        guard let end = table.ownSumsEnd, let calls = table.planned?[hour],
            table.sums[hour, default: 0] >= calls
        else { return false }
        // Sums of the run's own prove nothing; the gateway takes an hour from all tables.
        return hour >= end || isEmpty(hour)
    }

    /// Whether an hour is older than the gateway keeps, and so is all that is left.
    private func isAged(_ hour: Int64) -> Bool {
        hour < oldestKeptHour
            && tables.allSatisfy { table in
                !table.found.contains { $0.key <= hour && $0.value > 0 }
            }
    }

    /// Whether no table has a row left of an hour.
    private func isEmpty(_ hour: Int64) -> Bool {
        tables.allSatisfy { $0.found[hour, default: 0] == 0 }
    }

    /// Neighbouring hours as ranges: neighbours have no hour between them that still has rows.
    private func ranges(_ hours: [Int64], among planned: HourCounts) -> [Range<Int64>] {
        let kept = Set(planned.keys).subtracting(hours).sorted()
        var ranges: [Range<Int64>] = []
        var position = 0
        for hour in hours {
            while position < kept.count, kept[position] < hour { position += 1 }
            let previous = position > 0 ? kept[position - 1] : Int64.min
            if let last = ranges.last, last.lowerBound > previous {
                ranges[ranges.count - 1] = last.lowerBound..<hour + 1
            } else {
                ranges.append(hour..<hour + 1)
            }
        }
        return ranges
    }
}
