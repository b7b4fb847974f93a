import Planner
import Rows
import Targets

/// The rights that an account lacks for the whole life of a plan's rows in a target.
///
/// A run asks before its first row, and doctor before the run: both get the same answer.
struct RunRights {
    /// What is missing, in the order in which a run would fail at it.
    let missing: [MissingRight]

    /// Asks the target about the tables of a plan that its schema has.
    init(
        _ plan: GenerationPlan,
        in schema: TargetSchema,
        of target: any Target
    ) throws(TargetError) {
        let tables = plan.tables.indices.map { (plan: plan.tables[$0], plan.definition(of: $0)) }
        try self.init(
            tables.map { ($0.1, $0.plan.rowCount) },
            in: schema,
            of: target
        )
    }

    /// Asks the target about tables, with the number of rows that each is to get.
    init(
        _ tables: [(definition: TableDefinition, rowCount: Int64)],
        in schema: TargetSchema,
        of target: any Target
    ) throws(TargetError) {
        let present = tables.filter { schema.tables[$0.definition.name] != nil }
        let keys = present.compactMap { table, rowCount -> KeyRequest? in
            guard let key = table.reservedKey, rowCount > 0 else { return nil }
            return KeyRequest(table: table.name, column: key.name, count: rowCount)
        }
        missing = try target.missingRights(
            present.map(\.definition.name),
            keys: keys,
            rowCounts: Dictionary(
                present.map { ($0.definition.name, $0.rowCount) },
                uniquingKeysWith: { $1 }
            )
        ).sorted { $0.step < $1.step }
    }
}
