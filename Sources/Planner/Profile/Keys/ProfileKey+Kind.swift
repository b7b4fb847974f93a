import Rows

extension ProfileKey.Kind {
    /// What belongs after the key, for messages.
    var expectation: String {
        switch self {
        case .text: "text"
        case .boolean: "`true` or `false`"
        case .integer: "a whole number"
        case .number, .percent, .rate: "a number"
        case .choice, .distribution: "a word"
        case .choices: "a list of words"
        case .date(let takesNow): takesNow ? "a date or `now`" : "a date"
        case .emailDomain: "a domain"
        case .environmentName: "the name of an environment variable"
        case .components: "a list of components"
        }
    }

    /// The type as the documentation names it.
    var typeName: String {
        switch self {
        case .text: "text"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .percent: "percent"
        case .rate: "rate"
        case .choice: "word"
        case .distribution: "distribution"
        case .choices: "list of words"
        case .date: "date"
        case .emailDomain: "domain"
        case .environmentName: "name"
        case .components: "list of components"
        }
    }

    /// The range as the documentation shows it.
    var rangeText: String {
        switch self {
        case .text(let lengthMax): "at most \(lengthMax) characters"
        case .boolean: "`true`, `false`"
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "\(DecimalText.text(range.lowerBound)) to \(DecimalText.text(range.upperBound))"
        case .percent: "0 to 100"
        case .rate: "0 to 1"
        case .choice(let words), .distribution(let words), .choices(let words):
            PrintableText.listing(words)
        case .date(let takesNow): takesNow ? "1970 to 2199, `now`" : "1970 to 2199"
        case .emailDomain: "at most \(EmailDomain.lengthMax) characters"
        case .environmentName: "letters, digits, `_`"
        case .components: "below"
        }
    }
}
