/// A right that this account lacks, and the step of a run's life that needs it.
package struct MissingRight: Sendable, Equatable {
    /// The steps, in the order in which a run comes to them.
    package enum Step: String, Sendable, CaseIterable, Comparable {
        case generate
        case verify
        case cleanUp = "clean up"

        package static func < (left: Step, right: Step) -> Bool {
            left == .generate && right != .generate || left == .verify && right == .cleanUp
        }
    }

    /// Name of the error that refuses a run for it, kebab-case.
    package let code: String
    /// The first step that would fail.
    package let step: Step
    /// What is missing, without a full stop.
    package let message: String
    /// How to grant it, a full sentence.
    package let hint: String

    /// Creates one.
    package init(
        _ step: Step,
        _ message: String,
        code: String = "permission-denied",
        hint: String
    ) {
        self.code = code
        self.step = step
        self.message = message
        self.hint = hint
    }

    /// The error that refuses a run.
    package var error: TargetError {
        TargetError(
            code: code,
            message: "could not use the target: this account lacks rights to \(step.rawValue)",
            detail: message,
            hint: hint
        )
    }

    /// The missing right as a finding, or as a notice of a run that begins all the same.
    package var text: String { "\(step.rawValue) would fail: \(message)" }
}
