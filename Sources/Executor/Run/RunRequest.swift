import Foundation
import Planner
import Targets

/// A run as it is wanted: what to generate, and how.
///
/// Stored whole in the journal, so a run can be resumed without its profile.
package struct RunRequest: Sendable, Codable {
    /// Name of the profile.
    package var profileName: String
    /// What the plan is made of.
    package var recipe: PlanRecipe
    /// How the run works.
    package var settings: RunSettings
    /// PostgreSQL schema of the ledger, when it is not the default.
    package var ledgerSchema: String?

    /// Names of the environment variables with the secrets that the rows are made with, by the raw
    /// value of ``Rows/SecretUse/name``; absent when there are none.
    package var secretVariables: [String: String]?

    /// What the run was sized to and is expected to cost; absent when it was not sized.
    package var prediction: RunPrediction?

    /// Name of the profile's file without its extension, which may be another than the profile's;
    /// absent in runs of older versions.
    package var profileFile: String?

    /// Creates a request.
    package init(profileName: String, recipe: PlanRecipe, settings: RunSettings) {
        self.profileName = profileName
        self.recipe = recipe
        self.settings = settings
    }

    /// The request as the journal keeps it: JSON with sorted keys.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
