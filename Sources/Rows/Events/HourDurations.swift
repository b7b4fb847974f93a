/// How long the calls of an object took in an hour, in seconds.
public struct HourDurations: BitwiseCopyable, Sendable, Equatable {
    /// The shortest.
    public let least: Double
    /// The longest.
    public let greatest: Double
    /// The mean.
    public let mean: Double
    /// The median.
    public let median: Double
    /// The 95th percentile.
    public let percentile95: Double
    /// The 99th percentile.
    public let percentile99: Double

    /// The durations of one call or more, the shortest first.
    @inline(__always)
    public init(_ values: [Double]) {
        least = values[0]
        greatest = values[values.count - 1]
        guard values.count > 1 else {
            (mean, median, percentile95, percentile99) = (least, least, least, least)
            return
        }
        mean = values.reduce(0, +) / Double(values.count)
        median = Percentile.value(50, of: values)
        percentile95 = Percentile.value(95, of: values)
        percentile99 = Percentile.value(99, of: values)
    }
}
