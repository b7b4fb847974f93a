/// Why something could not be done with a target.
package struct TargetError: Error, CustomStringConvertible {
    /// What may be done about an error.
    package enum Category: Sendable {
        /// The same attempt may succeed later: the connection was lost, the database was busy.
        case transient
        /// Trying again cannot help: a constraint, a type, a permission, a full disk.
        case definite
        /// This runner has been replaced by another one and must stop without a trace.
        case fenced
    }

    /// Stable name of the error, kebab-case.
    package let code: String
    /// What could not be done, one line.
    package let message: String
    /// Facts: SQLSTATE, names, what was expected and found.
    package let detail: String?
    /// What to do next, a full sentence.
    package let hint: String?
    /// Commands to run next, the best first: each the words after `gatefill`, unquoted.
    package let commands: [[String]]
    /// Whether to try again.
    package let category: Category

    /// Creates an error, definite by default; `alternative` can be run instead of `command`.
    package init(
        code: String,
        message: String,
        detail: String? = nil,
        hint: String? = nil,
        category: Category = .definite,
        command: [String]? = nil,
        or alternative: [String]? = nil
    ) {
        self.code = code
        self.message = message
        self.detail = detail
        self.hint = hint
        commands = [command, alternative].compactMap(\.self)
        self.category = category
    }

    /// Message and detail on one line, for the journal.
    package var cause: String {
        detail.map { "\(message) (\($0))" } ?? message
    }

    /// The error as it is shown to people, on one to three lines, without its commands.
    package var description: String {
        var lines = ["error[\(code)]: \(message)"]
        if let detail { lines.append("  detail: \(detail)") }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }
}
