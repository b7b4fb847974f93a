/// Four keys of a profile's `scale` that together say how many children each parent has:
/// `*_min`, `*_max`, `*_avg` and `*_distribution`.
public struct CountKey: Sendable, Hashable {
    /// Greatest count that a key takes.
    public static let countMax: Int64 = 1_000_000
    /// Maximum number of different event counts among the objects of one kind; each needs a stream.
    public static let eventCountRangeMax: Int64 = 10_000

    /// What the four names have in common, as `tokens_per_user`.
    public let name: String
    /// What is counted, as `API tokens of a user`.
    public let subject: String
    /// Least count that makes sense.
    public let lowerBound: Int64
    /// The distribution when no key is given.
    public let fallback: CountDistribution
    /// The shapes that the key supports, the default first.
    public let shapes: [CountDistribution.Shape]
    /// Whether events are counted, so that limits may be at most ``eventCountRangeMax`` apart.
    public let countsEvents: Bool

    /// Declares the keys of one count, with a normal distribution by default.
    public init(
        _ name: String,
        _ subject: String,
        _ range: ClosedRange<Int64>,
        mean: Double?,
        lowerBound: Int64 = 0,
        shapes: [CountDistribution.Shape] = [.normal, .uniform],
        countsEvents: Bool = false
    ) {
        self.name = name
        self.subject = subject
        self.lowerBound = lowerBound
        self.fallback = CountDistribution(
            min: range.lowerBound,
            max: range.upperBound,
            mean: mean,
            shape: shapes[0]
        )
        self.shapes = shapes
        self.countsEvents = countsEvents || shapes[0] == .zipf
    }

    /// What the four paths have in common, as `scale.tokens_per_user`.
    public var prefix: String { "scale.\(name)" }
}
