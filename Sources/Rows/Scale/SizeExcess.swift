/// A number of a configuration that is beyond what can be planned.
public struct SizeExcess: Sendable {
    /// What there are too many of.
    public let name: String
    /// How many there would be, or an upper bound of it.
    public let count: Double
    /// Maximum.
    public let most: Int64
    /// What decides it, most specific first: keys of a profile, or what the keys of a count have in
    /// common.
    public let keys: [String]

    /// Creates one.
    public init(name: String, count: Double, most: Int64, keys: [String]) {
        self.name = name
        self.count = count
        self.most = most
        self.keys = keys
    }

    /// The count in digits.
    public var countText: String {
        count < 1e18 ? String(Int64(count.rounded())) : "over 1000000000000000000"
    }
}
