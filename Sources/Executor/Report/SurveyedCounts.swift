import Rows

/// How many parents have how many rows: as the profile asks for it, as it is planned for so many
/// parents, and as it was found.
package struct SurveyedCounts: Sendable {
    /// The count's name in a profile, as `tokens_per_user`.
    package let name: String
    /// Whether the profile asks for few busy parents and many quiet ones.
    package let isSkewed: Bool
    /// What the profile asks for, of any number of parents.
    package let asked: CountTally
    /// What the plan has.
    package let planned: CountTally
    /// What the target has; nil where it was not asked.
    package let found: CountTally?

    /// Parents that show what a profile asks for, without rounding to a few.
    private static let askedParentCount: Int64 = 1_000_000

    /// What a distribution asks for, of any number of parents.
    static func asked(_ distribution: CountDistribution) -> CountTally {
        CountHistogram(distribution, parentCount: askedParentCount).tally
    }

    /// Points of a Lorenz curve: the share of all rows that the busiest share of the parents has.
    package static func busiest(_ tally: CountTally) -> [(parents: Double, rows: Double)] {
        let (parentCount, rowCount) = (tally.parentCount, tally.rowCount)
        guard parentCount > 0, rowCount > 0 else { return [] }
        var points = [(parents: 0.0, rows: 0.0)]
        var parents: Int64 = 0
        var rows: Int64 = 0
        for entry in tally.entries.reversed() {
            parents += entry.parentCount
            rows += entry.size * entry.parentCount
            points.append((Double(parents) / Double(parentCount), Double(rows) / Double(rowCount)))
        }
        return points
    }
}
