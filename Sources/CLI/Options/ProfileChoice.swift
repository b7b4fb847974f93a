import ArgumentParser
import Foundation
import Planner

/// A profile by its name or by its file.
struct ProfileChoice: ParsableArguments {
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

    /// Whether there is one.
    var isGiven: Bool { profile != nil || config != nil }

    /// The file of the profile.
    ///
    /// - Throws: `ProfileError` when there is none, or both.
    func path() throws(ProfileError) -> String {
        switch (profile, config) {
        case (nil, let config?):
            return config
        case (let profile?, nil):
            return try ProfileChoice.locator.path(forName: profile)
        case (nil, nil):
            let names = ProfileChoice.locator.availableNames().map { "`\($0)`" }
            throw ProfileError(
                code: "bad-option",
                message: "give either --profile NAME or --config FILE",
                detail: names.isEmpty ? nil : "the profiles are \(names.joined(separator: ", "))"
            )
        default:
            throw ProfileError(
                code: "bad-option",
                message: "give either --profile NAME or --config FILE, not both"
            )
        }
    }

    private static var locator: ProfileLocator {
        ProfileLocator(
            workingDirectory: FileManager.default.currentDirectoryPath,
            environment: ProcessInfo.processInfo.environment,
            executablePath: Bundle.main.executablePath
        )
    }
}
