import ContextForge
import Foundation
import Planner
import Rows

/// The profile that is measured.
enum MeasuredProfile {
    /// The last moment of all data, so that the rows are the same every day.
    static let endDate = "2026-06-01"

    /// The file of a profile.
    ///
    /// - Throws: ``ProfileError`` `profile-not-found`.
    static func path(forName name: String) throws(ProfileError) -> String {
        try ProfileLocator(
            workingDirectory: FileManager.default.currentDirectoryPath,
            environment: ProcessInfo.processInfo.environment,
            executablePath: Bundle.main.executablePath
        ).path(forName: name)
    }

    /// The plan of a profile's file with all tables.
    static func plan(of path: String) throws -> GenerationPlan {
        let loaded = try ProfileLoader.load(
            path: path,
            for: .contextForge,
            overrides: ProfileOverrides(endDate: endDate),
            nowMicroseconds: 0
        )
        return try GenerationPlan(
            PlanRecipe(loaded, of: .contextForge),
            of: .contextForge
        )
    }
}
