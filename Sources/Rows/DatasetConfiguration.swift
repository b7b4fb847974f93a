/// Everything that decides the rows of a dataset, with every default filled in.
///
/// Two equal configurations give the same rows, byte for byte, on any machine, with any batch
/// size, number of workers and target. Nothing that does not change a row belongs here.
public struct DatasetConfiguration: Sendable, Hashable, Codable {
    /// The seed of a profile that does not set one.
    public static let defaultSeed: UInt64 = 42

    /// Seed of every random choice.
    public var seed: UInt64
    /// Domain of the generated users' addresses, lower case.
    public var emailDomain: String
    /// Numbers, percentages and rates, by their names in a profile's `scale`.
    public var numbers: [String: Double]
    /// How many children each parent has, by the names of the counts in a profile's `scale`.
    public var counts: [String: CountDistribution]
    /// Clock hours, the current one included, for which single events are kept, older ones as
    /// hourly sums only; nil when all are kept and none are summed up.
    public var rawHours: Int64?

    /// First moment of the data, in microseconds since 1970-01-01 UTC.
    public var startMicroseconds: Int64
    /// Last moment of the data, in microseconds since 1970-01-01 UTC.
    public var endMicroseconds: Int64
    /// Share of the rows of every table that were created in the last 30 days, 0 to 100.
    public var recentDataPercent: Double

    /// Whether people have real names; otherwise they are called `User 1`, `User 2` and so on.
    public var usesRealNames = true
    /// Least number of characters of an object's name.
    public var nameLengthMin = 5
    /// Greatest number of characters of an object's name.
    public var nameLengthMax = 50
    /// Least number of characters of a description.
    public var descriptionLengthMin = 50
    /// Greatest number of characters of a description.
    public var descriptionLengthMax = 200
    /// How primary keys are spread.
    public var identifiers = IdentifierOrder.random
    /// Which secrets the rows are made with; nil for none.
    public var secrets: SecretFingerprints?

    /// Creates a configuration of a period of time; see the properties.
    public init(
        seed: UInt64 = DatasetConfiguration.defaultSeed,
        emailDomain: String,
        numbers: [String: Double],
        counts: [String: CountDistribution],
        rawHours: Int64?,
        startMicroseconds: Int64,
        endMicroseconds: Int64,
        recentDataPercent: Double
    ) {
        self.seed = seed
        self.emailDomain = emailDomain
        self.numbers = numbers
        self.counts = counts
        self.rawHours = rawHours
        self.startMicroseconds = startMicroseconds
        self.endMicroseconds = endMicroseconds
        self.recentDataPercent = recentDataPercent
    }

    /// The value of a number.
    ///
    /// - Precondition: The configuration has one.
    public subscript(key: NumberKey) -> Double {
        get {
            guard let number = numbers[key.name] else {
                preconditionFailure("the configuration has no \(key.name)")
            }
            return number
        }
        set { numbers[key.name] = newValue }
    }

    /// The distribution of a count.
    ///
    /// - Precondition: The configuration has one.
    public subscript(key: CountKey) -> CountDistribution {
        get {
            guard let count = counts[key.name] else {
                preconditionFailure("the configuration has no \(key.name)")
            }
            return count
        }
        set { counts[key.name] = newValue }
    }
}

/// How generated primary keys are spread over their range.
public enum IdentifierOrder: String, Sendable, Hashable, Codable, CaseIterable {
    /// Scattered: version 4 UUIDs.
    case random
    /// Rising in the order of the rows (version 7), the fastest to load and to delete.
    case ordered
}

/// How many children each parent has.
public struct CountDistribution: Sendable, Hashable, Codable {
    /// The shape of a count distribution.
    public enum Shape: String, Sendable, Hashable, Codable, CaseIterable {
        /// A normal distribution cut off at the least and greatest value.
        case normal
        /// Every value from the least to the greatest equally often, tilted to hit the mean.
        case uniform
        /// Three bands: 80 % up to 5 %, 15 % from 10 to 20 %, 5 % from 50 to 100 % of the maximum.
        case powerLaw = "power_law"
        /// A power law of the rank, such that 20 % of the parents have 80 % of all as far as the
        /// limits and the mean allow it.
        case zipf
    }

    /// The least count.
    public var min: Int64
    /// The greatest count.
    public var max: Int64
    /// The mean, within `min...max`; absent when the shape alone decides it (`powerLaw`).
    public var mean: Double?
    /// The shape between the limits.
    public var shape: Shape

    /// Creates a distribution from its limits, mean and shape.
    public init(min: Int64, max: Int64, mean: Double?, shape: Shape) {
        self.min = min
        self.max = max
        self.mean = mean
        self.shape = shape
    }

    /// The distribution cut off at a greatest count: limits and mean above it become that count.
    public func clamped(to most: Int64) -> CountDistribution {
        guard most < max else { return self }
        return CountDistribution(
            min: Swift.min(min, most),
            max: most,
            mean: mean.map { Swift.min($0, Double(most)) },
            shape: shape
        )
    }
}
