import ContextForge
import Foundation
import Rows
import TestSupport

@testable import Planner

/// What the tests of profiles have in common.
enum PlannerTestInput {
    /// 2026-11-18T11:06:40Z.
    static let nowMicroseconds: Int64 = 1_795_000_000_000_000

    /// The folder that holds `Tests`.
    static let packageFolder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Parses a profile's text.
    static func parse(
        _ text: String,
        fileName: String = "broken.yaml",
        overrides: ProfileOverrides = ProfileOverrides()
    ) throws(ProfileError) -> Profile {
        try ProfileLoader.parse(
            text: text,
            fileName: fileName,
            for: .contextForge,
            overrides: overrides,
            nowMicroseconds: nowMicroseconds
        )
    }

    /// Parses a section `scale` of 1,000 users and some more lines.
    static func parseScale(_ lines: String...) throws(ProfileError) -> Profile {
        try parse("scale:\n  users: 1000\n" + lines.map { "  \($0)\n" }.joined())
    }

    /// Plans what a profile's text says.
    static func plan(_ text: String) throws -> GenerationPlan {
        try plan(try parse(text))
    }

    /// Plans a profile.
    static func plan(_ profile: Profile) throws -> GenerationPlan {
        try GenerationPlan(PlanRecipe(profile))
    }

    /// Returns the text of the error that a profile causes, or nil.
    static func report(_ text: String, overrides: ProfileOverrides = ProfileOverrides()) -> String?
    {
        do {
            _ = try parse(text, overrides: overrides)
            return nil
        } catch {
            return error.description
        }
    }
}
