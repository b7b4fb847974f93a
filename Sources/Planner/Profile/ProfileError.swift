/// A place in a profile.
package struct ProfileLocation: Sendable, Hashable, Codable {
    /// The file as the user named it.
    package var file: String
    /// Line, 1 or more.
    package var line: Int
    /// Column in Unicode scalars, 1 or more.
    package var column: Int

    /// Creates a location from a file and a position in it.
    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension ProfileLocation: CustomStringConvertible {
    /// The location as `FILE:LINE:COLUMN`, on one line whatever the file is called.
    package var description: String {
        "\(PrintableText.escaping(file)):\(line):\(column)"
    }
}

/// Why a profile, or an option that overrides a part of it, was refused.
package struct ProfileError: Error, Sendable, Hashable {
    /// What kind of error it is; stable, kebab-case.
    package var code: String
    /// What is wrong, with the offending value and the limit; one line.
    package var message: String
    /// Where it is wrong; absent for options and for files that could not be read.
    package var location: ProfileLocation?
    /// Facts beyond the message.
    package var detail: String?
    /// What to do next, a full sentence.
    package var hint: String?

    /// Creates an error from its parts.
    package init(
        code: String,
        message: String,
        location: ProfileLocation? = nil,
        detail: String? = nil,
        hint: String? = nil
    ) {
        self.code = code
        self.message = message
        self.location = location
        self.detail = detail
        self.hint = hint
    }
}

extension ProfileError: CustomStringConvertible {
    /// The error as it is shown to people: the message, then a line each for place, detail, hint.
    package var description: String {
        var lines = ["error[\(code)]: \(message)"]
        if let location {
            lines.append("  at: \(location)")
        }
        if let detail {
            lines.append("  detail: \(detail)")
        }
        if let hint {
            lines.append("  hint: \(hint)")
        }
        return lines.joined(separator: "\n")
    }
}
