/// A cost that grows evenly from a fixed part, drawn through two measurements.
package struct LinearCost: Sendable, Equatable {
    /// What nothing at all costs, 0 or more.
    package let fixed: Double
    /// What each unit adds.
    package let perUnit: Double

    /// Draws the line; where the larger measurement costs no more than the smaller one, the line
    /// begins at nothing.
    ///
    /// - Precondition: Both have units, and `large` has more.
    package init(
        small: (units: Double, cost: Double),
        large: (units: Double, cost: Double)
    ) {
        precondition(small.units > 0 && large.units > small.units, "two points make a line")
        let slope = (large.cost - small.cost) / (large.units - small.units)
        let start = small.cost - slope * small.units
        guard slope > 0, start >= 0 else {
            fixed = 0
            perUnit = large.cost / large.units
            return
        }
        fixed = start
        perUnit = slope
    }

    /// The cost of so many units.
    package func cost(of units: Double) -> Double { fixed + perUnit * units }
}
