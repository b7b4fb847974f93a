/// A generated table as gatefill knows it.
public struct TableDefinition: Sendable {
    /// Name in the database.
    public let name: String
    /// Name in a profile's `generation_order`.
    public let component: String
    /// All its columns, those that gatefill does not fill included, in the order of its schema.
    public let columns: [ColumnDefinition]
    /// Columns of the primary key.
    public let primaryKey: [String]
    /// What the database keeps unique beside the primary key.
    public let uniqueKeys: [UniqueKey]
    /// Columns whose values are those of another table.
    public let references: [Reference]
    /// References of columns that gatefill leaves NULL or whose values are the target's own.
    public let systemReferences: [Reference]
    /// Tables that the rows depend on without a reference of their own: they name them in a
    /// document, by a text that is one of several tables' keys, or not at all.
    public let otherParents: [String]
    /// The table that implies this one: a `generation_order` that lists only that table gets both.
    ///
    /// Nil for tables that are generated only when they are listed.
    public let impliedBy: String?
    /// Conditions on single columns, each allowing only the listed texts.
    public let allowedValues: [AllowedValues]
    /// The column with the time of creation; nil when rows have none.
    public let creationColumn: String?

    /// Whether the configured share of its rows was created in the last 30 days; not where the
    /// lives of the rows referred to decide.
    public let followsRecentShare: Bool

    /// Columns with the time of something that happens to a row after its creation.
    public let laterColumns: [String]

    /// Columns with the time after which nothing that refers to a row happens any more.
    public let endColumns: [String]

    /// The referring column whose row ends when a row of this table is created.
    public let endedReference: String?

    /// The boolean column of attempts that were refused: those may follow the end of what they
    /// refer to.
    public let refusedColumn: String?

    /// What the rows are sums of; nil when they are none.
    public let rollUp: RollUp?

    /// How the system derives rows from others; nil when only people make rows.
    public let derivation: Derivation?

    /// What the system does to the rows by itself.
    public let upkeep: TableUpkeep

    /// The boolean column that marks rows which the system creates when it first starts.
    ///
    /// Digests and deletions skip these rows, and their references may dangle.
    public let systemColumn: String?

    /// The column with ``Dataset/importIdentifier``, which marks the rows of a dataset; nil when there
    /// is none.
    public let importColumn: String?

    /// The count of a profile's `scale` that says how many rows each parent has; nil when none does.
    public let childCount: ChildCount?

    /// The column that says when something last happened to a row; nil when there is none.
    public let lastEvent: LastEvent?

    /// What names the owner's domain; nil where an owner column or a parent row does.
    public let ownerSign: OwnerSign?

    /// Whether rows only say what happened: the system leaves them when it deletes what they are
    /// about, so they keep nothing, unless the database itself knows the foreign key.
    public let isHistory: Bool

    /// What load tests are given of the rows; nil when they are given none.
    public let fixture: Fixture?

    /// What plots of a run show of the table; nil when they leave it out.
    public let plot: Plot?

    /// The columns that gatefill fills, in order.
    public let filledColumns: [ColumnDefinition]

    /// All references of the table, whoever fills their columns.
    public var allReferences: [Reference] { references + systemReferences }

    /// The tables that rows depend on: those that they refer to, and others.
    public var parents: Set<String> {
        Set(references.map(\.table)).union(otherParents).subtracting([name])
    }

    /// The parents without which no rows can be generated.
    public var requiredParents: Set<String> {
        parents.subtracting(references.filter(\.isOptional).map(\.table))
    }

    /// The primary key, where the database counts it and a run reserves a block of keys.
    public var reservedKey: ColumnDefinition? { columns.first(where: \.isReservedKey) }

    /// Declares a table; see the properties.
    public init(
        name: String,
        component: String,
        columns: [ColumnDefinition],
        primaryKey: [String] = ["id"],
        uniqueKeys: [UniqueKey] = [],
        references: [Reference] = [],
        systemReferences: [Reference] = [],
        otherParents: [String] = [],
        impliedBy: String? = nil,
        allowedValues: [AllowedValues] = [],
        creationColumn: String? = "created_at",
        followsRecentShare: Bool = true,
        laterColumns: [String] = [],
        endColumns: [String] = [],
        endedReference: String? = nil,
        refusedColumn: String? = nil,
        rollUp: RollUp? = nil,
        derivation: Derivation? = nil,
        upkeep: TableUpkeep = TableUpkeep(),
        systemColumn: String? = nil,
        importColumn: String? = nil,
        childCount: ChildCount? = nil,
        lastEvent: LastEvent? = nil,
        ownerSign: OwnerSign? = nil,
        isHistory: Bool = false,
        fixture: Fixture? = nil,
        plot: Plot? = nil
    ) {
        self.name = name
        self.component = component
        self.columns = columns
        self.primaryKey = primaryKey
        self.uniqueKeys = uniqueKeys
        self.references = references
        self.systemReferences = systemReferences
        self.otherParents = otherParents
        self.impliedBy = impliedBy
        self.allowedValues = allowedValues
        self.creationColumn = creationColumn
        self.followsRecentShare = followsRecentShare
        self.laterColumns = laterColumns
        self.endColumns = endColumns
        self.endedReference = endedReference
        self.refusedColumn = refusedColumn
        self.rollUp = rollUp
        self.derivation = derivation
        self.upkeep = upkeep
        self.systemColumn = systemColumn
        self.importColumn = importColumn
        self.childCount = childCount
        self.lastEvent = lastEvent
        self.ownerSign = ownerSign
        self.isHistory = isHistory
        self.fixture = fixture
        self.plot = plot
        filledColumns = columns.filter(\.isFilled)
    }

