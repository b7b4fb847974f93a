import Planner
import Rows
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
    /// The connection for all queries with conditions of ``ownRows(of:)``: only this one knows the
    /// run's addresses and keys.
    let reader: any TargetReader
    private let schema: TargetSchema
    private let firstKeys: [String: Int64]
    private let rules: [String: OwnershipRule]
    /// How the run's addresses are recognised.
    private let addresses: TextSet
    /// The keys of the tables that nothing else tells.
    private let keys: [String: TextSet]
    /// The end of the data, as statements spell it: what comes later is not the run's.
    let end: String

    /// Connects, and prepares to tell the run's rows from others.
    ///
    /// - Throws: ``TargetError`` when the target cannot be read.
    /// - Complexity: O(users) when other runs have rows in the target, or when it has not exactly
    ///   the run's users with addresses of the run's domain.
    init(
        _ plan: GenerationPlan,
        in target: any Target,
        firstKeys: [String: Int64]
    ) throws(TargetError) {
        self.plan = plan
        let schema = try target.readSchema()
        self.schema = schema
        self.firstKeys = firstKeys
        // Before the reader is there: the server may have a single connection left.
        let runCount = try target.countRuns()
        reader = try target.openReader()
        end = target.momentLiteral(plan.dataset.timeline.end)
        missing = plan.tables.filter { schema.tables[$0.name] == nil }
        definitions = plan.tables.compactMap { table in
            guard let found = schema.tables[table.name] else { return nil }
            return plan.catalogue.definition(table.name)?
                .restricted(to: Set(found.columns.map(\.name)))
        }
        let present = Set(definitions.map(\.name))
        rules = Dictionary(
            uniqueKeysWithValues: definitions.map {
                ($0.name, OwnershipRule($0, among: present, plan.catalogue.accounts))
            }
        )
        var keys: [String: TextSet] = [:]
        for (table, rule) in rules.sorted(by: { $0.key < $1.key }) {
            guard case .plannedKey(let column) = rule,
                let rows = plan.dataset.table(named: table)
            else { continue }
            keys[table] = try reader.keep(
                PlannedTexts(
                    rows,
                    column: column,
                    plan.unboundConstants
                )
            )
        }
        self.keys = keys
        addresses = try VerifiedTables.addresses(
            of: plan,
            in: schema,
            runCount: runCount,
            using: reader
        )
    }

    /// What tells the run's addresses: their domain, where nobody else has one of it, or the
    /// addresses themselves.
    private static func addresses(
        of plan: GenerationPlan,
        in schema: TargetSchema,
        runCount: Int64,
        using reader: any TargetReader
    ) throws(TargetError) -> TextSet {
        let pattern = "'%@\(plan.recipe.dataset.emailDomain)'"
        let accounts = plan.catalogue.accounts
        let table = accounts.table
        guard let users = plan.dataset.table(named: table) else {
            preconditionFailure("the catalogue has no users")
        }
        if runCount <= 1, schema.tables[table] != nil {
            let found = try reader.queryInteger(
                "SELECT count(*) FROM \(schema.qualifiedName(of: table)) AS counted "
                    + "WHERE counted.\"\(accounts.addressColumn)\" LIKE \(pattern)"
            )
            if found == users.rowCount { return TextSet { "\($0) LIKE \(pattern)" } }
        }
        let own = try reader.keep(
            PlannedTexts(
                users,
                column: accounts.addressColumn,
                plan.unboundConstants
            )
        )
        // The domain is compared first because that is faster.
        return TextSet { "(\($0) LIKE \(pattern) AND \(own.contains($0)))" }
    }

    /// Without the tables in which no key is the run's.
    var checkable: [TableDefinition] {
        definitions.filter { rowCount($0.name) > 0 || $0.reservedKey == nil }
    }

    func name(of table: String) -> String { schema.qualifiedName(of: table) }

    func references(of table: TableDefinition) -> [CheckedReference] {
        table.references.filter { contains($0.table) }.map {
            CheckedReference(
                column: $0.column,
                parent: $0.table,
                key: $0.key,
                exemptColumn: table.systemColumn
            )
        }
    }

    func lacks(_ table: TableDefinition, _ alias: String) -> [String] {
        table.columns.filter { !$0.isNullable && !$0.isOptional }
            .map { "\(alias).\"\($0.name)\" IS NULL" }
    }

    /// Rows of the run have to obey without exception.
    func enforcement(of rule: Invariant) -> String { "" }

    /// The rows of a table in the plan.
    func rowCount(_ table: String) -> Int64 {
        plan.tables.first { $0.name == table }?.rowCount ?? 0
    }

    /// The gateway's own rows may break these rules: it leaves fields empty and orders events
    /// differently.
    func notOthers(_ table: String, _ alias: String) -> String {
        " AND (\(ownRows(of: table).condition(alias))) IS NOT FALSE"
    }

    /// If `column` decides whose a row is, every row up to the end of the data is checked: a damaged
    /// value must not hide its row from the check that looks for it.
    func possiblyOwn(_ table: String, _ alias: String, doubting column: String?) -> String {
        guard let definition = definition(table) else { return "" }
        let decidesOwnership = column != nil && rules[table]?.column == column
        let condition =
            decidesOwnership ? notLater(definition, alias) : ownRows(of: table).condition(alias)
        return " AND " + condition
    }

    /// Which rows of a table are the run's own.
    ///
    /// Those of the gateway's about generated users and objects are not: they come after the data.
    func ownRows(of table: String) -> OwnRows {
        guard let definition = definition(table), let rule = rules[table] else { return .none }
        let column = "\"\(rule.column)\""
        switch rule {
        case .reservedKey:
            // No keys are reserved where there are no rows.
            if rowCount(table) == 0 { return .none }
            let block = keyBlock(table)
            return OwnRows {
                "\($0).\(column) BETWEEN \(block.lowerBound) AND \(block.upperBound)"
            }
        case .importIdentifier:
            guard let own = plan.dataset.importIdentifier else { return .none }
            return OwnRows { "coalesce(\($0).\(column), '') = '\(own)'" }
        case .address, .parent:
            let related = relatedRows(rule)
            return OwnRows { "\(related.condition($0)) AND \(notLater(definition, $0))" }
        case .ownerDocument(_, let prefix, let suffix):
            return OwnRows { alias in
                let document = "\(alias).\(column)"
                let length = "length(\(document)) - \(prefix.count + suffix.count)"
                let address = "substr(\(document), \(prefix.count + 1), \(length))"
                return "length(\(document)) > \(prefix.count + suffix.count) "
                    + "AND \(addresses.contains(address)) AND \(notLater(definition, alias))"
            }
        case .plannedKey:
            guard let keys = keys[table] else { return .none }
            return OwnRows { keys.contains("\($0).\(column)") }
        }
    }

    /// The condition of sums by the hour, under an alias, of objects that are the run's: its own
    /// sums and those of the gateway.
    func sumsOfOwnObjects(
        _ sums: TableDefinition,
        _ rollUp: TableDefinition.RollUp,
        as alias: String
    ) -> String {
        """
        \(alias)."\(rollUp.column)" IN (SELECT object."id" FROM \(name(of: rollUp.objects)) AS object
            WHERE \(ownRows(of: rollUp.objects).condition("object")))
        """
    }

    /// The rows that came after the run and say something about its rows; nil where rows refer to
    /// no others.
    func addedRows(to table: String) -> OwnRows? {
        guard let definition = definition(table),
            let rule = OwnershipRule(
                relatedRowsOf: definition,
                among: Set(definitions.map(\.name)),
                plan.catalogue.accounts
            )
        else { return nil }
        let related = relatedRows(rule)
        if let key = definition.reservedKey {
            let last = keyBlock(table).upperBound
            return OwnRows { "\($0).\"\(key.name)\" > \(last) AND \(related.condition($0))" }
        }
        guard let created = definition.creationColumn else { return nil }
        return OwnRows { "\($0).\"\(created)\" > \(end) AND \(related.condition($0))" }
    }

    /// The keys that were reserved for the run's rows of a table, as the rows were made with.
    ///
    /// The upper bound is below the lower one for no rows.
    private func keyBlock(_ table: String) -> (lowerBound: Int64, upperBound: Int64) {
        let first = firstKeys[table] ?? 1
        return (first, first + rowCount(table) - 1)
    }

    /// Whether a row was there at the end of the data and is not one that the gateway created when
    /// it first started.
    private func notLater(_ definition: TableDefinition, _ alias: String) -> String {
        let moment = definition.creationColumn.map {
            "(\(alias).\"\($0)\" > \(end)) IS NOT TRUE"
        }
        let system = definition.systemColumn.map { "NOT \(alias).\"\($0)\"" }
        let conditions = [moment, system].compactMap(\.self)
        return conditions.isEmpty ? "1 = 1" : conditions.joined(separator: " AND ")
    }

    /// The rows that refer to a user or another row of the run, by a rule for these.
    private func relatedRows(_ rule: OwnershipRule) -> OwnRows {
        let column = "\"\(rule.column)\""
        guard case .parent(_, let table, let key) = rule else {
            return OwnRows { addresses.contains("\($0).\(column)") }
        }
        let parents = ownRows(of: table)
        return OwnRows { alias in
            // A name of its own at every depth, so that none hides another.
            let parent = alias + "_parent"
            // Not EXISTS: few of these keys are indexed, and a set is built once for all rows.
            return """
                \(alias).\(column) IN (SELECT \(parent)."\(key)"
                    FROM \(name(of: table)) AS \(parent) WHERE \(parents.condition(parent)))
                """
        }
    }
}

/// Tells the rows of a run from those of others in a table.
struct OwnRows {
    /// The condition of SQL, for the table under an alias.
    let condition: (_ alias: String) -> String

    init(_ condition: @escaping (_ alias: String) -> String) {
        self.condition = condition
    }

    /// No row.
    static var none: OwnRows { OwnRows { _ in "1 = 0" } }
}
