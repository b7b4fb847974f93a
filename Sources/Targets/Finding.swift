/// One thing that a look at a target or a journal gave, before anything is written.
package struct Finding: Sendable, Equatable {
    /// What a finding means for a run.
    package enum Level: String, Sendable, Encodable, Comparable {
        /// As it should be.
        case ok
        /// A run would work; what is said should be known.
        case warning
        /// A run would not start, or not end well.
        case failed

        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .ok: 0
            case .warning: 1
            case .failed: 2
            }
        }
    }

    /// What was looked at, in one or two words.
    package let subject: String
    /// What it means.
    package let level: Level
    /// What was found, without a full stop.
    package let message: String
    /// What to do about it, a full sentence.
    package let hint: String?
    /// Commands to run next, the best first: each the words after `gatefill`, unquoted.
    package let commands: [[String]]

    /// Creates a finding; `alternative` is a second command that can be run instead.
    package init(
        _ subject: String,
        _ level: Level,
        _ message: String,
        hint: String? = nil,
        command: [String]? = nil,
        or alternative: [String]? = nil
    ) {
        self.subject = subject
        self.level = level
        self.message = message
        self.hint = hint
        commands = [command, alternative].compactMap(\.self)
    }

    /// An error as a finding.
    package init(_ subject: String, _ error: TargetError) {
        self.subject = subject
        level = .failed
        message = error.cause
        hint = error.hint
        commands = error.commands
    }

    /// Looks at something that may itself fail: the failure is the finding then.
    package static func looking(
        at subject: String,
        _ look: () throws -> [Finding]
    ) -> [Finding] {
        do {
            return try look()
        } catch let error as TargetError {
            return [Finding(subject, error)]
        } catch {
            return [Finding(subject, .failed, "\(error)")]
        }
    }
}
