import Rows

/// A value that has the type and the range of its key.
enum ProfileValue {
    case text(String)
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case moment(ProfileMoment)
    case words([String])
    case components([Component])
}

/// A date of a profile, before `now` is known.
enum ProfileMoment {
    case now
    case microseconds(Int64)
}

extension ProfileValue {
    /// Checks one entry against its key's type and range.
    init(_ entry: ProfileDocument.Entry, _ components: Components) throws(ProfileError) {
        let kind = entry.key.kind
        switch entry.content {
        case .list(let items):
            switch kind {
            case .choices(let words):
                self = .words(try Self.words(items, from: words, key: entry.key))
            case .components:
                self = .components(
                    try ComponentOrder(known: components)
                        .check(items, path: entry.key.path, at: entry.location)
                )
            default:
                throw ProfileError(
                    code: "wrong-type",
                    message: "\(entry.key.path): there is a list where \(kind.expectation) belongs",
                    location: entry.location
                )
            }
        case .scalar(let scalar):
            self = try Self.value(of: scalar, key: entry.key)
        }
    }

    private static func value(
        of scalar: ProfileDocument.Scalar,
        key: ProfileKey
    ) throws(ProfileError) -> ProfileValue {
        let refusal = Refusal(key: key, scalar: scalar)
        switch key.kind {
        case .text(let lengthMax):
            guard !scalar.text.unicodeScalars.contains(where: PrintableText.isHarmful) else {
                throw refusal.badValue("holds a character that cannot be shown")
            }
            guard scalar.text.count <= lengthMax else {
                throw refusal.outOfRange("is too long, maximum \(lengthMax) characters")
            }
            return .text(scalar.text)
        case .boolean:
            guard !scalar.isQuoted, let boolean = ProfileScalar.boolean(scalar.text) else {
                throw refusal.wrongType()
            }
            return .boolean(boolean)
        case .integer(let range):
            return .integer(try integer(scalar, in: range, refusal))
        case .number(let range):
            return .number(try number(scalar, in: range, refusal))
        case .percent:
            return .number(try number(scalar, in: 0...100, refusal))
        case .rate:
            return .number(try number(scalar, in: 0...1, refusal))
        case .choice(let words), .distribution(let words):
            return .text(try word(scalar, from: words, refusal))
        case .date(let takesNow):
            if takesNow, scalar.text.lowercased() == "now" { return .moment(.now) }
            guard let microseconds = ProfileDate.microseconds(scalar.text) else {
                throw refusal.badValue(
                    "is not a date from 1970 to 2199",
                    hint: "Write it as `2024-01-31` or `2024-01-31T12:00:00Z`."
                )
            }
            return .moment(.microseconds(microseconds))
        case .emailDomain:
            let domain = scalar.text.lowercased()
            if let problem = EmailDomain.problem(domain) {
                throw refusal.badValue(
                    problem,
                    hint: "Use a domain such as `loadtest.example.com`."
                )
            }
            return .text(domain)
        case .environmentName:
            let bytes = Array(scalar.text.utf8)
            let isName = bytes.allSatisfy { byte in
                (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
                    || (48...57).contains(byte)
            }
            guard isName, let first = bytes.first, !(48...57).contains(first), bytes.count <= 128
            else {
                throw ProfileError(
                    code: "bad-value",
                    message: "\(key.path): the value is not the name of an environment variable",
                    location: scalar.location,
                    hint: "Name the variable that holds the password, not the password itself."
                )
            }
            return .text(scalar.text)
        case .choices, .components:
            throw refusal.wrongType()
        }
    }

    private static func integer(
        _ scalar: ProfileDocument.Scalar,
        in range: ClosedRange<Int64>,
        _ refusal: Refusal
    ) throws(ProfileError) -> Int64 {
        guard !scalar.isQuoted, ProfileScalar.isInteger(scalar.text) else {
            throw refusal.wrongType()
        }
        let isNegative = scalar.text.hasPrefix("-")
        let integer = ProfileScalar.integer(scalar.text) ?? (isNegative ? Int64.min : nil)
        guard let integer, integer <= range.upperBound else {
            throw refusal.outOfRange("is too large, maximum \(range.upperBound)")
        }
        guard integer >= range.lowerBound else {
            throw refusal.outOfRange("is too small, minimum \(range.lowerBound)")
        }
        return integer
    }

    private static func number(
        _ scalar: ProfileDocument.Scalar,
        in range: ClosedRange<Double>,
        _ refusal: Refusal
    ) throws(ProfileError) -> Double {
        guard !scalar.isQuoted, let number = ProfileScalar.number(scalar.text) else {
            throw refusal.wrongType()
        }
        guard number <= range.upperBound else {
            throw refusal.outOfRange(
                "is too large, maximum \(DecimalText.text(range.upperBound))"
            )
        }
        guard number >= range.lowerBound else {
            throw refusal.outOfRange(
                "is too small, minimum \(DecimalText.text(range.lowerBound))"
            )
        }
        // A negative zero would be another value to whoever hashes the configuration.
        return number == 0 ? 0 : number
    }

    private static func word(
        _ scalar: ProfileDocument.Scalar,
        from words: [String],
        _ refusal: Refusal
    ) throws(ProfileError) -> String {
        guard let word = words.first(where: { $0.lowercased() == scalar.text.lowercased() }) else {
            throw refusal.noChoice(among: words)
        }
        return word
    }

    private static func words(
        _ items: [ProfileDocument.Scalar],
        from words: [String],
        key: ProfileKey
    ) throws(ProfileError) -> [String] {
        var chosen: [String] = []
        for item in items {
            let refusal = Refusal(key: key, scalar: item)
            let word = try word(item, from: words, refusal)
            guard !chosen.contains(word) else {
                throw refusal.badValue("is given twice")
            }
            chosen.append(word)
        }
        return chosen
    }
}
