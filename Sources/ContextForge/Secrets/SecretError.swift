import Rows

/// Why a secret was refused, or could not be used; never with a part of the secret in it.
package struct SecretError: Error, Sendable, CustomStringConvertible {
    /// Stable name of the error, kebab-case.
    package let code: String
    /// What could not be done, one line.
    package let message: String
    /// Where the secret is asked for, as `FILE:LINE:COLUMN`; absent for options.
    package let place: String?
    /// Facts: what was expected and found.
    package let detail: String?
    /// What to do next, a full sentence.
    package let hint: String?
    /// Commands to run next, the best first: each the words after `gatefill`, unquoted.
    package let commands: [[String]]

    /// Creates an error from its parts; `alternative` can be run instead of `command`.
    package init(
        code: String,
        message: String,
        place: String? = nil,
        detail: String? = nil,
        hint: String? = nil,
        command: [String]? = nil,
        or alternative: [String]? = nil
    ) {
        self.code = code
        self.message = message
        self.place = place
        self.detail = detail
        self.hint = hint
        commands = [command, alternative].compactMap(\.self)
    }

    /// The error as it is shown to people, without its commands.
    package var description: String {
        var lines = ["error[\(code)]: \(message)"]
        if let place { lines.append("  at: \(place)") }
        if let detail { lines.append("  detail: \(detail)") }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }
}
