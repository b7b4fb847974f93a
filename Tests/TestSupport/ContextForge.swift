import ContextForge
import Planner
import Rows
import Targets

// Most tests are about the gateway's tables; these initialisers take them for granted.

/// The gateway's tables of a configuration, with the population that they are made from.
package struct GatewayDataset: Sendable {
    /// Who exists and who belongs to whom.
    package let population: Population
    /// The tables.
    package let dataset: Dataset

    /// The tables of a configuration.
    package init(_ configuration: DatasetConfiguration, secrets: DatasetSecrets = .none) {
        population = Population(configuration, secrets: secrets)
        dataset = Dataset(population)
    }

    /// All tables, parents before children.
    package var tables: [any DatasetTable] {
        Catalogue.contextForge.definitions.compactMap { dataset.table(named: $0.name) }
    }

    /// The table of a name.
    package func table(named name: String) -> (any DatasetTable)? { dataset.table(named: name) }
}

extension TargetConstants {
    /// Constants of a target without the gateway's roles, of the newest release.
    package static let standalone = Catalogue.contextForge.standaloneConstants()

    /// Constants of a target of a release without the gateway's roles.
    package static func standalone(_ release: Release) -> TargetConstants {
        Catalogue.contextForge.standaloneConstants(release)
    }
}

extension Release {
    /// The newest release of the gateway.
    package static let newest = Catalogue.contextForge.newestRelease
    /// The oldest supported release of the gateway.
    package static let oldest = Catalogue.contextForge.oldestRelease

    /// The release of the gateway with a version.
    package static func named(_ name: String) -> Release? {
        Catalogue.contextForge.release(named: name)
    }
}

extension ColumnBatch {
    /// An empty batch of a table that no target is bound to.
    package convenience init(table: TableDefinition, only names: Set<String>? = nil) {
        self.init(table: table, constants: .standalone, only: names)
    }
}

extension GenerationPlan {
    /// The plan of a recipe for the gateway's tables.
    package init(
        _ recipe: PlanRecipe,
        secrets: DatasetSecrets = .none
    ) throws(PlanError) {
        try self.init(recipe, of: .contextForge(with: secrets))
    }
}

extension PlanRecipe {
    /// The recipe of a profile for the gateway's tables.
    package init(_ profile: Profile) { self.init(profile, of: .contextForge) }
}

extension SQLiteTarget {
    /// A file with the gateway's tables.
    package convenience init(path: String, timeoutSeconds: Int) {
        self.init(path: path, for: .contextForge, timeoutSeconds: timeoutSeconds)
    }

    /// A file with the gateway's tables.
    package convenience init(_ location: SQLiteLocation, timeoutSeconds: Int) {
        self.init(location, for: .contextForge, timeoutSeconds: timeoutSeconds)
    }
}

extension PostgresTarget {
    /// A database with the gateway's tables.
    package convenience init(
        _ parameters: PostgresParameters,
        ledgerSchema: String = Ledger.schemaDefault,
        timeoutSeconds: Int
    ) {
        self.init(
            parameters,
            for: .contextForge,
            ledgerSchema: ledgerSchema,
            timeoutSeconds: timeoutSeconds
        )
    }
}

extension SchemaMatch {
    /// The match of a table with one that was found in the gateway's database.
    package init(_ table: TableDefinition, found: TargetTable) throws(TargetError) {
        try self.init(table, found: found, in: .contextForge)
    }
}
