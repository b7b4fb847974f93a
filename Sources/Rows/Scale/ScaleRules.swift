/// What a profile may say about the size of a system's data, and what follows from it.
public protocol ScaleRules: Sendable {
    /// The keys of `scale`, in the order of their documentation.
    var keys: [ScaleKey] { get }

    /// The number that the others scale with; sizing to a budget replaces it.
    var base: NumberKey { get }

    /// Numbers that grow with ``base`` when that is replaced.
    var growing: [NumberKey] { get }

    /// Settles the numbers and counts of a profile.
    func settle(_ profile: some ScaleValues) throws(ScaleFault) -> Scale

    /// Limits counts by what only the whole configuration determines, such as the number of public
    /// objects; called after the sizes were checked.
    func fit(
        _ configuration: inout DatasetConfiguration,
        _ profile: some ScaleValues
    ) throws(ScaleFault)

    /// Records what rows depend on about the chosen tables and their order.
    func adapt(_ configuration: inout DatasetConfiguration, to tables: [String])

    /// What is beyond its limit, in the order of the tables.
    ///
    /// With `tables`, the rows of those whose keys are 32-bit integers are checked as well.
    func excesses(_ configuration: DatasetConfiguration, tables: Set<String>?) -> [SizeExcess]

    /// The smallest value of a number that is consistent with the rest of the profile.
    func least(_ key: NumberKey, _ profile: some ScaleValues) -> Double

    /// What was assumed for a profile, and which of its values are out of reach.
    func notices(_ configuration: DatasetConfiguration, _ profile: some ScaleValues) -> [String]
}

extension ScaleRules {
    /// Nothing grows.
    public var growing: [NumberKey] { [] }

    /// Takes every number and count as the profile or its declaration has it.
    public func settle(_ profile: some ScaleValues) throws(ScaleFault) -> Scale {
        try declared(profile)
    }

    /// Every number and count as the profile or its declaration has it.
    public func declared(_ profile: some ScaleValues) throws(ScaleFault) -> Scale {
        var scale = Scale()
        for entry in keys {
            switch entry {
            case .number(let key): scale.numbers[key.name] = profile.number(key.path)
            case .count(let key): scale.counts[key.name] = try profile.count(key)
            }
        }
        return scale
    }

    /// Nothing depends on the configuration.
    public func fit(
        _ configuration: inout DatasetConfiguration,
        _ profile: some ScaleValues
    ) throws(ScaleFault) {}

    /// No row depends on which other tables are generated.
    public func adapt(_ configuration: inout DatasetConfiguration, to tables: [String]) {}

    /// Nothing is too large.
    public func excesses(
        _ configuration: DatasetConfiguration,
        tables: Set<String>?
    ) -> [SizeExcess] { [] }

    /// Numbers do not depend on each other.
    public func least(_ key: NumberKey, _ profile: some ScaleValues) -> Double { 0 }

    /// Nothing is assumed.
    public func notices(
        _ configuration: DatasetConfiguration,
        _ profile: some ScaleValues
    ) -> [String] { [] }
}

/// One entry of a profile's `scale`.
public enum ScaleKey: Sendable, Hashable {
    /// A single number.
    case number(NumberKey)
    /// The four keys of a count.
    case count(CountKey)
}

/// The numbers and counts of a profile, with every default filled in.
public struct Scale: Sendable {
    /// Values by key name.
    public var numbers: [String: Double] = [:]
    /// Distributions by key name.
    public var counts: [String: CountDistribution] = [:]

    /// A scale without any.
    public init() {}
}

/// What a profile says, for the rules of its `scale`.
public protocol ScaleValues {
    /// Whether the profile itself holds a value at a path, as `scale.users`.
    func isGiven(_ path: String) -> Bool

    /// The number at a path, from the profile or by default; nil when there is neither.
    func number(_ path: String) -> Double?

    /// The word at a path, from the profile or by default; nil when there is neither.
    func text(_ path: String) -> String?

    /// The distribution of a count, with what the profile leaves open filled in.
    ///
    /// `shape` replaces the one at `*_distribution`. With a limit, a default or a stated maximum
    /// above it is lowered to it.
    func count(
        _ key: CountKey,
        shape: String?,
        limitedTo limit: CountLimit?
    ) throws(ScaleFault) -> CountDistribution
}

extension ScaleValues {
    /// The distribution of a count, with what the profile leaves open filled in.
    public func count(_ key: CountKey) throws(ScaleFault) -> CountDistribution {
        try count(key, shape: nil, limitedTo: nil)
    }

    /// The value of a number that has a default.
    ///
    /// - Precondition: The profile or the key's declaration has one.
    public func value(_ key: NumberKey) -> Double {
        guard let number = number(key.path) else {
            preconditionFailure("\(key.path) is not a number with a default")
        }
        return number
    }

    /// The first of two shares that make 100 together; one decides the other.
    public func share(
        _ path: String,
        complementing other: String
    ) throws(ScaleFault) -> Double {
        guard let first = number(path), let second = number(other) else {
            preconditionFailure("\(path) or \(other) is not a number with a default")
        }
        guard isGiven(other) else { return first }
        guard isGiven(path) else { return 100 - second }
        guard abs(first + second - 100) < 1e-9 else {
            throw ScaleFault(
                "conflicting-keys",
                "\(other): \(DecimalText.text(second)) and `\(path)` do not make 100",
                at: other,
                detail: "\(DecimalText.text(first)) + \(DecimalText.text(second)) = "
                    + DecimalText.text(first + second)
            )
        }
        return first
    }

    /// Whether the profile states a limit or the mean of a count.
    public func isStated(_ key: CountKey) -> Bool {
        ["min", "max", "avg"].contains { isGiven("\(key.prefix)_\($0)") }
    }
}

/// What a count cannot exceed, for messages too.
public struct CountLimit {
    /// The greatest count.
    public let value: Int64
    /// What it is, as `the number of readers`.
    public let name: String
    /// Why it is the limit.
    public let detail: String
    /// The keys to raise.
    public let remedy: String

    /// Creates one.
    public init(value: Int64, name: String, detail: String, remedy: String) {
        self.value = value
        self.name = name
        self.detail = detail
        self.remedy = remedy
    }
}

/// What is wrong with a profile's `scale`.
public struct ScaleFault: Error {
    /// Stable name of the error, kebab-case.
    public let code: String
    /// What is wrong, one line that begins with a path.
    public let message: String
    /// The path of the value to point at.
    public let path: String
    /// Facts: what was expected and found.
    public let detail: String?
    /// What to do next, a full sentence.
    public let hint: String?

    /// Creates one.
    public init(
        _ code: String,
        _ message: String,
        at path: String,
        detail: String? = nil,
        hint: String? = nil
    ) {
        self.code = code
        self.message = message
        self.path = path
        self.detail = detail
        self.hint = hint
    }
}
