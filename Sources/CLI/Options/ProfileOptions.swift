import ArgumentParser
import Dataset
import Foundation
import Planner

/// Which profile, and what replaces parts of it.
struct ProfileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Profile by name: tiny, small, medium, large, production, massive or your own",
            valueName: "name"
        ),
        transform: Allowed.profile
    )
    var profile: String?

    @Option(help: ArgumentHelp("Profile by file", valueName: "file"), transform: Allowed.file)
    var config: String?

    @Option(
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
        help: ArgumentHelp("Rows in a batch, 1 to 1,000,000", valueName: "rows"),
        transform: Allowed.batchSize
    )
    var batchSize: Int?

    @Option(
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
            "Generate these only, parted by commas; what they refer to must be among them",
            valueName: "names"
        ),
        transform: Allowed.names
    )
    var tables: String?

    /// Reads and checks the profile.
    ///
    /// The clock is read here, once: `now` in the profile becomes a moment that is recorded. Whether
    /// there is a profile is checked here too, so that a mistyped option is named before.
    func load() throws -> Profile {
        try checkIsGiven()
        let overrides = ProfileOverrides(
            seed: seed,
            endDate: endDate,
            batchSize: batchSize,
            workers: workers,
            indexSuspension: disableIndexes,
            components: tables?.split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        )
        let now = Int64(Date().timeIntervalSince1970) * 1_000_000
        return try ProfileLoader.load(
            path: ProfileOptions.path(profile: profile, config: config),
            overrides: overrides,
            nowMicroseconds: now
        )
    }

    private func checkIsGiven() throws(ProfileError) {
        if profile != nil && config != nil {
            throw ProfileError(
                code: "bad-option",
                message: "give either --profile NAME or --config FILE, not both"
            )
        }
        guard profile == nil && config == nil else { return }
        let names = ProfileOptions.locator.availableNames().map { "`\($0)`" }
        throw ProfileError(
            code: "bad-option",
            message: "give either --profile NAME or --config FILE",
            detail: names.isEmpty ? nil : "the profiles are \(names.joined(separator: ", "))"
        )
    }

    /// The file of a profile that is named or given.
    static func path(profile: String?, config: String?) throws(ProfileError) -> String {
        if let config { return config }
        return try locator.path(forName: profile ?? "")
    }

    private static var locator: ProfileLocator {
        ProfileLocator(
            workingDirectory: FileManager.default.currentDirectoryPath,
            environment: ProcessInfo.processInfo.environment,
            executablePath: Bundle.main.executablePath
        )
    }
}
