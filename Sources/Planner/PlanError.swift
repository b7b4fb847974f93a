/// Why a plan could not be made.
package struct PlanError: Error, CustomStringConvertible {
    /// Stable name of the error, kebab-case.
    package let code: String
    /// What could not be done, one line.
    package let message: String
    /// What to do next, a full sentence.
    package let hint: String?
    /// The error behind it.
    package let underlying: (any Error)?

    /// The error as it is shown to people.
    package var description: String {
        var lines = ["error[\(code)]: \(message)"]
        if let underlying { lines.append("  detail: \(underlying)") }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }

    static func unknownTable(_ name: String) -> PlanError {
        PlanError(
            code: "unknown-table",
            message: "could not plan: this version does not generate table `\(name)`",
            hint: "Use the version of gatefill that the run was started with.",
            underlying: nil
        )
    }

    static func shortage(_ table: String, _ reason: String) -> PlanError {
        PlanError(
            code: "too-few-objects",
            message: "could not plan `\(table)`: \(reason)",
            hint:
                "Raise `scale.objects_public_percent` or the number of objects in the profile, or "
                + "lower the most parts of a server.",
            underlying: nil
        )
    }

    static func tooLarge(_ name: String, count: String, most: Int64) -> PlanError {
        PlanError(
            code: "too-large",
            message: "could not plan: \(count) \(name) are too many, the most is \(most)",
            hint:
                "Lower the numbers of `scale` in the profile; for batches, raise --batch-size; for metrics, "
                + "set `retention.raw_hours`.",
            underlying: nil
        )
    }

    static func unencodable(_ error: any Error) -> PlanError {
        PlanError(
            code: "bad-recipe",
            message: "could not plan: the configuration has a value that is not finite",
            hint: nil,
            underlying: error
        )
    }
}