    /// The table with only those of its columns that a target has, and what depends on them.
    public func restricted(to present: Set<String>) -> TableDefinition {
        TableDefinition(
            name: name,
            component: component,
            columns: columns.filter { present.contains($0.name) },
            primaryKey: primaryKey,
            uniqueKeys: uniqueKeys.filter { present.isSuperset(of: $0.allColumns) },
            references: references.filter { present.contains($0.column) },
            systemReferences: systemReferences.filter { present.contains($0.column) },
            otherParents: otherParents,
            impliedBy: impliedBy,
            allowedValues: allowedValues.filter { present.contains($0.column) },
            creationColumn: creationColumn.flatMap { present.contains($0) ? $0 : nil },
            followsRecentShare: followsRecentShare,
            laterColumns: laterColumns.filter { present.contains($0) },
            endColumns: endColumns.filter { present.contains($0) },
            endedReference: endedReference.flatMap { present.contains($0) ? $0 : nil },
            refusedColumn: refusedColumn.flatMap { present.contains($0) ? $0 : nil },
            rollUp: rollUp,
            derivation: derivation,
            upkeep: upkeep,
            systemColumn: systemColumn.flatMap { present.contains($0) ? $0 : nil },
            importColumn: importColumn.flatMap { present.contains($0) ? $0 : nil },
            childCount: childCount,
            lastEvent: lastEvent,
            ownerSign: ownerSign,
            isHistory: isHistory,
            fixture: fixture,
            plot: plot
        )
    }

    /// Columns that are unique together, among the rows where `nullColumn` is NULL if one is given.
    public struct UniqueKey: Sendable {
        /// Name of the constraint or index in the schema.
        public let name: String
        /// The columns, in order.
        public let columns: [String]
        /// The column that must be NULL for a row to count.
        public let nullColumn: String?
        /// The boolean column that must be true for a row to count.
        public let trueColumn: String?

        /// Declares a key.
        public init(
            _ name: String,
            _ columns: [String],
            whereNull nullColumn: String? = nil,
            whereTrue trueColumn: String? = nil
        ) {
            self.name = name
            self.columns = columns
            self.nullColumn = nullColumn
            self.trueColumn = trueColumn
        }

        /// The columns of the key and of its conditions.
        var allColumns: [String] {
            columns + [nullColumn, trueColumn].compactMap { $0 }
        }

        /// Which rows count, as conditions of SQL that both databases accept; empty for all.
        public var conditions: [String] {
            (nullColumn.map { ["\"\($0)\" IS NULL"] } ?? [])
                + (trueColumn.map { ["\"\($0)\""] } ?? [])
        }
    }

    /// A foreign key, declared in the database or kept by the system's services alone.
    public struct Reference: Sendable {
        /// The referring column.
        public let column: String
        /// The table referred to.
        public let table: String
        /// The column referred to.
        public let key: String
        /// Whether the database knows it.
        public let isDeclared: Bool
        /// Whether rows can be generated without the table referred to.
        public let isOptional: Bool

        /// Declares a reference of a column to a key of a table.
        public init(
            _ column: String,
            to table: String,
            key: String,
            isDeclared: Bool = false,
            isOptional: Bool = false
        ) {
            self.column = column
            self.table = table
            self.key = key
            self.isDeclared = isDeclared
            self.isOptional = isOptional
        }
    }

    /// What the rows of a table with an `hour_start` sum up: what happened to one object in an
    /// hour.
    public struct RollUp: Sendable {
        /// The table of the single events, which names the object in the same column.
        public let events: String
        /// The table of the objects.
        public let objects: String
        /// The column of both tables that refers to the object.
        public let column: String
        /// The column that repeats the object's name.
        public let nameColumn: String
        /// Column of the objects with their former name, if names can change.
        public let formerNameColumn: String?

        /// Creates one; see the properties.
        public init(
            events: String,
            objects: String,
            column: String,
            nameColumn: String,
            formerNameColumn: String?
        ) {
            self.events = events
            self.objects = objects
            self.column = column
            self.nameColumn = nameColumn
            self.formerNameColumn = formerNameColumn
        }
    }

    /// The only texts that a column may hold.
    public struct AllowedValues: Sendable {
        /// Name of the constraint in the schema.
        public let name: String
        /// The column.
        public let column: String
        /// The texts.
        public let values: [String]

        /// Creates one; see the properties.
        public init(name: String, column: String, values: [String]) {
            self.name = name
            self.column = column
            self.values = values
        }
    }
}
