/// Why the journal could not be opened, read or written.
package struct JournalError: Error, Sendable, CustomStringConvertible {
    /// The stable name of an error; what scripts and tests compare.
    package enum Code: String, Sendable, CaseIterable {
        /// There is no file at the path, and the mode is not one that creates it.
        case notFound = "journal-not-found"
        /// The file is something else: no SQLite database, or another program's.
        case notRecognised = "journal-not-recognised"
        /// The file was written by a newer gatefill.
        case newer = "journal-newer"
        /// The file is damaged, or an event in it cannot be what gatefill wrote.
        case corrupt = "journal-corrupt"
        /// Another process writes this journal.
        case locked = "journal-locked"
        /// SQLite could not get its own lock in time; nothing was written and a retry is safe.
        case busy = "journal-busy"
        /// The file or its folder could not be opened or created, or its mode not be set.
        case openFailed = "journal-open-failed"
        /// SQLite did not accept a setting that durability relies on.
        case settingRefused = "journal-setting-refused"
        /// A read failed for another reason than damage.
        case readFailed = "journal-read-failed"
        /// A write failed; the store refuses every later append.
        case writeFailed = "journal-write-failed"
    }

    package let code: Code
    /// One line, lower case: what could not be done, and to what.
    package let message: String
    /// Facts: SQLite's code, the path, expected and found.
    package let detail: String?
    /// What to do next, as a sentence.
    package let hint: String?
    /// Commands to run next, the best first: each the words after `gatefill`, unquoted.
    package let commands: [[String]]
    /// The error that caused this one.
    package let underlying: (any Error)?

    package init(
        _ code: Code,
        _ message: String,
        detail: String? = nil,
        hint: String? = nil,
        underlying: (any Error)? = nil,
        command: [String]? = nil,
        or alternative: [String]? = nil
    ) {
        self.code = code
        self.message = message
        self.detail = detail
        self.hint = hint
        self.underlying = underlying
        commands = [command, alternative].compactMap(\.self)
    }

    /// `error[code]: message`, then the detail and the hint on indented lines of their own, without
    /// the commands.
    package var description: String {
        var text = "error[\(code.rawValue)]: \(message)"
        for (label, value) in [("detail", detail), ("hint", hint)] {
            guard let value else {
                continue
            }
            let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
            text += "\n  \(label): " + lines.joined(separator: "\n    ")
        }
        return text
    }
}
