/// A key that a profile may hold: its place, what it takes, its default and what it means.
///
/// ``ProfileLanguage/keys`` is the only list of keys: checking, defaults, suggestions and the
/// documentation are all read from it.
package struct ProfileKey: Sendable, Hashable {
    /// What a key takes.
    package enum Kind: Sendable, Hashable {
        /// One line of text of at most so many characters.
        case text(lengthMax: Int)
        /// `true` or `false`.
        case boolean
        /// A whole number.
        case integer(ClosedRange<Int64>)
        /// A number that may have a fraction.
        case number(ClosedRange<Double>)
        /// A share from 0 to 100.
        case percent
        /// A share from 0 to 1.
        case rate
        /// One of some words, in upper or lower case.
        case choice([String])
        /// The name of a distribution, one of some.
        case distribution([String])
        /// A list of some words, each at most once.
        case choices([String])
        /// A date, a date with a time, or, where `takesNow`, the word `now`.
        case date(takesNow: Bool)
        /// The domain part of an e-mail address.
        case emailDomain
        /// The name of an environment variable; never repeated in a message.
        case environmentName
        /// A list of components, parents first.
        case components
    }

    /// Section and name, as `scale.users`; a section that is a list has no dot.
    package let path: String
    /// What the key takes.
    package let kind: Kind
    /// The default as a profile would write it, or nil when there is none.
    package let defaultText: String?
    /// Whether a profile without the key is refused.
    package let isRequired: Bool
    /// What the key means, in one sentence.
    package let summary: String

    /// Creates a key of the table.
    init(
        _ path: String,
        _ kind: Kind,
        default defaultText: String? = nil,
        isRequired: Bool = false,
        _ summary: String
    ) {
        self.path = path
        self.kind = kind
        self.defaultText = defaultText
        self.isRequired = isRequired
        self.summary = summary
    }

    /// The part of the path before the dot, or all of it.
    package var section: String {
        String(path.prefix { $0 != "." })
    }

    /// The part of the path after the dot, or all of it.
    package var name: String {
        path.firstIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
