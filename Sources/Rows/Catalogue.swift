/// Everything that gatefill knows about the system whose database it fills: its releases and their
/// schemas, the tables that are generated, how their rows are made, and what a profile may say.
///
/// A value that is handed to the planner, the targets and the executor: none of them knows the
/// system.
public struct Catalogue: Sendable {
    /// The system's name.
    public let system: String
    /// Version of the generator: raised by every change that alters a row, or how a plan is recorded.
    public let generatorVersion: Int
    /// The generated tables, parents before children.
    public let definitions: [TableDefinition]
    /// Tables of the system that are left alone.
    public let unfilledTables: [UnfilledTable]
    /// The supported releases, oldest first.
    public let releases: [Release]
    /// The complete schema of every release.
    public let schema: SchemaDeclaration
    /// Where the database records the revision of its migrations.
    public let revision: (table: String, column: String)
    /// How to recognise the release of a schema without a recorded revision.
    public let releaseSigns: [ReleaseSign]
    /// Rows that the system creates when it first starts and whose ids other rows need.
    public let systemRows: [SystemRow]
    /// The secrets that rows can be made with.
    public let secrets: [SecretUse]
    /// Where accounts are, and which columns name a row's owner.
    public let accounts: Accounts
    /// Rules that hold between rows of several tables.
    public let invariants: [Invariant]
    /// The keys of a profile's `scale`, and what follows from them.
    public let scale: any ScaleRules
    /// The schema of the oldest supported release.
    public let oldestSchema: DeclaredSchema
    private let makeDataset: @Sendable (DatasetConfiguration) -> Dataset

    /// Declares a system; see the properties.
    public init(
        system: String,
        generatorVersion: Int,
        definitions: [TableDefinition],
        unfilledTables: [UnfilledTable] = [],
        releases: [Release],
        schema: SchemaDeclaration,
        revision: (table: String, column: String),
        releaseSigns: [ReleaseSign] = [],
        systemRows: [SystemRow] = [],
        secrets: [SecretUse] = [],
        accounts: Accounts,
        invariants: [Invariant] = [],
        scale: any ScaleRules,
        dataset: @escaping @Sendable (DatasetConfiguration) -> Dataset
    ) {
        precondition(!releases.isEmpty, "a catalogue knows no release")
        self.system = system
        self.generatorVersion = generatorVersion
        self.definitions = definitions
        self.unfilledTables = unfilledTables
        self.releases = releases
        self.schema = schema
        self.revision = revision
        self.releaseSigns = releaseSigns
        self.systemRows = systemRows
        self.secrets = secrets
        self.accounts = accounts
        self.invariants = invariants
        self.scale = scale
        oldestSchema = schema.schema(of: releases[0], on: .sqlite)
        makeDataset = dataset
    }

    /// The table of a name.
    public func definition(_ name: String) -> TableDefinition? {
        definitions.first { $0.name == name }
    }

    /// The dataset of a configuration.
    public func dataset(_ configuration: DatasetConfiguration) -> Dataset {
        makeDataset(configuration)
    }

    // MARK: Releases

    /// The oldest supported release.
    public var oldestRelease: Release { releases[0] }

    /// The newest supported release.
    public var newestRelease: Release { releases[releases.count - 1] }

    /// The system and its supported releases, such as `ContextForge 1.0.3 to 1.1.0`.
    public var servedReleases: String {
        "\(system) \(oldestRelease.name) to \(newestRelease.name)"
    }

    /// The release with a version; nil if it is unknown.
    public func release(named name: some StringProtocol) -> Release? {
        releases.first { $0.name == name }
    }

    /// The first release with a revision; nil if there is none.
    public func release(revision: String) -> Release? {
        releases.first { $0.revision == revision }
    }

    /// Constants for a target without the system's own rows: made-up ids, the same everywhere.
    public func standaloneConstants(_ release: Release? = nil) -> TargetConstants {
        TargetConstants(
            release: release ?? newestRelease,
            identifiers: systemRows.map(\.standaloneIdentifier)
        )
    }
}

