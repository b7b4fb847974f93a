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
        )
    )
    var profile: String?

    @Option(help: ArgumentHelp("Profile by file", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Seed of all random choices, 0 or more", valueName: "number"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Last moment of the data, YYYY-MM-DD, an ISO date and time, or now",
            valueName: "date"
        )
    )
    var endDate: String?

    @Option(help: ArgumentHelp("Rows in a batch, 1 to 1,000,000", valueName: "rows"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp("Workers that load side by side, 1 to 64", valueName: "number")
    )
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Generate these only, parted by commas; what they refer to must be among them",
            valueName: "names"
        )
    )
    var tables: String?

    func validate() throws {
        guard (profile == nil) != (config == nil) else {
            throw ValidationError("give either --profile NAME or --config FILE")
        }
    }

    /// Reads and checks the profile.
    ///
    /// The clock is read here, once: `now` in the profile becomes a moment that is recorded.
    func load() throws -> Profile {
        let overrides = ProfileOverrides(
            seed: seed,
            endDate: endDate,
            batchSize: batchSize,
            workers: workers,
            components: tables?.split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        )
        let now = Int64(Date().timeIntervalSince1970) * 1_000_000
        return try ProfileLoader.load(
            path: path(),
            overrides: overrides,
            nowMicroseconds: now
        )
    }

    private func path() throws(ProfileError) -> String {
        if let config { return config }
        let locator = ProfileLocator(
            workingDirectory: FileManager.default.currentDirectoryPath,
            environment: ProcessInfo.processInfo.environment,
            executablePath: Bundle.main.executablePath
        )
        return try locator.path(forName: profile ?? "")
    }
}
