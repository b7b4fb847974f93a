import Dataset
import Planner
import Targets

/// The tables of a plan with the columns that the target has.
///
/// A query must not name a column that was left out: PostgreSQL would refuse it, and SQLite would
/// take the quoted name for a text and find nothing wrong.
struct VerifiedTables: CheckedTables {
    let plan: GenerationPlan
    let definitions: [TableDefinition]
    /// Tables of the plan that the target does not have.
    let missing: [TablePlan]
    private let schema: TargetSchema
    private let firstKeys: [String: Int64]
    /// Whether other runs have rows in the target, which may have addresses of the same domain.
    private let isShared: Bool

    init(
        _ plan: GenerationPlan,
        schema: TargetSchema,
        firstKeys: [String: Int64],
        isShared: Bool
    ) {
        self.plan = plan
        self.schema = schema
        self.firstKeys = firstKeys
        self.isShared = isShared
        missing = plan.tables.filter { schema.tables[$0.name] == nil }
        definitions = plan.tables.compactMap { table in
            guard let found = schema.tables[table.name] else { return nil }
            return Catalogue.definitions.first { $0.name == table.name }?
                .restricted(to: Set(found.columns.map(\.name)))
        }
    }

    func name(of table: String) -> String { schema.qualifiedName(of: table) }

    func references(of table: TableDefinition) -> [CheckedReference] {
        table.references.filter { contains($0.table) }.map {
            CheckedReference(column: $0.column, parent: $0.table, key: $0.key)
        }
    }

    func lacks(_ table: TableDefinition, _ alias: String) -> [String] {
        table.columns.filter { !$0.isNullable && !$0.isOptional }
            .map { "\(alias).\"\($0.name)\" IS NULL" }
    }

    func ownedTeams(_ alias: String) -> String { "" }

    func teamObjects(_ alias: String) -> String { "" }

    /// The rows of a table in the plan.
    func rowCount(_ table: String) -> Int64 {
        plan.tables.first { $0.name == table }?.rowCount ?? 0
    }

    /// The gateway itself leaves empty, and puts in an order of its own, what generated rows have
    /// right.
    func notOthers(_ table: String, _ alias: String) -> String {
        ownRows(of: table).map { " AND (\($0.condition(alias))) IS NOT FALSE" } ?? ""
    }

    /// Which rows of a table are the run's own; nil when nothing tells them from others.
    func ownRows(of table: String) -> OwnRows? {
        guard let definition = definition(table) else { return nil }
        if let key = definition.reservedKey {
            // No keys are reserved where there are no rows.
            if rowCount(table) == 0 { return OwnRows { _ in "1 = 0" } }
            guard let first = firstKeys[table] else { return nil }
            let last = first + rowCount(table) - 1
            return OwnRows { "\($0).\"\(key.name)\" BETWEEN \(first) AND \(last)" }
        }
        let identifier = "import_batch_id"
        if definition.columns.contains(where: { $0.name == identifier && $0.isFilled }) {
            let own = plan.catalogue.population.importIdentifier
            return OwnRows { "coalesce(\($0).\"\(identifier)\", '') = '\(own)'" }
        }
        let users = UsersTable.definition.name
        let required = definition.references.filter { reference in
            definition.columns.contains { $0.name == reference.column && !$0.isNullable }
        }
        let isAddress = { (reference: TableDefinition.Reference) in
            reference.table == users && reference.key == "email"
        }
        // Where the schema lets every reference be NULL, who did something is filled all the same.
        let doer = definition.references.first { $0.column == "user_email" && isAddress($0) }
        let address =
            table == users
            ? "email"
            : required.first(where: isAddress)?.column ?? (required.isEmpty ? doer?.column : nil)
        if let address {
            if isShared { return nil }
            let domain = plan.recipe.dataset.emailDomain
            return OwnRows { "\($0).\"\(address)\" LIKE '%@\(domain)'" }
        }
        for reference in required where reference.table != table {
            guard let parents = ownRows(of: reference.table) else { continue }
            return OwnRows { alias in
                // A name of its own at every depth, so that none hides another.
                let parent = alias + "_parent"
                return """
                    EXISTS (SELECT 1 FROM \(name(of: reference.table)) AS \(parent)
                        WHERE \(parent)."\(reference.key)" = \(alias)."\(reference.column)"
                        AND \(parents.condition(parent)))
                    """
            }
        }
        return nil
    }
}

/// Tells the rows of a run from those of others in a table.
struct OwnRows {
    /// The condition of SQL, for the table under an alias.
    let condition: (_ alias: String) -> String

    init(_ condition: @escaping (_ alias: String) -> String) {
        self.condition = condition
    }
}
