import Rows

/// Why a plan could not be made.
package struct PlanError: Error, CustomStringConvertible {
    /// Stable name of the error, kebab-case.
    package let code: String
    /// What could not be done, one line.
    package let message: String
    /// What to do next, a full sentence.
    package let hint: String?
    /// Keys of a profile that decide it, most specific first.
    let keys: [String]
    /// The error behind it.
    package let underlying: (any Error)?
    /// Where the profile holds the first of the keys that it states; nil without a profile.
    package private(set) var location: ProfileLocation?

    /// The error as it is shown to people.
    package var description: String {
        var lines = ["error[\(code)]: \(message)"]
        if let location { lines.append("  at: \(location)") }
        if let underlying { lines.append("  detail: \(underlying)") }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }

    /// The error with the place in the profile that it comes from.
    package func located(in profile: Profile) -> PlanError {
        var copy = self
        copy.location = keys.lazy.compactMap { profile.locations[$0] }.first
        return copy
    }

    static func unknownTable(_ name: String) -> PlanError {
        PlanError(
            code: "unknown-table",
            message: "could not plan: this version does not generate table `\(name)`",
            hint: "Use the version of gatefill that the run was started with.",
            keys: [],
            underlying: nil
        )
    }

    /// More of something than can be planned.
    static func tooLarge(_ excess: SizeExcess) -> PlanError {
        PlanError(
            code: "too-large",
            message: "could not plan: \(excess.countText) \(excess.name) are more than the maximum "
                + "of \(excess.most)",
            hint: "Lower one of \(PrintableText.listing(excess.keys)) in the profile.",
            keys: excess.keys,
            underlying: nil
        )
    }

    /// More batches than can be numbered; `least` rows in a batch make few enough.
    static func tooManyBatches(_ count: Int64, leastBatchSize least: Int64) -> PlanError {
        PlanError(
            code: "too-large",
            message: "could not plan: \(count) batches are more than the maximum of "
                + "\(SizeLimits.batchCountMax)",
            hint: "Raise the batch size to \(least) or more: `--batch-size`, or "
                + "`performance.batch_size` in the profile.",
            keys: ["performance.commit_frequency", "performance.batch_size", "global.batch_size"],
            underlying: nil
        )
    }

    static func unencodable(_ error: any Error) -> PlanError {
        PlanError(
            code: "bad-recipe",
            message: "could not plan: the configuration has a value that is not finite",
            hint: nil,
            keys: [],
            underlying: error
        )
    }
}
