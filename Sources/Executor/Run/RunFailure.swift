/// Why a run could not be started, resumed or carried out.
package struct RunFailure: Error, CustomStringConvertible {
    /// Stable name of the error, kebab-case.
    package let code: String
    /// What could not be done, one line.
    package let message: String
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
        detail: String?,
        hint: String?,
        command: [String]? = nil,
        or alternative: [String]? = nil
    ) {
        self.code = code
        self.message = message
        self.detail = detail
        self.hint = hint
        commands = [command, alternative].compactMap(\.self)
    }

    /// The error as it is shown to people, without its commands.
    package var description: String {
        var lines = ["error[\(code)]: \(message)"]
        if let detail { lines.append("  detail: \(detail)") }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }
}
