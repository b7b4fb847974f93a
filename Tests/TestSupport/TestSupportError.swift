/// A test's surroundings are not as the test needs them; this is never a failure of the product.
package struct TestSupportError: Error, CustomStringConvertible {
    /// What could not be done, in one line.
    package let message: String
    /// What was found: a path, an exit status, the end of a log.
    package let detail: String?
    /// What to do about it, with the command.
    package let hint: String?

    package init(_ message: String, detail: String? = nil, hint: String? = nil) {
        self.message = message
        self.detail = detail
        self.hint = hint
    }

    package var description: String {
        var lines = [message]
        if let detail { lines.append("  detail: \(detail)") }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }
}
