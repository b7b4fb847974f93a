/// Words the refusal of one value of one key.
struct Refusal {
    /// The key.
    let key: ProfileKey
    /// The value.
    let scalar: ProfileDocument.Scalar

    /// Distributions that some key knows.
    private static let distributions = [
        "power_law", "normal", "uniform", "zipf", "exponential_decay",
    ]

    /// The value is not of the key's type.
    func wrongType() -> ProfileError {
        var hint: String?
        if scalar.isQuoted, ProfileScalar.number(scalar.text) != nil {
            hint = "Write it without quotes."
        }
        return error("wrong-type", "is not \(key.kind.expectation)", hint: hint)
    }

    /// The value is of the right type, but too small or too large.
    func outOfRange(_ problem: String) -> ProfileError {
        let shown = scalar.text.utf8.count <= 64 ? ProfileScalar.number(scalar.text) : nil
        // Numbers are shown bare, as the limits are.
        guard shown != nil else { return error("out-of-range", problem) }
        return ProfileError(
            code: "out-of-range",
            message: "\(key.path): \(scalar.text) \(problem)",
            location: scalar.location
        )
    }

    /// The value is of the right type, but not one the key takes.
    func badValue(_ problem: String, hint: String? = nil) -> ProfileError {
        error("bad-value", problem, hint: hint)
    }

    /// The value is not one of the words the key takes.
    func noChoice(among words: [String]) -> ProfileError {
        let choices =
            words.count == 1
            ? "the only value is \(PrintableText.listing(words))"
            : "the values are \(PrintableText.listing(words))"
        let hint = NameSuggestion.hint(for: scalar.text, among: words)
        if case .distribution = key.kind {
            let isKnown = Self.distributions.contains(scalar.text.lowercased())
            return error(
                isKnown ? "unsupported-value" : "bad-value",
                isKnown
                    ? "is a distribution that this key cannot have, \(choices)"
                    : "is not a distribution, \(choices)",
                hint: hint
            )
        }
        if words.count == 1 {
            return error("unsupported-value", "is not supported, \(choices)", hint: hint)
        }
        return error("bad-value", "is unknown, \(choices)", hint: hint)
    }

    private func error(_ code: String, _ problem: String, hint: String? = nil) -> ProfileError {
        ProfileError(
            code: code,
            message: "\(key.path): \(PrintableText.quoting(scalar.text)) \(problem)",
            location: scalar.location,
            hint: hint
        )
    }
}
