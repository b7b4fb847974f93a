import Dataset

/// How many parents have how many rows: as the profile has it, and as it was found.
package struct SurveyedCounts: Sendable {
    /// So many parents have so many rows.
    package struct Entry: Sendable, Equatable {
        package let size: Int64
        package let parentCount: Int64
    }

    /// The count's name in a profile, as `tokens_per_user`.
    package let name: String
    /// Whether the profile asks for few busy parents and many quiet ones.
    package let isSkewed: Bool
    /// What the profile gives, rising in size.
    package let declared: [Entry]
    /// What the target has, rising in size; nil where it was not asked.
    package let found: [Entry]?

    /// Points of a Lorenz curve: the share of all rows that the busiest share of the parents has.
    package static func busiest(_ entries: [Entry]) -> [(parents: Double, rows: Double)] {
        let parentCount = entries.reduce(0) { $0 + $1.parentCount }
        let rowCount = entries.reduce(0) { $0 + $1.size * $1.parentCount }
        guard parentCount > 0, rowCount > 0 else { return [] }
        var points = [(parents: 0.0, rows: 0.0)]
        var parents: Int64 = 0
        var rows: Int64 = 0
        for entry in entries.reversed() {
            parents += entry.parentCount
            rows += entry.size * entry.parentCount
            points.append((Double(parents) / Double(parentCount), Double(rows) / Double(rowCount)))
        }
        return points
    }
}
