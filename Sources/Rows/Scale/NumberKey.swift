/// A key of a profile's `scale` that holds one number: of rows, or a share.
public struct NumberKey: Sendable, Hashable {
    /// What the key takes.
    public enum Kind: Sendable, Hashable {
        /// A whole number.
        case integer(ClosedRange<Int64>)
        /// A number that may have a fraction.
        case number(ClosedRange<Double>)
        /// A share from 0 to 100.
        case percent
        /// A share from 0 to 1.
        case rate
    }

    /// Name in a profile, without `scale.`.
    public let name: String
    /// What the key takes.
    public let kind: Kind
    /// The default as a profile would write it; nil when there is none.
    public let defaultText: String?
    /// Whether a profile without the key is refused.
    public let isRequired: Bool
    /// What the key means, in one sentence.
    public let summary: String

    /// Declares a key.
    public init(
        _ name: String,
        _ kind: Kind,
        default defaultText: String? = nil,
        isRequired: Bool = false,
        _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.defaultText = defaultText
        self.isRequired = isRequired
        self.summary = summary
    }

    /// Section and name, as `scale.users`.
    public var path: String { "scale.\(name)" }
}
