import Rows

/// Everything a plan is made of: enough to make the same plan again, without the profile's file.
///
/// Stored in the journal when a run is planned, so that the run can be resumed and cleaned up after
/// its profile has changed.
package struct PlanRecipe: Sendable, Hashable, Codable {
    /// What decides the rows.
    package var dataset: DatasetConfiguration
    /// Greatest number of rows of a batch.
    package var batchSize: Int64
    /// Names of the tables to fill, in the database's spelling and the catalogue's order.
    package var tables: [String]

    /// Creates a recipe.
    package init(dataset: DatasetConfiguration, batchSize: Int64, tables: [String]) {
        self.dataset = dataset
        self.batchSize = batchSize
        self.tables = tables
    }

    /// The recipe of a profile, without secrets.
    package init(_ profile: Profile, of catalogue: Catalogue) {
        let components = Set(profile.settings.components)
        self.init(
            dataset: profile.dataset,
            batchSize: Int64(profile.settings.batchSize),
            tables: catalogue.definitions.filter { components.contains($0.component) }.map(\.name)
        )
    }
}
