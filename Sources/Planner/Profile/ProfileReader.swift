/// The checked values of a profile by path, with the defaults of the key table.
struct ProfileReader {
    /// The file as the user named it.
    let file: String
    /// What a profile may say.
    let language: ProfileLanguage
    private var values: [String: ProfileValue] = [:]
    private var locations: [String: ProfileLocation] = [:]

    /// Checks every value of a document, in the order of the file.
    init(_ document: ProfileDocument, _ language: ProfileLanguage) throws(ProfileError) {
        self.file = document.file
        self.language = language
        for entry in document.entries {
            values[entry.key.path] = try ProfileValue(entry, language.components)
            locations[entry.key.path] = entry.location
        }
        for key in language.keys where key.isRequired && values[key.path] == nil {
            throw ProfileError(
                code: "missing-key",
                message: "`\(key.path)` is missing, and there is no default",
                location: ProfileLocation(file: file, line: 1, column: 1)
            )
        }
    }

    /// Replaces the number of users, and whatever grows with it; what there is one of at least
    /// stays so.
    mutating func scale(to userCount: Int64) {
        let base = language.scale.base.path
        let factor = Double(userCount) / Double(integerOrDefault(base))
        for path in language.scale.growing.map(\.path) {
            guard let count = integer(path), count > 0 else { continue }
            values[path] = .integer(max(1, Int64((Double(count) * factor).rounded())))
        }
        values[base] = .integer(userCount)
    }

    /// A copy in which the profile holds another number at a path.
    func replacing(_ path: String, with number: Double) -> ProfileReader {
        var copy = self
        if case .integer = language.key(path)?.kind {
            copy.values[path] = .integer(Int64(number))
        } else {
            copy.values[path] = .number(number)
        }
        return copy
    }

    /// Where the profile holds values, by path.
    var allLocations: [String: ProfileLocation] { locations }

    /// Tells whether the profile itself holds a value.
    func isGiven(_ path: String) -> Bool {
        values[path] != nil
    }

    /// Where the profile holds a value.
    func location(_ path: String) -> ProfileLocation? {
        locations[path]
    }

    /// The whole number at a path, from the profile or the table.
    func integer(_ path: String) -> Int64? {
        if case .integer(let integer) = value(path) { return integer }
        return nil
    }

    /// The number at a path, from the profile or the table.
    func number(_ path: String) -> Double? {
        switch value(path) {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        default: nil
        }
    }

    /// The text or word at a path, from the profile or the table.
    func text(_ path: String) -> String? {
        if case .text(let text) = value(path) { return text }
        return nil
    }

    /// The truth value at a path, from the profile or the table; false when neither has one.
    func boolean(_ path: String) -> Bool {
        if case .boolean(let boolean) = value(path) { return boolean }
        return false
    }

    /// The words at a path, when the profile holds them.
    func words(_ path: String) -> [String]? {
        if case .words(let words) = values[path] { return words }
        return nil
    }

    /// The components at a path, when the profile holds them.
    func components(_ path: String) -> [Component]? {
        if case .components(let components) = values[path] { return components }
        return nil
    }

    /// The moment at a path, when the profile holds one.
    func moment(_ path: String) -> ProfileMoment? {
        if case .moment(let moment) = values[path] { return moment }
        return nil
    }

    /// An error at the value of the first of some paths that the profile holds.
    func error(
        _ code: String,
        _ message: String,
        at paths: String...,
        detail: String? = nil,
        hint: String? = nil
    ) -> ProfileError {
        ProfileError(
            code: code,
            message: message,
            location: paths.lazy.compactMap { locations[$0] }.first
                ?? ProfileLocation(file: file, line: 1, column: 1),
            detail: detail,
            hint: hint
        )
    }

    /// The integer of a path that the table gives a default.
    ///
    /// - Precondition: The table gives the path a default.
    func integerOrDefault(_ path: String) -> Int64 {
        guard let integer = integer(path) else {
            preconditionFailure("\(path) is not an integer with a default")
        }
        return integer
    }

    /// The number of a path that the table gives a default.
    ///
    /// - Precondition: The table gives the path a default.
    func numberOrDefault(_ path: String) -> Double {
        guard let number = number(path) else {
            preconditionFailure("\(path) is not a number with a default")
        }
        return number
    }

    /// The text of a path that the table gives a default.
    ///
    /// - Precondition: The table gives the path a default.
    func textOrDefault(_ path: String) -> String {
        guard let text = text(path) else {
            preconditionFailure("\(path) is not text with a default")
        }
        return text
    }

    private func value(_ path: String) -> ProfileValue? {
        if let value = values[path] { return value }
        guard let key = language.key(path) else {
            preconditionFailure("\(path) is not in the key table")
        }
        guard let text = key.defaultText else { return nil }
        switch key.kind {
        case .boolean: return ProfileScalar.boolean(text).map(ProfileValue.boolean)
        case .integer: return ProfileScalar.integer(text).map(ProfileValue.integer)
        case .number, .percent, .rate: return ProfileScalar.number(text).map(ProfileValue.number)
        case .text, .choice, .distribution, .emailDomain: return .text(text)
        case .choices, .date, .environmentName, .components: return nil
        }
    }
}
