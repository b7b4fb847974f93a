import ArgumentParser
import ContextForge
import Foundation
import Planner
import Rows

/// Which profile, and what replaces parts of it.
struct ProfileOptions: ParsableArguments {
    @OptionGroup var choice: ProfileChoice

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Seed of all random choices, 0 or more (default: the profile's, else 42)",
            valueName: "number"
        ),
        transform: Allowed.seed
    )
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Last moment of the data, YYYY-MM-DD, an ISO date and time, or now",
            valueName: "date"
        )
    )
    var endDate: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Rows in a batch, 1 to 1,000,000", valueName: "rows"),
        transform: Allowed.batchSize
    )
    var batchSize: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Workers that load side by side, 1 to 64", valueName: "number"),
        transform: Allowed.workers
    )
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Suspend indexes while tables load: auto, true or false (default: as the profile says, "
                + "else auto)",
            valueName: "when"
        )
    )
    var disableIndexes: String?

    @Option(
        help: ArgumentHelp(
            "Generate only these, comma-separated; what they refer to must be among them",
            valueName: "names"
        ),
        transform: Allowed.names
    )
    var tables: String?

    /// Reads and checks the profile.
    ///
    /// The clock is read here, once: `now` in the profile becomes a moment that is recorded.
    /// Whether there is a profile is checked here too, so that a mistyped option is named before.
    ///
    /// With `userCount`, the profile is scaled to so many users.
    func load(userCount: Int64? = nil) throws -> Profile {
        let path = try choice.path()
        let overrides = ProfileOverrides(
            seed: seed,
            endDate: endDate,
            batchSize: batchSize,
            workers: workers,
            indexSuspension: disableIndexes,
            userCount: userCount,
            components: tables?.split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        )
        let now = Int64(Date().timeIntervalSince1970) * 1_000_000
        return try ProfileLoader.load(
            path: path,
            for: .contextForge,
            overrides: overrides,
            nowMicroseconds: now
        )
    }
}
