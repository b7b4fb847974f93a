/// Percentiles by linear interpolation between the two nearest values.
public enum Percentile {
    /// The value at a percentage of `values`, which are sorted and not empty: between the two
    /// nearest on a straight line.
    public static func value(_ percent: Int, of values: [Double]) -> Double {
        let place = Double((values.count - 1) * percent) / 100
        let below = Int(place)
        let above = min(below + 1, values.count - 1)
        return values[below] + (values[above] - values[below]) * (place - Double(below))
    }
}
