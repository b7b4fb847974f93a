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
    /// The end of the data, as statements spell it: what comes later is not the run's.
    let end: String

    /// - Throws: ``TargetError`` when the target cannot be read.
    init(
        _ plan: GenerationPlan,
        in target: any Target,
        firstKeys: [String: Int64]
    ) throws(TargetError) {
        self.plan = plan
        schema = try target.readSchema()
        self.firstKeys = firstKeys
        isShared = try target.countRuns() > 1
        end = target.momentLiteral(plan.catalogue.population.timeline.end)
        let schema = schema
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

    /// A condition to be added to others: rows of a table, under an alias, that are not known to be
    /// somebody else's whatever they refer to.
    ///
    /// Unlike ``notOthers(_:_:)`` this does not look at what a row refers to, which may be what is
    /// wrong with it.
    func possiblyOwn(_ table: String, _ alias: String) -> String {
        guard let definition = definition(table) else { return "" }
        let own = definition.reservedKey == nil ? nil : ownRows(of: table)
        return " AND " + (own?.condition(alias) ?? notLater(definition, alias))
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
        // What the gateway notes about generated users and objects comes after the data.
        return relatedRows(definition).map { related in
            OwnRows { "\(related.condition($0)) AND \(notLater(definition, $0))" }
        }
    }

    /// The condition of sums by the hour, under an alias, of objects that are the run's: its own
    /// sums and those of the gateway.
    func sumsOfOwnObjects(
        _ sums: TableDefinition,
        _ rollUp: TableDefinition.RollUp,
        _ alias: String
    ) -> String {
        guard let objects = ownRows(of: rollUp.objects) else { return "1 = 1" }
        return """
            EXISTS (SELECT 1 FROM \(name(of: rollUp.objects)) AS object
                WHERE object."id" = \(alias)."\(rollUp.column)"
                AND \(objects.condition("object")))
            """
    }

    /// The rows that came after the run and say something about its rows; nil when nothing tells
    /// them from others.
    func addedRows(to table: String) -> OwnRows? {
        guard let definition = definition(table), let related = relatedRows(definition) else {
            return nil
        }
        if let key = definition.reservedKey {
            guard let first = firstKeys[table] else { return nil }
            let last = first + rowCount(table) - 1
            return OwnRows { "\($0).\"\(key.name)\" > \(last) AND \(related.condition($0))" }
        }
        guard let created = definition.creationColumn else { return nil }
        return OwnRows { "\($0).\"\(created)\" > \(end) AND \(related.condition($0))" }
    }

    private func notLater(_ definition: TableDefinition, _ alias: String) -> String {
        definition.creationColumn.map { "(\(alias).\"\($0)\" > \(end)) IS NOT TRUE" } ?? "1 = 1"
    }

    /// The rows that refer to a user or another row of the run.
    private func relatedRows(_ definition: TableDefinition) -> OwnRows? {
        let table = definition.name
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