/// A table of the system that gatefill leaves alone.
public struct UnfilledTable: Sendable {
    /// Name in the database.
    public let name: String
    /// Why it is left alone.
    public let reason: String
    /// References that the system keeps without its database's help.
    public let references: [TableDefinition.Reference]
    /// References, beside those that the database knows, that decide what a row is derived from; nil
    /// unless the system derives the rows from others.
    public let derivedFrom: [TableDefinition.Reference]?

    /// Declares a table.
    public init(
        _ name: String,
        _ reason: String,
        references: [TableDefinition.Reference] = [],
        derivedFrom: [TableDefinition.Reference]? = nil
    ) {
        self.name = name
        self.reason = reason
        self.references = references
        self.derivedFrom = derivedFrom
    }
}

/// A column whose nullability tells releases apart.
public struct ReleaseSign: Sendable {
    /// The table.
    public let table: String
    /// The column.
    public let column: String
    /// The first release in which the column may be NULL.
    public let nullableSince: Release

    /// Declares a sign.
    public init(_ table: String, _ column: String, nullableSince release: Release) {
        self.table = table
        self.column = column
        nullableSince = release
    }
}

/// A row that the system creates when it first starts.
public struct SystemRow: Sendable {
    /// What the journal calls it.
    public let name: String
    /// What such rows are called, such as "roles".
    public let kind: String
    /// The table.
    public let table: String
    /// Which row it is, as a condition of SQL.
    public let condition: String
    /// The row in words, for messages, such as "active role `viewer` of scope `team`".
    public let title: String
    /// The id in datasets without a target.
    public let standaloneIdentifier: String

    /// Declares a row.
    public init(
        _ name: String,
        kind: String,
        in table: String,
        where condition: String,
        title: String,
        standaloneIdentifier: String
    ) {
        self.name = name
        self.kind = kind
        self.table = table
        self.condition = condition
        self.title = title
        self.standaloneIdentifier = standaloneIdentifier
    }
}

/// A secret that rows can be made with.
public struct SecretUse: Sendable, Hashable {
    /// Name of the purpose, as configurations record it.
    public let name: String
    /// What people call the secret, in the middle of a sentence.
    public let title: String
    /// The option that names the environment variable with it.
    public let option: String

    /// Declares a secret.
    public init(_ name: String, title: String, option: String) {
        self.name = name
        self.title = title
        self.option = option
    }
}

/// The accounts of people, whose addresses say whose a row is.
public struct Accounts: Sendable {
    /// The table of the accounts.
    public let table: String
    /// The column with the address.
    public let addressColumn: String
    /// Columns of other tables with the address of a row's owner; the first that a table has counts.
    public let ownerColumns: [String]
    /// Columns that refer to the object that a row is part of; they decide where a table has several
    /// references.
    public let containerColumns: [String]
    /// The column with the address of who did something, where a schema lets every reference be NULL.
    public let actorColumn: String?

    /// Declares the accounts.
    public init(
        _ table: String,
        addressColumn: String,
        ownerColumns: [String],
        containerColumns: [String] = [],
        actorColumn: String? = nil
    ) {
        self.table = table
        self.addressColumn = addressColumn
        self.ownerColumns = ownerColumns
        self.containerColumns = containerColumns
        self.actorColumn = actorColumn
    }
}

/// A rule that holds between rows of several tables.
public struct Invariant: Sendable {
    /// Gives the name of a table as a statement spells it.
    public typealias Names = (String) -> String

    /// What breaks it, for people.
    public let subject: String
    /// The table of the rows that break it.
    public let table: String
    /// The other tables that it is about.
    public let others: [String]
    /// Which rows, under the alias `broken`, break it, as a condition of SQL.
    public let condition: @Sendable (Names) -> String
    /// Which rows must obey in a database that the system itself writes to, as a condition of SQL under
    /// the alias `broken`; nil for all.
    public let enforcedWhere: (@Sendable (Names) -> String)?
    /// Columns that the rule is about; a table that lacks one cannot break it.
    public let columns: [String]

    /// Declares a rule.
    public init(
        _ subject: String,
        in table: String,
        with others: [String],
        breaksWhere condition: @escaping @Sendable (Names) -> String,
        of columns: [String] = [],
        enforcedWhere: (@Sendable (Names) -> String)? = nil
    ) {
        self.subject = subject
        self.table = table
        self.others = others
        self.condition = condition
        self.columns = columns
        self.enforcedWhere = enforcedWhere
    }
}
